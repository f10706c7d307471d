#include "dialect/postgres/postgres_partitions.hpp"

#include <algorithm>
#include <map>

namespace migrate::postgres {
namespace {

QualifiedName parent_of(const Table& table) {
    const std::vector<std::string> path =
        parse_path(attribute_text(table.attributes, "partition_of"));
    return path.size() == 1 ? QualifiedName{{}, path[0]} : QualifiedName{path[0], path[1]};
}

// `partition_of` and `values` are all that it says.
bool says_nothing_else(const Table& table) {
    return table.attributes.size() == 2 && attribute(table.attributes, "values") &&
           table.columns.empty() && !table.primary_key && table.uniques.empty() &&
           table.checks.empty() && table.foreign_keys.empty() && table.indexes.empty() &&
           table.triggers.empty() && table.parts.empty() && table.overrides.empty() &&
           table.renamed_from.empty();
}

TablePart part_of(Table& table) {
    TablePart part;
    part.kind = PartKind::partition;
    part.name = table.name.name;
    part.comment = std::move(table.comment);
    part.declared_at = table.declared_at;
    set_attribute(part.attributes, "values", attribute_text(table.attributes, "values"));
    return part;
}

} // namespace

void fold_partitions(Database& db) {
    std::map<QualifiedName, std::vector<TablePart>> folded;
    std::erase_if(db.tables, [&](Table& table) {
        if (!attribute(table.attributes, "partition_of") || !says_nothing_else(table))
            return false;
        const QualifiedName parent = parent_of(table);
        if (parent.schema != table.name.schema || !find_table(db, parent))
            return false;
        folded[parent].push_back(part_of(table));
        return true;
    });
    for (auto& [name, parts] : folded)
        std::ranges::move(parts, std::back_inserter(find_table(db, name)->parts));
}

} // namespace migrate::postgres
