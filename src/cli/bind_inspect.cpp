#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/schema_writer.hpp"

namespace migrate::cli {

namespace {

// What a file of that name holds; empty where the name does not say.
std::string format_of(const std::filesystem::path& file) {
    const std::string extension = file.extension().string();
    if (extension == ".mmd")
        return "mermaid";
    for (const char* format : {"toml", "sql", "json", "dot", "html"})
        if (extension == std::string(".") + format)
            return format;
    return "";
}

std::string chosen_format(const std::string& given, const std::optional<std::string>& output) {
    const std::string named = output ? format_of(*output) : "";
    if (given.empty())
        return named.empty() ? "toml" : named;
    if (!named.empty() && named != given)
        throw Error(ErrorCode::usage, "--format " + given + " would not be read from " + *output)
            .help("give the file another name, or leave --format out");
    return given;
}

} // namespace

Action bind_inspect(Binder& binder) {
    struct Values {
        commands::InspectOptions options;
        std::optional<std::string> output;
    };
    const auto values = std::make_shared<Values>();
    values->options.format.clear();
    binder.choice(
        "--format", values->options.format, {"toml", "sql", "json", "mermaid", "dot", "html"},
        "a model (toml, sql), data for programs, a diagram, or a page (by FILE's name, else "
        "toml)");
    binder.option("-o,--output", "FILE", values->output, "written whole or not at all");
    return [values](Session& session) {
        if (values->output || !session.wants_json())
            session.needs_one_environment("inspect");
        commands::InspectOptions options = values->options;
        options.format = chosen_format(options.format, values->output);
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
