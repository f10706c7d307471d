#include "dialect/postgres/placeholders.hpp"

#include "sql/lexer.hpp"

namespace migrate::postgres {

namespace {

// PostgreSQL's own `?` is an operator; in a text with bound values it is a parameter.
const sql::Syntax& bound_syntax() {
    static const sql::Syntax syntax = [] {
        sql::Syntax bound = sql::postgres_syntax();
        bound.operator_runs = false;
        bound.parameter_marks = "?";
        return bound;
    }();
    return syntax;
}

} // namespace

Placeholders numbered(std::string_view sql) {
    Placeholders result;
    sql::Lexer lexer(sql, bound_syntax());
    for (sql::Token token = lexer.next(); !token.at_end(); token = lexer.next())
        if (token.kind == sql::TokenKind::parameter)
            result.sql += "$" + std::to_string(++result.count);
        else
            result.sql += token.text;
    return result;
}

} // namespace migrate::postgres
