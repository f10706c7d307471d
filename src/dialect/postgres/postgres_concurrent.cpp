#include "dialect/postgres/postgres_concurrent.hpp"

#include "sql/cursor.hpp"
#include "sql/writer.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

enum class Work { makes_index, drops_index, reindexes, detaches };

struct Concurrent {
    Work work = Work::makes_index;
    std::string name;  // of the index; of a partition; of the index or table that is reindexed
    std::string table; // that the partition belongs to
};

std::string name_of(const std::string& schema, const std::string& name) {
    return sql::SqlWriter(sql::postgres_syntax()).name(schema, name).str();
}

// Bare names are lower case to the server.
std::string folded_name(sql::Cursor& cursor) {
    const bool bare = cursor.peek().kind == sql::TokenKind::word;
    const std::string name = cursor.expect_name();
    return bare ? text::lower(name) : name;
}

std::string path(sql::Cursor& cursor) {
    const std::string first = folded_name(cursor);
    return cursor.accept_punct('.') ? name_of(first, folded_name(cursor)) : name_of("", first);
}

// The index lives in its table's schema.
std::optional<Concurrent> made_index(sql::Cursor& cursor) {
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
    return Concurrent{Work::makes_index, name_of(schema, index), ""};
}

std::optional<Concurrent> reindexed(sql::Cursor& cursor) {
    bool concurrently = false;
    if (cursor.peek().is_punct('('))
        concurrently =
            text::lower(cursor.skip_balanced()).find("concurrently") != std::string::npos;
    if (!cursor.accept("index") && !cursor.accept("table"))
        return std::nullopt;
    concurrently = cursor.accept("concurrently") || concurrently;
    return concurrently ? std::optional(Concurrent{Work::reindexes, path(cursor), ""})
                        : std::nullopt;
}

std::optional<Concurrent> detached(sql::Cursor& cursor) {
    cursor.accept("if exists");
    cursor.accept("only");
    Concurrent found{Work::detaches, "", path(cursor)};
    if (!cursor.accept("detach partition"))
        return std::nullopt;
    found.name = path(cursor);
    return cursor.accept("concurrently") ? std::optional(found) : std::nullopt;
}

std::optional<Concurrent> concurrent(std::string_view statement) {
    statement = statement.substr(0, 2000);
    if (text::lower(statement).find("concurrently") == std::string::npos)
        return std::nullopt;
    sql::Cursor cursor(statement, sql::postgres_syntax());
    if (cursor.accept("create index concurrently") ||
        cursor.accept("create unique index concurrently"))
        return made_index(cursor);
    if (cursor.accept("drop index concurrently")) {
        cursor.accept("if exists");
        return Concurrent{Work::drops_index, path(cursor), ""};
    }
    if (cursor.accept("reindex"))
        return reindexed(cursor);
    return cursor.accept("alter table") ? detached(cursor) : std::nullopt;
}

std::optional<Concurrent> concurrent(const Op& op) {
    return std::visit(
        Overloaded{
            [](const Sql& raw) { return concurrent(raw.text); },
            [](const CreateIndex& index) -> std::optional<Concurrent> {
                if (!index.concurrently || index.index.name.empty())
                    return std::nullopt;
                return Concurrent{Work::makes_index, name_of(index.table.schema, index.index.name),
                                  ""};
            },
            [](const DropIndex& index) -> std::optional<Concurrent> {
                if (!index.concurrently)
                    return std::nullopt;
                return Concurrent{Work::drops_index, name_of(index.table.schema, index.name), ""};
            },
            [](const DetachPartition& part) -> std::optional<Concurrent> {
                if (!part.concurrently)
                    return std::nullopt;
                return Concurrent{Work::detaches, name_of(part.table.schema, part.partition),
                                  name_of(part.table.schema, part.table.name)};
            },
            [](const auto&) -> std::optional<Concurrent> { return std::nullopt; },
        },
        static_cast<const OpKinds&>(op));
}

// One that a session builds is not valid yet, and no half either.
constexpr const char* is_built = "EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index "
                                 "AS p WHERE p.index_relid = i.indexrelid)";

std::optional<bool> is_valid(const std::string& index, Connection& live) {
    const Param params[] = {index};
    const std::optional<std::string> valid =
        query_optional(live,
                       std::string("SELECT i.indisvalid FROM pg_catalog.pg_index AS i WHERE "
                                   "i.indexrelid = pg_catalog.to_regclass(?) AND NOT ") +
                           is_built,
                       params);
    if (!valid)
        return std::nullopt;
    return is_true(valid);
}

bool is_there(const std::string& relation, Connection& live) {
    const Param params[] = {relation};
    return query_optional(live, "SELECT pg_catalog.to_regclass(?)", params).has_value();
}

// Nothing: it is no partition of the table (any more). True: the first half of the work is done.
std::optional<bool> is_half_detached(const Concurrent& work, Connection& live) {
    const Param params[] = {work.name, work.table};
    const std::optional<std::string> pending =
        query_optional(live,
                       "SELECT coalesce(pg_catalog.to_jsonb(i) ->> 'inhdetachpending', 'false') "
                       "FROM pg_catalog.pg_inherits AS i WHERE inhrelid = "
                       "pg_catalog.to_regclass(?) AND inhparent = pg_catalog.to_regclass(?)",
                       params);
    if (!pending)
        return std::nullopt;
    return is_true(pending);
}

// Copies of indexes that a REINDEX has not put in place, or originals that it has not dropped.
std::vector<std::string> left_by_reindex(const std::string& relation, Connection& live) {
    const Param params[] = {relation, relation};
    std::vector<std::string> indexes;
    for (const Row& row :
         live.query(
                 std::string("SELECT i.indexrelid::pg_catalog.regclass FROM "
                             "pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = "
                             "i.indexrelid WHERE NOT i.indisvalid AND c.relname ~ "
                             "'_cc(new|old)[0-9]*$' AND i.indrelid = coalesce((SELECT o.indrelid "
                             "FROM pg_catalog.pg_index AS o WHERE o.indexrelid = "
                             "pg_catalog.to_regclass(?)), pg_catalog.to_regclass(?)) AND NOT ") +
                     is_built,
                 params)
             .rows)
        indexes.push_back(row[0].value_or(""));
    return indexes;
}

} // namespace

std::optional<bool> concurrent_took_effect(const Op& op, Connection& live) {
    const std::optional<Concurrent> work = concurrent(op);
    if (!work)
        return std::nullopt;
    switch (work->work) {
    case Work::makes_index:
        return is_valid(work->name, live);
    case Work::drops_index:
        return !is_there(work->name, live);
    case Work::detaches:
        return !is_half_detached(*work, live).has_value();
    case Work::reindexes:
        break;
    }
    return std::nullopt;
}

std::vector<Statement> without_half_done(std::vector<Statement> statements, Connection& live) {
    std::vector<Statement> out;
    for (Statement& statement : statements) {
        const std::optional<Concurrent> work = concurrent(statement.sql);
        if (work && work->work == Work::makes_index && is_valid(work->name, live) == false)
            out.push_back({"DROP INDEX CONCURRENTLY " + work->name});
        if (work && work->work == Work::reindexes)
            for (const std::string& index : left_by_reindex(work->name, live))
                out.push_back({"DROP INDEX CONCURRENTLY " + index});
        if (work && work->work == Work::detaches && is_half_detached(*work, live) == true)
            statement.sql =
                "ALTER TABLE " + work->table + " DETACH PARTITION " + work->name + " FINALIZE";
        out.push_back(std::move(statement));
    }
    return out;
}

} // namespace migrate::postgres
