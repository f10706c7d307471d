#include "dialect/mysql/mysql_types.hpp"

#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// What only the family lacks is translated (docs/reference/types.md).
std::string portable_text(const ColumnType& type, Vendor vendor) {
    switch (type.kind) {
    case TypeKind::boolean:
        return "tinyint(1)";
    case TypeKind::uuid:
        return vendor == Vendor::mariadb ? "uuid" : "char(36)";
    case TypeKind::interval:
        return "varchar(64)";
    case TypeKind::blob:
        return "longblob";
    default:
        return portable_spelling(type);
    }
}

} // namespace

std::string MysqlTypes::render(const Column& column) const {
    return column.type.native ? column.type.text : portable_text(column.type, vendor_);
}

ColumnType MysqlTypes::read(std::string_view native) const {
    return native_type(native);
}

bool MysqlTypes::same(const Column& a, const Column& b) const {
    return text::equals_folded(render(a), render(b));
}

} // namespace migrate::mysql
