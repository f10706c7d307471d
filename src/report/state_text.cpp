// diff, status and log, as people read them.
#include "report/graph_rows.hpp"
#include "report/progress.hpp"
#include "report/table.hpp"
#include "report/text.hpp"
#include "util/text.hpp"

namespace migrate::report {
namespace {

std::string line(std::string_view text) {
    return visible(text) + '\n';
}

// What stands in the second column of status goes on in lines below it.
class Facts {
  public:
    void add(std::string name, std::string value) {
        rows_.push_back({rows_.empty() || name != last_ ? name : "", visible(value)});
        last_ = std::move(name);
    }
    std::string text() const { return table(rows_); }

  private:
    std::vector<TableRow> rows_;
    std::string last_;
};

void add_all(Facts& facts, const std::string& name, const std::vector<std::string>& lines) {
    for (const std::string& each : lines)
        facts.add(name, each);
}

void add_drift(Facts& facts, const commands::StatusResult& result) {
    if (!result.unknown_rows.empty())
        return facts.add("models", "not compared: no file has revision " +
                                       text::join(result.unknown_rows, ", "));
    if (!result.compared)
        return facts.add("models", "not compared: migrate upgrade head first");
    if (result.differences.empty())
        return facts.add("models", "no difference");
    facts.add("models", text::count(result.differences.size(), "difference"));
    add_all(facts, "models", result.differences);
}

void add_pending(Facts& facts, const commands::StatusResult& result) {
    if (!result.unknown_rows.empty())
        return;
    facts.add("pending",
              result.pending.empty() ? "none" : text::count(result.pending.size(), "revision"));
    constexpr std::size_t most = 10; // one screen
    for (std::size_t i = 0; i < std::min(most, result.pending.size()); ++i)
        facts.add("pending",
                  result.pending[i].id + "  " + text::first_line(result.pending[i].message));
    if (result.pending.size() > most)
        facts.add("pending", "and " + std::to_string(result.pending.size() - most) + " more");
}

std::string actor(const LoggedRun& entry) {
    return entry.who + "@" + entry.host;
}

} // namespace

std::string diff_text(const commands::DiffResult& result, const Look& look) {
    if (result.format != "text")
        return result.text;
    std::string out;
    for (const std::string& difference : result.differences)
        out += line(difference);
    if (result.same())
        return look.style.green("no differences") + line(": " + result.from + " and " + result.to);
    return out + look.style.yellow(text::count(result.differences.size(), "difference")) +
           line(": from " + result.from + " to " + result.to);
}

std::string status_text(const commands::StatusResult& result, const Look& look) {
    Facts facts;
    facts.add("database", result.database + " (" + result.server + ")");
    facts.add("version", rows_text(result.rows));
    add_pending(facts, result);
    add_drift(facts, result);
    for (const std::string& id : result.edited)
        facts.add("edited", id + " since it was applied");
    facts.add("lock", result.lock_holder.empty() ? "free" : result.lock_holder);
    for (const auto& step : result.unfinished)
        facts.add("unfinished", "step " + std::to_string(step.step) + " of revision " +
                                    step.revision + " (" + step.description + "): " + step.state +
                                    ", number " + std::to_string(step.seq));
    if (result.unfinished.empty())
        facts.add("unfinished", "nothing");
    return facts.text() +
           (result.clean() ? look.style.green("up to date")
                           : look.style.yellow("needs attention")) +
           '\n';
}

std::string log_text(const commands::LogResult& result, const Look& look) {
    if (result.entries.empty())
        return line(result.database + ": nothing was run yet");
    std::vector<TableRow> rows;
    for (const LoggedRun& entry : result.entries) {
        std::string what = text::first_line(entry.message);
        if (!entry.tag.empty())
            what += (what.empty() ? "[" : " [") + entry.tag + "]";
        TableRow row{entry.at,
                     entry.direction,
                     entry.revision,
                     entry.outcome,
                     shown_duration(entry.took),
                     actor(entry),
                     what};
        if (look.verbose) {
            row.push_back("migrate " + entry.tool_version);
            row.push_back("run " + entry.run_id);
        }
        for (std::string& cell : row)
            cell = visible(cell);
        rows.push_back(std::move(row));
    }
    return table(rows);
}

} // namespace migrate::report
