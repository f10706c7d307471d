// Changes of a column in place.
#include "dialect/postgres/postgres_alter.hpp"
#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_casts.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/connection.hpp"
#include "sql/normalize.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

// numeric(10,2) and numeric(12,2) differ, and are one family: a default fits both.
std::string family(const Column& column) {
    const std::string type = canonical_type(type_text(column.type));
    return type.substr(0, type.find('('));
}

bool is_serial(const Column& column) {
    return column.identity && column.identity->serial;
}

bool is_identity(const Column& column) {
    return column.identity && !column.identity->serial;
}

int length_limit(const Column& column) {
    const bool string =
        column.type.kind == TypeKind::varchar || column.type.kind == TypeKind::character;
    return string && column.type.arguments.size() == 1 ? column.type.arguments.front() : 0;
}

// Deferred checks of rows that the fill touches would be in the way of ALTER TABLE.
std::vector<std::string> deferred_keys(const Table& table) {
    std::vector<std::string> names;
    for (const ForeignKey& key : table.foreign_keys)
        if (key.deferral == Deferral::initially_deferred)
            names.push_back(name_text(beside(table.name, name_of(table, key))));
    return names;
}

} // namespace

// Values of a generated column are made when it is added. What was generated and becomes a plain
// column keeps them.
bool needs_new_column(const Column& was, const Column& becomes) {
    return becomes.generated && was.generated != becomes.generated;
}

bool is_proven_not_null(const Table& table, const std::string& column) {
    const std::string proof = name_text(column) + " IS NOT NULL";
    return std::ranges::any_of(table.checks, [&](const Check& check) {
        return check.validated &&
               sql::same_expression(check.expression, proof, sql::postgres_syntax());
    });
}

void ColumnChanger::clause(const Column& column, const std::string& text) {
    out_.clause("ALTER COLUMN " + name_text(column.name) + " " + text);
}

void ColumnChanger::run(const Column& was, const Column& becomes, const AlterColumn& op) {
    if (was.generated && !becomes.generated)
        clause(was, "DROP EXPRESSION");
    const bool retyped = !postgres_types().same(was, becomes) || was.collation != becomes.collation;
    const bool reset = retyped && was.default_value && family(was) != family(becomes);
    if (reset)
        clause(was, "DROP DEFAULT");
    if (retyped || !op.using_expression.empty())
        change_type(was, becomes, op);
    change_default(was, becomes, reset);
    change_null(was, becomes, op);
    change_identity(was, becomes);
    for (std::string& text : alter_column_settings(becomes, op.attributes))
        out_.clause(std::move(text));
    if (was.comment != becomes.comment)
        out_.statement(comment_text("COLUMN " + name_text(table_.name) + "." + name_text(was.name),
                                    becomes.comment));
}

void ColumnChanger::change_type(const Column& was, const Column& becomes, const AlterColumn& op) {
    refuse_long_values(was, becomes);
    out_.dependants().add_column(table_.name, was.name);
    std::string text = "TYPE " + type_text(becomes.type);
    if (!becomes.collation.empty())
        text += " COLLATE " + path_text(becomes.collation);
    const std::string expression = !op.using_expression.empty()
                                       ? op.using_expression
                                       : conversion(db_, table_.name, was, becomes);
    if (!expression.empty())
        text += " USING " + expression;
    clause(was, text);
    if (is_serial(was) && is_serial(becomes))
        out_.statement("ALTER SEQUENCE " + sequence_of(was) + " AS " + type_text(becomes.type));
}

void ColumnChanger::refuse_long_values(const Column& was, const Column& becomes) {
    const int limit = length_limit(becomes);
    if (limit == 0 || (length_limit(was) != 0 && length_limit(was) <= limit))
        return;
    const bool string = length_limit(was) != 0 || was.type.kind == TypeKind::text ||
                        was.type.kind == TypeKind::varchar;
    if (string)
        out_.probe(length_probe(table_.name, was.name, limit));
}

// `reset`: the old default was taken away for the time of the change.
void ColumnChanger::change_default(const Column& was, const Column& becomes, bool reset) {
    if (!reset && was.default_value == becomes.default_value)
        return;
    if (becomes.default_value)
        clause(was, "SET " + default_text(*becomes.default_value));
    else if (!reset)
        clause(was, "DROP DEFAULT");
}

void ColumnChanger::change_null(const Column& was, const Column& becomes, const AlterColumn& op) {
    if (op.fill && (!was.generated || !becomes.generated))
        fill_nulls(was, *op.fill);
    if (was.nullable == becomes.nullable)
        return;
    if (!becomes.nullable && !op.fill && !is_identity(was) && !is_proven_not_null(table_, was.name))
        out_.probe(nulls_probe(table_.name, was));
    clause(was, becomes.nullable ? "DROP NOT NULL" : "SET NOT NULL");
}

void ColumnChanger::fill_nulls(const Column& column, const Value& fill) {
    const std::vector<std::string> deferred = deferred_keys(table_);
    const std::string name = name_text(column.name);
    out_.statement("UPDATE " + name_text(table_.name) + " SET " + name + " = " +
                   (std::holds_alternative<Expression>(fill) ? parenthesised(value_text(fill))
                                                             : value_text(fill)) +
                   " WHERE " + name + " IS NULL");
    if (deferred.empty())
        return;
    out_.statement("SET CONSTRAINTS " + text::join(deferred, ", ") + " IMMEDIATE");
    out_.statement("SET CONSTRAINTS " + text::join(deferred, ", ") + " DEFERRED");
}

// --- identity and serial

// The live name: a sequence keeps its own when its table is renamed.
std::string ColumnChanger::sequence_of(const Column& column) const {
    if (live_) {
        const std::string query = "SELECT pg_get_serial_sequence(" +
                                  string_text(name_text(table_.name)) + ", " +
                                  string_text(column.name) + ")";
        if (const auto name = query_optional(*live_, query))
            return *name;
    }
    return name_text(beside(table_.name, made_name(table_.name.name, column.name, "seq")));
}

void ColumnChanger::change_options(const Column& column, const Identity& was,
                                   const Identity& becomes) {
    std::vector<std::string> parts;
    if (was.always != becomes.always)
        parts.push_back(std::string("SET GENERATED ") + (becomes.always ? "ALWAYS" : "BY DEFAULT"));
    const auto option = [&](const char* words, const auto& old, const auto& now,
                            const char* standard) {
        if (old != now)
            parts.push_back(std::string("SET ") + (now ? words + std::to_string(*now) : standard));
    };
    option("INCREMENT BY ", was.increment, becomes.increment, "INCREMENT BY 1");
    option("MINVALUE ", was.min, becomes.min, "NO MINVALUE");
    option("MAXVALUE ", was.max, becomes.max, "NO MAXVALUE");
    option("START WITH ", was.start, becomes.start, "START WITH 1");
    option("CACHE ", was.cache, becomes.cache, "CACHE 1");
    if (was.cycle != becomes.cycle)
        parts.emplace_back(becomes.cycle ? "SET CYCLE" : "SET NO CYCLE");
    if (!parts.empty())
        clause(column, text::join(parts, " "));
}

// An old sequence lives under another name until the new one has its value.
struct ColumnChanger::Sequences {
    std::string table, column, alter;
    std::string name;      // the one that a serial column gets
    std::string kept;      // the old one meanwhile
    std::string kept_bare; // without its schema
};

void ColumnChanger::change_identity(const Column& was, const Column& becomes) {
    if (was.identity == becomes.identity)
        return;
    if (is_identity(was) && is_identity(becomes))
        return change_options(was, *was.identity, *becomes.identity);
    Sequences names;
    names.table = name_text(table_.name);
    names.column = name_text(was.name);
    names.alter = "ALTER TABLE " + names.table + " ALTER COLUMN " + names.column + " ";
    names.name = name_text(beside(table_.name, made_name(table_.name.name, was.name, "seq")));
    const std::string kept = made_name(table_.name.name, was.name, "old_seq");
    names.kept = name_text(beside(table_.name, kept));
    names.kept_bare = name_text(kept);
    set_sequence_aside(was, names);
    make_sequence(becomes, names);
    continue_counting(was, becomes, names);
    if (was.identity)
        out_.statement("DROP SEQUENCE " + names.kept);
}

void ColumnChanger::set_sequence_aside(const Column& was, const Sequences& names) {
    if (is_serial(was)) {
        out_.statement(names.alter + "DROP DEFAULT");
        // Owned by the column, it would be taken for the new one.
        const std::string sequence = sequence_of(was);
        out_.statement("ALTER SEQUENCE " + sequence + " OWNED BY NONE");
        out_.statement("ALTER SEQUENCE " + sequence + " RENAME TO " + names.kept_bare);
    } else if (is_identity(was)) {
        out_.statement("CREATE SEQUENCE " + names.kept);
        out_.statement("SELECT setval(" + string_text(names.kept) +
                       ", last_value, is_called) FROM " + sequence_of(was));
        out_.statement(names.alter + "DROP IDENTITY");
    }
}

void ColumnChanger::make_sequence(const Column& becomes, const Sequences& names) {
    if (is_identity(becomes))
        out_.statement(names.alter + "ADD " + identity_text(*becomes.identity));
    if (!is_serial(becomes))
        return;
    const std::string options = sequence_options_text(*becomes.identity);
    out_.statement("CREATE SEQUENCE " + names.name + " AS " + type_text(becomes.type) +
                   (options.empty() ? "" : " " + options) + " OWNED BY " + names.table + "." +
                   names.column);
    out_.statement(names.alter + "SET DEFAULT nextval(" + string_text(names.name) + ")");
}

void ColumnChanger::continue_counting(const Column& was, const Column& becomes,
                                      const Sequences& names) {
    if (!becomes.identity)
        return;
    const std::string target = is_identity(becomes)
                                   ? "pg_get_serial_sequence(" + string_text(names.table) + ", " +
                                         string_text(was.name) + ")"
                                   : string_text(names.name);
    if (was.identity)
        out_.statement("SELECT setval(" + target + ", last_value, is_called) FROM " + names.kept);
    else
        out_.statement("SELECT setval(" + target + ", max(" + names.column + ")) FROM " +
                       names.table + " HAVING max(" + names.column + ") IS NOT NULL");
}

} // namespace migrate::postgres
