#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/schema_writer.hpp"

namespace migrate::cli {

Action bind_inspect(Binder& binder) {
    struct Values {
        commands::InspectOptions options;
        std::optional<std::string> output;
    };
    const auto values = std::make_shared<Values>();
    binder.choice("--format", values->options.format,
                  {"toml", "sql", "json", "mermaid", "dot", "html"},
                  "a model (toml, sql), data for programs, a diagram, or a page");
    binder.option("-o,--output", "FILE", values->output, "written whole or not at all");
    return [values](Session& session) {
        if (values->output || !session.wants_json())
            session.needs_one_environment("inspect");
        commands::InspectOptions options = values->options;
        options.draw = report::schema_writer(options.format);
        if (values->output)
            options.output = *values->output;
        const auto result = commands::inspect(session.context(), options);
        session.print(session.wants_json() ? report::inspect_json(result, options.format)
                                           : report::inspect_text(result, session.look()));
        for (const std::string& kind : result.not_compared)
            session.note("not in the model: " + kind);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
