#include "property/value_class.hpp"

#include "util/text.hpp"

namespace migrate::test {
namespace {

bool is_kept_as_text(TypeKind kind) {
    return kind == TypeKind::uuid || kind == TypeKind::json || kind == TypeKind::interval ||
           kind == TypeKind::time || kind == TypeKind::enumeration;
}

} // namespace

ValueClass value_class(const Column& column) {
    if (is_kept_as_text(column.type.kind) && !column.type.native)
        return ValueClass::text;
    const std::string type = text::lower(column.type.text);
    const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
    if (has("int"))
        return ValueClass::integer;
    if (has("char") || has("clob") || has("text"))
        return ValueClass::text;
    if (type.empty() || has("blob") || type == "any")
        return ValueClass::blob;
    if (has("real") || has("floa") || has("doub"))
        return ValueClass::real;
    return ValueClass::numeric;
}

} // namespace migrate::test
