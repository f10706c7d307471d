#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/graph_pictures.hpp"
#include "report/json.hpp"

namespace migrate::cli {
namespace {

std::string picture(const std::string& format, const std::vector<commands::RevisionEntry>& entries,
                    const report::Look& look) {
    if (format == "dot")
        return report::graph_dot(entries);
    if (format == "mermaid")
        return report::graph_mermaid(entries);
    if (format == "svg")
        return report::graph_svg(entries);
    return format == "json" ? report::graph_json(entries) : report::history_picture(entries, look);
}

} // namespace

Action bind_graph(Binder& binder) {
    struct Values {
        commands::HistoryOptions options;
        std::string format = "text";
        bool ascii = false;
    };
    const auto values = std::make_shared<Values>();
    binder.choice("--format", values->format, {"text", "dot", "mermaid", "json", "svg"},
                  "text is for a terminal, dot for Graphviz");
    binder.option("-r,--rev-range", "FROM:TO", values->options.range,
                  "both ends included, either may be left out; -3: begins three below the heads");
    binder.flag("-i,--indicate-current", values->options.indicate_current,
                "ask the database; mark what is current and what is pending");
    binder.flag("--ascii", values->ascii, "draw text in ASCII, whatever the locale says");
    return [values](Session& session) {
        if (values->format != "text" && !session.wants_json())
            session.needs_one_environment("graph --format " + values->format);
        report::Look look = session.look();
        look.utf8 = look.utf8 && !values->ascii;
        const auto entries = commands::history(session.context(), values->options);
        session.print(picture(session.wants_json() ? "json" : values->format, entries, look));
        return ExitCode::done;
    };
}

} // namespace migrate::cli
