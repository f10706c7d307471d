#include "report/graph_rows.hpp"

#include "util/text.hpp"

#include <string_view>
#include <unordered_map>

namespace migrate::report {
namespace {

using commands::RevisionEntry;
using RowNumbers = std::unordered_map<std::string_view, std::size_t>;

std::vector<std::size_t> listed(const RowNumbers& rows, const std::vector<std::string>& ids) {
    std::vector<std::size_t> numbers;
    for (const std::string& id : ids)
        if (const auto found = rows.find(id); found != rows.end())
            numbers.push_back(found->second);
    return numbers;
}

} // namespace

std::vector<LaneRow> rows_of(const std::vector<RevisionEntry>& entries) {
    RowNumbers numbers;
    for (std::size_t i = 0; i < entries.size(); ++i)
        numbers.emplace(entries[i].header.id, i);
    std::vector<LaneRow> rows;
    rows.reserve(entries.size());
    for (const RevisionEntry& entry : entries) {
        LaneRow row{.parents = listed(numbers, entry.header.parents),
                    .dependencies = listed(numbers, entry.dependencies)};
        row.cut = row.parents.empty() && !entry.header.parents.empty();
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> picture_marks(const RevisionEntry& entry) {
    std::vector<std::string> marks = entry.is_head ? entry.labels : entry.header.labels;
    if (!entry.header.depends_on.empty())
        marks.push_back("needs " + text::join(entry.header.depends_on, ", "));
    if (entry.is_head)
        marks.push_back(entry.is_effective_head ? "effective head" : "head");
    if (entry.is_current)
        marks.emplace_back("current");
    if (entry.is_pending)
        marks.emplace_back("pending");
    return marks;
}

} // namespace migrate::report
