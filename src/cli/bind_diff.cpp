#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_diff(Binder& binder) {
    struct Choices {
        commands::DiffOptions options;
        bool exit_code = false;
    };
    const auto choices = std::make_shared<Choices>();
    binder.positional("A", choices->options.from,
                      "a URL, models, a revision, or a model file (the project's database)",
                      Need::optional);
    binder.positional("B", choices->options.to, "the same (models)", Need::optional);
    binder.choice("--format", choices->options.format, {"text", "toml", "sql"},
                  "a line for each difference, or the steps that lead from A to B");
    binder.flag("--exit-code", choices->exit_code, "end with 3 when there is a difference");
    return [choices](Session& session) {
        if (choices->options.format != "text" && !session.wants_json())
            session.needs_one_environment("diff --format " + choices->options.format);
        const auto result = commands::diff(session.context(), choices->options);
        session.answer(result, report::diff_text, report::diff_json);
        session.notes(result.notes);
        return choices->exit_code && !result.same() ? ExitCode::difference : ExitCode::done;
    };
}

} // namespace migrate::cli
