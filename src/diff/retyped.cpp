#include "diff/retyped.hpp"

#include "diff/spelling.hpp"
#include "sql/normalize.hpp"

#include <algorithm>

namespace migrate::diff {

// What compares otherwise is what a foreign key cannot stay over.
bool is_retyped(const Context& context, const ColumnType& from, const ColumnType& to) {
    return context.caps().references_pin_keys && from.text != to.text && !same_family(from, to);
}

bool mentions_retyped(const Context& context, const Table& from, const Table& to,
                      std::string_view sql) {
    std::unordered_set<std::string> names;
    return std::ranges::any_of(to.columns, [&](const Column& column) {
        const Column* old = find_named(from.columns, column.name, context.folding());
        if (!old || !is_retyped(context, old->type, column.type) ||
            context.dialect.types().same(*old, column))
            return false;
        if (names.empty())
            names = mentioned(context, sql);
        return names.contains(context.fold(column.name));
    });
}

bool mentions_dropped(const Context& context, const Table& from, const Table& to,
                      std::string_view sql) {
    std::unordered_set<std::string> names;
    return std::ranges::any_of(from.columns, [&](const Column& column) {
        if (find_named(to.columns, column.name, context.folding()))
            return false;
        if (names.empty())
            names = mentioned(context, sql);
        return names.contains(context.fold(column.name));
    });
}

bool same_expression(const Context& context, const Table& from, const Table& to, std::string_view a,
                     std::string_view b) {
    if (a == b || sql::same_expression(a, b, context.dialect.syntax()))
        return true;
    return same_expression(context, a, b) && !mentions_retyped(context, from, to, b);
}

} // namespace migrate::diff
