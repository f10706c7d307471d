#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_history(Binder& binder) {
    struct Values {
        commands::HistoryOptions options;
        bool graph = false;
        bool ascii = false;
    };
    const auto values = std::make_shared<Values>();
    binder.option("-r,--rev-range", "FROM:TO", values->options.range,
                  "both ends included, either may be left out; -3: begins three below the heads");
    binder.flag("-i,--indicate-current", values->options.indicate_current,
                "ask the database and mark where it is");
    binder.flag("--graph", values->graph,
                "draw branches and merges as lanes, dependencies dotted; marks what is current and "
                "pending when the database can be read");
    binder.flag("--ascii", values->ascii, "draw in ASCII, whatever the locale says");
    return [values](Session& session) {
        if (values->ascii && !values->graph)
            throw Error(ErrorCode::usage, "--ascii is for the picture that --graph draws");
        commands::HistoryOptions options = values->options;
        options.try_current = values->graph;
        const auto entries = commands::history(session.context(), options);
        if (!values->graph || session.wants_json()) {
            session.answer(entries, report::history_text, report::revisions_json);
            return ExitCode::done;
        }
        report::Look look = session.look();
        look.utf8 = look.utf8 && !values->ascii;
        session.print(report::history_picture(entries, look));
        return ExitCode::done;
    };
}

} // namespace migrate::cli
