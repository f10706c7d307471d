#include "forms/members.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace migrate::forms {
namespace {

using Words = std::vector<std::string_view>;

Words operator+(Words left, const Words& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

std::map<std::string_view, Words> build_members() {
    const Words described{"comment", "renamed_from"};
    const Words foreign_key{"references", "on_delete", "on_update", "match",
                            "deferrable", "initially", "validated"};
    const Words index = described + Words{"columns", "unique", "where"};
    return {
        {"table",
         described + Words{"column", "primary_key", "unique", "check", "foreign_key", "index",
                           "trigger", "unnamed", "exclude", "rule", "policy", "statistics",
                           "partition", "strict", "without_rowid", "virtual"}},
        {"column", described + foreign_key +
                       Words{"type", "null", "default", "primary_key", "unique", "check", "index",
                             "identity", "autoincrement", "generated", "stored", "collation",
                             "not_null", "enforced", "on_delete_columns"}},
        {"primary_key", {"name", "columns", "on_conflict"}},
        {"column_primary_key", {"name", "desc", "on_conflict"}},
        {"unique", {"columns", "on_conflict"}},
        {"column_unique", {"name", "on_conflict"}},
        {"check", {"expression", "validated"}},
        {"column_check", {"name", "expression", "validated"}},
        {"foreign_key", foreign_key + Words{"columns"}},
        {"column_references", foreign_key + Words{"name"}},
        {"not_null", {"name", "on_conflict"}},
        {"index", index},
        {"column_index", index + Words{"name", "desc", "collation"}},
        {"trigger",
         described + Words{"before", "after", "instead_of", "on", "where", "body", "for_each"}},
        {"part", {"column", "sql", "desc", "collation"}},
        {"view", described + Words{"columns", "as", "trigger"}},
        {"enum", described + Words{"values"}},
        {"materialized_view", described + Words{"index"}},
    };
}

} // namespace

bool is_member(std::string_view kind, std::string_view key) {
    static const std::map<std::string_view, Words> members = build_members();
    if (key == "only")
        return true;
    const auto found = members.find(kind);
    if (found == members.end())
        return key == "comment" || key == "renamed_from";
    return std::ranges::find(found->second, key) != found->second.end();
}

} // namespace migrate::forms
