#include "dialect/postgres/postgres_concurrent_index.hpp"

#include "sql/cursor.hpp"
#include "sql/writer.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string name_of(const std::string& schema, const std::string& name) {
    return sql::SqlWriter(sql::postgres_syntax()).name(schema, name).str();
}

// Bare names are lower case to the server.
std::string folded_name(sql::Cursor& cursor) {
    const bool bare = cursor.peek().kind == sql::TokenKind::word;
    const std::string name = cursor.expect_name();
    return bare ? text::lower(name) : name;
}

// The index that a statement makes concurrently, as SQL names it: it lives in its table's schema.
std::optional<std::string> made_concurrently(std::string_view statement) {
    sql::Cursor cursor(statement.substr(0, 2000), sql::postgres_syntax());
    if (!cursor.accept("create index concurrently") &&
        !cursor.accept("create unique index concurrently"))
        return std::nullopt;
    cursor.accept("if not exists");
    if (cursor.sees("on")) // the server names it: each try makes another
        return std::nullopt;
    const std::string index = folded_name(cursor);
    if (!cursor.accept("on"))
        return std::nullopt;
    cursor.accept("only");
    std::string schema = folded_name(cursor);
    if (!cursor.accept_punct('.'))
        schema.clear();
    return name_of(schema, index);
}

std::optional<std::string> made_concurrently(const Op& op) {
    if (const auto* raw = std::get_if<Sql>(&op))
        return made_concurrently(raw->text);
    const auto* create = std::get_if<CreateIndex>(&op);
    if (!create || !create->concurrently || create->index.name.empty())
        return std::nullopt;
    return name_of(create->table.schema, create->index.name);
}

std::optional<bool> is_valid(const std::string& index, Connection& live) {
    const Param params[] = {index};
    const std::optional<std::string> valid = query_optional(
        live,
        "SELECT i.indisvalid FROM pg_catalog.pg_index AS i "
        "WHERE i.indexrelid = pg_catalog.to_regclass(?) AND NOT EXISTS (SELECT 1 FROM "
        "pg_catalog.pg_stat_progress_create_index AS p WHERE p.index_relid = i.indexrelid)",
        params);
    if (!valid)
        return std::nullopt;
    return is_true(valid);
}

} // namespace

std::optional<bool> concurrent_index_is_valid(const Op& op, Connection& live) {
    const std::optional<std::string> index = made_concurrently(op);
    return index ? is_valid(*index, live) : std::nullopt;
}

bool is_gone(const DropIndex& op, Connection& live) {
    const Param params[] = {name_of(op.table.schema, op.name)};
    return is_true(query_optional(live, "SELECT pg_catalog.to_regclass(?) IS NULL", params));
}

std::vector<Statement> without_invalid_indexes(std::vector<Statement> statements,
                                               Connection& live) {
    std::vector<Statement> out;
    for (Statement& statement : statements) {
        const std::optional<std::string> index = made_concurrently(statement.sql);
        if (index && is_valid(*index, live) == false)
            out.push_back({"DROP INDEX CONCURRENTLY " + *index});
        out.push_back(std::move(statement));
    }
    return out;
}

} // namespace migrate::postgres
