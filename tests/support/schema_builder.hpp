// Schemas for tests, in few words: table("users", {column("id", "integer"), ...}).
#pragma once

#include "migrate/schema.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace migrate::test {

inline Column column(const std::string& name, const std::string& type = "integer") {
    Column column;
    column.name = name;
    column.type = parse_type(type);
    return column;
}

inline Column not_null(Column column) {
    column.nullable = false;
    return column;
}

inline Column with_default(Column column, Value value) {
    column.default_value = std::move(value);
    return column;
}

inline Value number(const std::string& text) {
    return Literal{Literal::Kind::number, text};
}
inline Value string(const std::string& text) {
    return Literal{Literal::Kind::string, text};
}
inline Value expression(const std::string& text) {
    return Expression{text};
}

inline std::vector<KeyPart> parts(std::initializer_list<const char*> columns) {
    std::vector<KeyPart> parts;
    for (const char* name : columns) {
        parts.emplace_back();
        parts.back().column = name;
    }
    return parts;
}

inline PrimaryKey primary_key(std::initializer_list<const char*> columns, bool in_column = false) {
    PrimaryKey key;
    key.columns = parts(columns);
    key.in_column = in_column;
    return key;
}

inline Unique unique(const std::string& name, std::initializer_list<const char*> columns,
                     bool in_column = false) {
    Unique unique;
    unique.name = name;
    unique.columns = parts(columns);
    unique.in_column = in_column;
    return unique;
}

inline Check check(const std::string& name, const std::string& expression,
                   const std::string& in_column = {}) {
    Check check;
    check.name = name;
    check.expression = expression;
    check.in_column = in_column;
    return check;
}

inline ForeignKey foreign_key(const std::string& name, std::initializer_list<const char*> columns,
                              const std::string& table,
                              std::initializer_list<const char*> referred = {}) {
    ForeignKey key;
    key.name = name;
    key.columns.assign(columns.begin(), columns.end());
    key.table.name = table;
    key.referred.assign(referred.begin(), referred.end());
    return key;
}

inline Index index(const std::string& name, std::initializer_list<const char*> columns,
                   const std::string& where = {}) {
    Index index;
    index.name = name;
    index.columns = parts(columns);
    index.where = where;
    return index;
}

inline Trigger trigger(const std::string& name, const std::string& body) {
    Trigger trigger;
    trigger.name = name;
    trigger.timing = TriggerTiming::after;
    trigger.events.emplace_back();
    trigger.body = body;
    return trigger;
}

inline View view(const std::string& name, const std::string& as) {
    View view;
    view.name.name = name;
    view.as = as;
    return view;
}

inline Table table(const std::string& name, std::vector<Column> columns) {
    Table table;
    table.name.name = name;
    table.columns = std::move(columns);
    return table;
}

inline Database database(std::vector<Table> tables, std::vector<View> views = {}) {
    Database db;
    db.folding = NameFolding::ascii;
    db.tables = std::move(tables);
    db.views = std::move(views);
    return db;
}

} // namespace migrate::test
