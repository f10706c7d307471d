#include "report/text.hpp"

#include "report/progress.hpp"
#include "report/table.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

std::string line(std::string_view text) {
    return visible(text) + '\n';
}

std::string indented(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& each : lines)
        out += "  " + text::indent(visible(each), 4, false) + '\n';
    return out;
}

std::string_view past_tense(Direction direction) {
    return direction == Direction::up ? "upgraded" : "downgraded";
}

std::size_t by_others(const commands::RunSummary& result) {
    return static_cast<std::size_t>(std::ranges::count(
        result.revisions, true, &commands::RunSummary::Applied::by_another_runner));
}

// "sqlite:///app.db: upgraded 2 revisions, 1a2b -> 3c4d".
std::string run_outcome(const commands::RunSummary& result) {
    const std::string to = rows_text(result.to);
    const std::string where = result.database + ": ";
    if (result.revisions.empty())
        return where + "nothing to do, the database is at " + rows_text(result.from);
    const std::size_t others = by_others(result);
    const std::size_t own = result.revisions.size() - others;
    if (own == 0)
        return where + "nothing left to do: another runner has " +
               std::string(past_tense(result.direction)) + " " + text::count(others, "revision") +
               " meanwhile, the database is at " + to;
    std::string moved = std::string(past_tense(result.direction)) + " " +
                        text::count(own, "revision") + ", " + rows_text(result.from) + " -> " + to;
    if (others > 0)
        moved += "; another runner did " + text::count(others, "revision") + " meanwhile";
    if (!result.dry_run)
        return where + moved;
    return where + "dry run: " + moved + "; all of it was rolled back, the database is at " +
           rows_text(result.from) + " as before";
}

std::chrono::microseconds total_time(const commands::RunSummary& result) {
    std::chrono::microseconds sum{0};
    for (const auto& revision : result.revisions)
        sum += revision.took;
    return sum;
}

} // namespace

std::string rows_text(const std::vector<std::string>& rows) {
    return rows.empty() ? "base" : text::join(rows, ", ");
}

std::string init_text(const commands::InitResult& result, const Look& look) {
    std::string out;
    for (const auto& path : result.created)
        out += look.style.green("created") + "  " + line(path.string());
    for (const auto& path : result.kept)
        out += look.style.dim("kept   ") + "  " + line(path.string() + " (was there already)");
    return out;
}

std::string templates_text(const std::vector<commands::TemplateEntry>& list, const Look& look) {
    std::string out;
    for (const commands::TemplateEntry& each : list)
        out += look.style.green(padded(each.name, 10)) + line(each.summary);
    return out;
}

std::string edit_text(const commands::EditResult& result, const Look& look) {
    std::string out;
    for (const auto& file : result.files)
        out += look.style.green("edited") + " " + line(file.string());
    return out;
}

std::string revision_text(const commands::RevisionResult& result, const Look& look) {
    if (result.nothing_to_do)
        return "nothing to do: the database is what the models say; no file was written\n";
    std::string out = look.style.green("created") + " " + line(result.path.string());
    out += indented(result.changes);
    if (result.stamped)
        out += line("stamped: the database is at " + result.header.id);
    return out;
}

std::string run_text(const commands::RunSummary& result, const Look& look) {
    std::string out = visible(run_outcome(result));
    if (result.revisions.size() > by_others(result))
        out += look.style.dim(" (" + shown_duration(total_time(result)) + ")");
    out += '\n';
    return out;
}

std::string script_text(const commands::SqlScript& script, const Look& /*look*/) {
    return script.text;
}

std::string stamp_text(const commands::StampSummary& result, const Look& /*look*/) {
    if (result.from == result.to)
        return line(result.database + ": already stamped " + rows_text(result.to));
    return line(result.database + ": stamped " + rows_text(result.from) + " -> " +
                rows_text(result.to));
}

std::string ensure_version_text(const commands::EnsureVersionResult& result, const Look& /*look*/) {
    return line(result.database + ": " + result.table +
                (result.created ? " was created" : " is there already"));
}

std::string check_text(const commands::CheckResult& result, const Look& look) {
    std::string out;
    if (result.pending > 0)
        out += look.style.yellow("pending: " + text::count(result.pending, "revision")) + '\n';
    for (const std::string& difference : result.differences)
        out += line(difference);
    if (!result.differences.empty())
        out += look.style.yellow(text::count(result.differences.size(), "difference")) + '\n';
    if (result.clean())
        out += look.style.green("no differences") +
               line(": " + result.database + " is what the models say");
    return out;
}

std::string inspect_text(const commands::InspectResult& result, const Look& look) {
    if (result.written)
        return look.style.green("created") + " " + line(result.written->string());
    return result.text;
}

std::string resolve_text(const commands::ResolveResult& result, const Look& /*look*/) {
    return line(result.revision + " step " + std::to_string(result.step) + " (" +
                result.description + "): " + result.answer + "; run upgrade again to finish");
}

} // namespace migrate::report
