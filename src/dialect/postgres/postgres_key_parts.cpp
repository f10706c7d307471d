#include "dialect/postgres/postgres_key_parts.hpp"

#include "forms/values.hpp"

#include <algorithm>

namespace migrate::postgres {
namespace {

constexpr int descending = 1;
constexpr int nulls_first = 2;
constexpr Oid default_collation = 100;

template <class T>
T value_at(const std::vector<T>& values, std::size_t at) {
    return at < values.size() ? values[at] : T{};
}

void set_order(KeyPart& part, int options) {
    part.desc = (options & descending) != 0;
    const bool first = (options & nulls_first) != 0;
    if (first != part.desc) // NULLs are the largest values
        set_attribute(part.attributes, "nulls", first ? "first" : "last");
}

// An expression has the collation of what it is made of, unless the index says another.
bool names_collation(Oid collation, const NumberedColumn* column, const IndexKeys& keys) {
    if (collation == 0)
        return false;
    return column ? collation != column->collation
                  : keys.says_collation && collation != default_collation;
}

void set_operator_class(const Assembly& assembly, KeyPart& part, const IndexKeys& keys,
                        std::size_t at) {
    std::string name = assembly.operator_class(value_at(keys.operator_classes, at));
    const std::string options = value_at(keys.class_options, at);
    if (!options.empty())
        name += '(' + options + ')';
    if (!name.empty())
        set_attribute(part.attributes, "opclass", name);
}

} // namespace

std::vector<KeyPart> key_parts(Assembly& assembly, Oid relation, const IndexKeys& keys) {
    std::vector<KeyPart> parts;
    for (std::size_t i = 0; i < keys.count && i < keys.columns.size(); ++i) {
        KeyPart part;
        const NumberedColumn* column = assembly.column(relation, keys.columns[i]);
        if (column)
            part.column = column->name;
        else
            part.expression = forms::read_expression(value_at(keys.expressions, i));
        set_order(part, value_at(keys.options, i));
        const Oid collation = value_at(keys.collations, i);
        if (names_collation(collation, column, keys))
            part.collation = assembly.collation(collation);
        set_operator_class(assembly, part, keys, i);
        parts.push_back(std::move(part));
    }
    return parts;
}

std::vector<std::string> included_columns(Assembly& assembly, Oid relation, const IndexKeys& keys) {
    std::vector<int> numbers = keys.columns;
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(
                                                         std::min(keys.count, numbers.size())));
    return assembly.column_names(relation, numbers);
}

} // namespace migrate::postgres
