// Renaming in one text: which identifiers of it are meant, by what stands around them.
#pragma once

#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/rewrite.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::ops {

// What stands before and after an identifier that may be renamed.
struct Place {
    const sql::Token* before = nullptr;
    const sql::Token* after = nullptr;

    bool is_call() const { return after && after->is_punct('('); }
    bool is_qualifier() const { return after && after->is_punct('.'); }
    bool is_qualified() const { return before && before->is_punct('.'); }
    bool is_new_name() const { return before && before->is("as"); }
};

// A column's name: not a function, not the table before a dot, not a new name after AS.
inline bool column_place(const Place& place) {
    return !place.is_call() && !place.is_qualifier() && !place.is_new_name();
}

// A relation's name: not a column behind a dot, not a function; INTO t (a, b) is no call.
inline bool relation_place(const Place& place) {
    const bool has_list = place.before && place.before->is("into");
    return (has_list || !place.is_call()) && !place.is_qualified() && !place.is_new_name();
}

// In an expression a bare name is a column; a relation stands before a dot or in a subquery.
inline bool relation_in_expression(const Place& place) {
    const bool is_source = place.before && (place.before->is("from") || place.before->is("join"));
    return place.is_qualifier() || is_source;
}

inline bool call_place(const Place& place) {
    return place.is_call();
}

// Renames the identifiers whose place `wanted` accepts; every other byte stays.
template <class Wanted>
void rewrite(std::string& text, std::string_view from, std::string_view to,
             const sql::Syntax& syntax, Wanted wanted) {
    if (text.empty())
        return;
    const std::vector<sql::Token> tokens = sql::significant_tokens(text, syntax);
    std::size_t i = 0;
    text = sql::replace_tokens(
        text, syntax, [&](const sql::Token& token) -> std::optional<std::string> {
            const Place place{i > 0 ? &tokens[i - 1] : nullptr,
                              i + 1 < tokens.size() ? &tokens[i + 1] : nullptr};
            ++i;
            if (!sql::is_this_name(token, from, syntax) || !wanted(place))
                return std::nullopt;
            return sql::quote_name_if_needed(to, syntax);
        });
}

} // namespace migrate::ops
