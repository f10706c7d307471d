#include "ops/enum_use.hpp"

#include <algorithm>

namespace migrate::ops {

bool names_enum(const ColumnType& type, const QualifiedName& name, NameFolding folding) {
    const bool may_be =
        type.kind == TypeKind::enumeration || (type.kind == TypeKind::other && !type.native);
    return may_be && (same_name(type.text, to_string(name), folding) ||
                      same_name(type.text, name.name, folding));
}

bool is_used(const EnumType& type, const Database& db) {
    return std::ranges::any_of(db.tables, [&](const Table& table) {
        return std::ranges::any_of(table.columns, [&](const Column& column) {
            return names_enum(column.type, type.name, db.folding);
        });
    });
}

} // namespace migrate::ops
