#include "diff/spelling.hpp"

#include "diff/compare_attributes.hpp"
#include "diff/retyped.hpp"
#include "sql/lexer.hpp"
#include "sql/normalize.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

bool is_null_default(const std::optional<Value>& value) {
    if (!value)
        return true;
    if (const Literal* literal = std::get_if<Literal>(&*value))
        return literal->kind == Literal::Kind::null;
    return text::equals_folded(std::get<Expression>(*value).sql, "null");
}

std::string as_sql(const Context& context, const Value& value) {
    if (const Expression* expression = std::get_if<Expression>(&value))
        return expression->sql;
    return context.dialect.ddl().render_value(value);
}

std::string_view effective_collation(const Context& context, const Table& table,
                                     const KeyPart& part) {
    if (!part.collation.empty())
        return part.collation;
    const Column* column =
        part.column.empty() ? nullptr : find_named(table.columns, part.column, context.folding());
    return column ? std::string_view(column->collation) : std::string_view();
}

bool same_part(const Context& context, const Table& a_table, const KeyPart& a, const Table& b_table,
               const KeyPart& b) {
    if (a.desc != b.desc || a.column.empty() != b.column.empty() ||
        !same_attributes(context, a.attributes, b.attributes))
        return false;
    if (a.column.empty() ? !same_expression(context, a_table, b_table, a.expression, b.expression)
                         : !context.same(a.column, b.column))
        return false;
    // A column's own collation may change, and its index with it: then neither says its own.
    if (a.collation.empty() && b.collation.empty())
        return true;
    return same_collation(context, effective_collation(context, a_table, a),
                          effective_collation(context, b_table, b));
}

} // namespace

bool same_expression(const Context& context, std::string_view a, std::string_view b) {
    return a == b || sql::same_expression(a, b, context.dialect.syntax()) ||
           (!a.empty() && !b.empty() && context.dialect.same_expression(a, b));
}

bool same_statement(const Context& context, std::string_view a, std::string_view b) {
    return a == b || sql::same_statement(a, b, context.dialect.syntax());
}

bool same_default(const Context& context, const std::optional<Value>& a,
                  const std::optional<Value>& b) {
    const bool a_null = is_null_default(a);
    if (a_null || is_null_default(b))
        return a_null == is_null_default(b);
    return *a == *b || same_expression(context, as_sql(context, *a), as_sql(context, *b));
}

bool same_names(const Context& context, const std::vector<std::string>& a,
                const std::vector<std::string>& b) {
    return std::ranges::equal(
        a, b, [&](const std::string& x, const std::string& y) { return context.same(x, y); });
}

bool same_parts(const Context& context, const Table& a_table, const std::vector<KeyPart>& a,
                const Table& b_table, const std::vector<KeyPart>& b) {
    return std::ranges::equal(a, b, [&](const KeyPart& x, const KeyPart& y) {
        return same_part(context, a_table, x, b_table, y);
    });
}

bool same_collation(const Context& context, std::string_view a, std::string_view b) {
    const std::string_view standard = context.caps().default_collation;
    return context.same(a.empty() ? standard : a, b.empty() ? standard : b);
}

std::unordered_set<std::string> called(const Context& context, std::string_view text) {
    std::unordered_set<std::string> names;
    const std::vector<sql::Token> tokens = sql::significant_tokens(text, context.dialect.syntax());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool last = i + 1 == tokens.size();
        const bool whole = last && (i == 0 || tokens[i - 1].is_punct('.'));
        if (tokens[i].is_name() && (last ? whole : tokens[i + 1].is_punct('(')))
            names.insert(context.fold(sql::unquoted(tokens[i])));
    }
    return names;
}

std::vector<std::string> literals_in(const Context& context, std::string_view text) {
    std::vector<std::string> literals;
    for (const sql::Token& token : sql::significant_tokens(text, context.dialect.syntax()))
        if (token.text.size() > 2 && token.text.starts_with('\'') && token.text.ends_with('\''))
            literals.emplace_back(token.text.substr(1, token.text.size() - 2));
    return literals;
}

std::unordered_set<std::string> mentioned(const Context& context, std::string_view text) {
    std::unordered_set<std::string> names;
    for (const sql::Token& token : sql::significant_tokens(text, context.dialect.syntax())) {
        const bool keyword = token.kind == sql::TokenKind::word &&
                             sql::is_reserved(token.text, context.dialect.syntax());
        if (token.is_name() && !keyword)
            names.insert(context.fold(sql::unquoted(token)));
        else if (token.is_op("*"))
            names.insert("*");
    }
    return names;
}

} // namespace migrate::diff
