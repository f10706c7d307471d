#include "dialect/sqlite/shadow_tables.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace migrate::sqlite {

namespace {

constexpr std::array<std::string_view, 5> fts3_tables{"content", "docsize", "segdir", "segments",
                                                      "stat"};
constexpr std::array<std::string_view, 5> fts5_tables{"config", "content", "data", "docsize",
                                                      "idx"};
constexpr std::array<std::string_view, 3> rtree_tables{"node", "parent", "rowid"};

struct Module {
    std::string_view name;
    std::span<const std::string_view> tables;
};
// As each module's xShadowName has them: https://sqlite.org/vtab.html#xshadowname
constexpr std::array modules{Module{"fts3", fts3_tables},       Module{"fts4", fts3_tables},
                             Module{"fts5", fts5_tables},       Module{"rtree", rtree_tables},
                             Module{"rtree_i32", rtree_tables}, Module{"geopoly", rtree_tables}};

} // namespace

bool is_shadow_table(std::string_view table, std::string_view owner, std::string_view module) {
    if (table.size() < owner.size() + 2 || table[owner.size()] != '_' ||
        !text::starts_with_folded(table, owner)) {
        return false;
    }
    const std::string_view name = text::trim(module.substr(0, module.find('(')));
    const auto* found = std::ranges::find_if(
        modules, [&](const Module& known) { return text::equals_folded(known.name, name); });
    const std::string_view suffix = table.substr(owner.size() + 1);
    return found != modules.end() &&
           std::ranges::any_of(found->tables, [&](std::string_view known) {
               return text::equals_folded(known, suffix);
           });
}

} // namespace migrate::sqlite
