// Operations rendered for PostgreSQL, without a server.
#pragma once

#include "dialect/postgres/postgres_ddl.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

namespace migrate::test {

// One line each; a probe begins with "? ".
inline std::vector<std::string> rendered(const Op& op, const Database& before) {
    postgres::postgres_ddl().check(op, before);
    std::vector<std::string> out;
    for (const Statement& statement : postgres::postgres_ddl().render(op, before, nullptr))
        out.push_back((statement.probe ? "? " : "") + statement.sql);
    return out;
}

inline Column column(const std::string& name, const std::string& type) {
    Column out;
    out.name = name;
    out.type = parse_type(type);
    return out;
}

inline KeyPart part(const std::string& column) {
    KeyPart out;
    out.column = column;
    return out;
}

inline Table table(const std::string& name, std::vector<Column> columns) {
    Table out;
    out.name.name = name;
    out.columns = std::move(columns);
    return out;
}

inline Value text_value(const std::string& text) {
    return Literal{Literal::Kind::string, text};
}
inline Value number_value(const std::string& text) {
    return Literal{Literal::Kind::number, text};
}

using Lines = std::vector<std::string>;

} // namespace migrate::test
