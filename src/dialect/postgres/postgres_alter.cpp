#include "dialect/postgres/postgres_alter.hpp"

#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/connection.hpp"
#include "ops/implied_drops.hpp"
#include "ops/targets.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

const char* if_exists_text(bool yes) {
    return yes ? "IF EXISTS " : "";
}

// The table, and what the changes of it may touch besides.
Database excerpt(const Database& db, const QualifiedName& table) {
    Database out;
    out.folding = db.folding;
    out.enums = db.enums;
    for (const View& view : db.views)
        if (mentions(view.as, table.name))
            out.views.push_back(view);
    for (const Table& each : db.tables)
        if (each.name == table ||
            std::ranges::any_of(each.foreign_keys,
                                [&](const ForeignKey& key) { return key.table == table; }))
            out.tables.push_back(each);
    const ObjectName view{.kind = ObjectKind::materialized_view, .name = table};
    if (const SchemaObject* object = find_object(db, view))
        out.objects.push_back(*object);
    return out;
}

// None for a materialized view, which has indexes alone.
Table table_or_none(const Database& db, const QualifiedName& name) {
    const Table* table = find_table(db, name);
    return table ? *table : Table();
}

Op as_op(const TableClause& clause) {
    return std::visit([](const auto& each) { return Op(each); }, clause);
}

bool is_simple_literal(const Value& value) {
    return std::holds_alternative<Literal>(value);
}

// The name of a column's sequence is no part of the model, so it follows what it was made from.
// A live one that has another name keeps it.
void rename_sequence(Alteration& out, Connection* live, const QualifiedName& table,
                     const std::string& from, const std::string& to) {
    const std::string old = name_text(beside(table, from));
    const auto has_it = [&] {
        return is_true(query_optional(
            *live, "SELECT to_regclass(" + string_text(old) + ") IS NOT NULL AND to_regclass(" +
                       string_text(name_text(beside(table, to))) + ") IS NULL"));
    };
    if (from != to && (!live || has_it()))
        out.statement("ALTER SEQUENCE " + old + " RENAME TO " + name_text(to));
}

} // namespace

// --- Alteration

void Alteration::flush() {
    if (clauses_.empty())
        return;
    const bool one = clauses_.size() == 1;
    statements_.push_back(plain("ALTER TABLE " + name_text(table_) + (one ? " " : "\n    ") +
                                text::join(clauses_, ",\n    ")));
    clauses_.clear();
}

void Alteration::statement(Statement statement) {
    flush();
    statements_.push_back(std::move(statement));
}

void Alteration::statement(std::string sql) {
    statement(plain(std::move(sql)));
}

void Alteration::statements(std::vector<std::string> texts) {
    for (std::string& text : texts)
        statement(std::move(text));
}

std::vector<Statement> Alteration::finish(const Database& after) {
    flush();
    std::vector<Statement> out = std::move(probes_);
    std::ranges::move(dependants_.drop(), std::back_inserter(out));
    std::ranges::move(statements_, std::back_inserter(out));
    std::ranges::move(dependants_.create(after), std::back_inserter(out));
    return out;
}

// --- the clauses

TableChanger::TableChanger(Database& db, Alteration& out, Connection* live)
    : db_(db),
      original_(table_or_none(db, out.table())),
      out_(out),
      live_(live) {
}

void TableChanger::run(const TableClause& clause) {
    std::visit(*this, clause);
    apply(as_op(clause), db_, sql::postgres_syntax());
}

const Table& TableChanger::table() const {
    return ops::table_of(std::as_const(db_), out_.table());
}

// A literal is the default for as long as the rows get it; an expression may name other columns and
// is put in afterwards.
void TableChanger::operator()(const AddColumn& op) {
    const std::string head =
        std::string("ADD COLUMN ") + (op.if_not_exists ? "IF NOT EXISTS " : "");
    const Column& column = op.definition.column;
    ColumnDefinition definition = op.definition;
    const std::string alter = "ALTER COLUMN " + name_text(column.name) + " ";
    if (op.fill && is_simple_literal(*op.fill)) {
        definition.column.default_value = op.fill;
        out_.clause(head + column_text(definition));
        out_.statement(
            "ALTER TABLE " + name_text(op.table) + " " + alter +
            (column.default_value ? "SET " + default_text(*column.default_value) : "DROP DEFAULT"));
    } else if (op.fill) {
        definition.column.nullable = true;
        out_.clause(head + column_text(definition));
        out_.statement("UPDATE " + name_text(op.table) + " SET " + name_text(column.name) + " = " +
                       parenthesised(value_text(*op.fill)));
        if (!column.nullable)
            out_.clause(alter + "SET NOT NULL");
    } else {
        if (!column.nullable && !column.default_value && !column.identity && !column.generated)
            out_.probe(no_value_probe(op.table, column));
        out_.clause(head + column_text(definition));
    }
    if (!column.comment.empty())
        out_.statement(comment_text("COLUMN " + name_text(op.table) + "." + name_text(column.name),
                                    column.comment));
    if (definition.index)
        out_.statements(index_statements(op.table, *definition.index));
}

void TableChanger::operator()(const AlterColumn& op) {
    const Column was = ops::column_of(ops::table_of(db_, op.table), op.column, db_.folding);
    Database after = db_;
    apply(op, after, sql::postgres_syntax());
    const Column becomes = ops::column_of(ops::table_of(after, op.table), op.column, db_.folding);
    if (needs_new_column(was, becomes))
        replace_column(was, becomes);
    else
        ColumnChanger(db_, table(), out_, live_).run(was, becomes, op);
    if (!postgres_types().same(was, becomes))
        replace_generated_from(was.name);
    if (op.primary_key)
        alter_inline(op.primary_key, table().primary_key
                                         ? std::vector<PrimaryKey>{*table().primary_key}
                                         : std::vector<PrimaryKey>());
    alter_inline(op.unique, table().uniques);
    alter_inline(op.foreign_key, table().foreign_keys);
    if (op.checks) {
        for (const Check& check : table().checks)
            if (check.in_column == op.column)
                drop_constraint(check);
        for (const Check& check : op.checks->to.value_or(std::vector<Check>()))
            add_constraint(check);
    }
}

// A column that others are generated from cannot change its type. In one ALTER TABLE PostgreSQL
// drops first, then changes types, then adds.
void TableChanger::replace_generated_from(const std::string& column) {
    for (const Column& each : table().columns)
        if (each.name != column && each.generated && mentions(each.generated->expression, column))
            replace_column(each, each);
}

// The one that the schema has in place of what the step says it was.
template <class T>
void TableChanger::alter_inline(const MaybeChange<T>& change, const std::vector<T>& stands) {
    if (!change)
        return;
    if (change->from)
        for (const T& each : stands)
            if (each.columns == change->from->columns) {
                drop_constraint(each);
                break;
            }
    if (change->to)
        add_constraint(*change->to);
}

void TableChanger::operator()(const RenameColumn& op) {
    out_.statement("ALTER TABLE " + name_text(op.table) + " RENAME COLUMN " + name_text(op.column) +
                   " TO " + name_text(op.to));
    const Column* column = find_named(table().columns, op.column, NameFolding::exact);
    if (column && column->identity)
        rename_sequence(out_, live_, op.table, made_name(op.table.name, op.column, "seq"),
                        made_name(op.table.name, op.to, "seq"));
}

void TableChanger::operator()(const DropColumn& op) {
    out_.clause(std::string("DROP COLUMN ") + if_exists_text(op.if_exists) + name_text(op.column) +
                (op.cascade ? " CASCADE" : ""));
}

void TableChanger::operator()(const CreateIndex& op) {
    if (op.index.unique && !op.if_not_exists && are_untouched(op.index.columns))
        out_.probe(duplicates_probe(op.table, "the unique index " + op.index.name, op.index.columns,
                                    op.index.where));
    out_.statements(index_statements(op.table, op.index, op.concurrently, op.if_not_exists));
}

void TableChanger::operator()(const AlterIndex& op) {
    Database after = db_;
    apply(op, after, sql::postgres_syntax());
    const Index& was = ops::index_of(db_, op.table, op.name);
    const Index& becomes = ops::index_of(after, op.table, op.name);
    const std::string name = name_text(beside(op.table, op.name));
    if (was.columns == becomes.columns && was.unique == becomes.unique &&
        was.where == becomes.where && index_stays(op.attributes)) {
        out_.statements(alter_index_settings(beside(op.table, op.name), op.attributes));
        if (was.comment != becomes.comment)
            out_.statement(comment_text("INDEX " + name, becomes.comment));
        return;
    }
    if (becomes.unique && are_untouched(becomes.columns))
        out_.probe(duplicates_probe(op.table, "the unique index " + op.name, becomes.columns,
                                    becomes.where));
    out_.statement("DROP INDEX " + name);
    out_.statements(index_statements(op.table, becomes));
}

void TableChanger::operator()(const RenameIndex& op) {
    out_.statement("ALTER INDEX " + name_text(beside(op.table, op.name)) + " RENAME TO " +
                   name_text(op.to));
}

std::string drop_index_text(const DropIndex& op) {
    return std::string("DROP INDEX ") + (op.concurrently ? "CONCURRENTLY " : "") +
           if_exists_text(op.if_exists) + name_text(beside(op.table, op.name)) +
           (op.cascade ? " CASCADE" : "");
}

void TableChanger::operator()(const DropIndex& op) {
    out_.statement(drop_index_text(op));
}

void TableChanger::operator()(const AddPart& op) {
    if (op.part.kind != PartKind::exclude)
        return out_.statements(part_statements(op.table, op.part));
    std::vector<std::string> texts = part_statements(op.table, op.part);
    out_.clause("ADD " + exclude_text(op.part));
    texts.erase(texts.begin());
    out_.statements(std::move(texts));
}

void TableChanger::operator()(const AlterPart& op) {
    const TablePart* was = find_part(table(), op.kind, op.name, NameFolding::exact);
    if (!was)
        ops::no_such(std::string(to_string(op.kind)), to_string(op.table) + "." + op.name, op.name,
                     {});
    TablePart becomes = *was;
    apply_changes(becomes.attributes, op.attributes);
    if (op.comment)
        becomes.comment = op.comment->to.value_or(std::string());
    out_.statements(alter_part_statements(op.table, *was, becomes));
}

void TableChanger::operator()(const RenamePart& op) {
    out_.statement(rename_part_text(op));
}

void TableChanger::operator()(const DropPart& op) {
    out_.statement(drop_part_text(op));
}

namespace {

template <class T>
void append_lost(std::vector<Constraint>& out, const std::vector<T>& was,
                 const std::vector<T>& left) {
    for (const T& part : was)
        if (std::ranges::find(left, part) == left.end())
            out.emplace_back(part);
}

} // namespace

void TableChanger::replace_column(const Column& was, const Column& becomes) {
    Database without = db_;
    apply(DropColumn{out_.table(), was.name, false}, without, sql::postgres_syntax());
    const Table& left = ops::table_of(std::as_const(without), out_.table());
    const Table& full = table();
    out_.dependants().add_column(out_.table(), was.name);
    out_.clause("DROP COLUMN " + name_text(was.name));
    out_.clause("ADD COLUMN " + column_text(becomes));
    std::vector<Constraint> lost;
    if (full.primary_key && !left.primary_key)
        lost.emplace_back(*full.primary_key);
    append_lost(lost, full.uniques, left.uniques);
    append_lost(lost, full.checks, left.checks);
    append_lost(lost, full.foreign_keys, left.foreign_keys);
    for (const Constraint& constraint : lost)
        out_.clause("ADD " + constraint_text(constraint));
    for (const Index& index : full.indexes)
        if (std::ranges::find(left.indexes, index) == left.indexes.end())
            out_.statements(index_statements(out_.table(), index));
    if (!becomes.comment.empty())
        out_.statement(comment_text(
            "COLUMN " + name_text(out_.table()) + "." + name_text(becomes.name), becomes.comment));
}

// --- the statement as a whole

std::vector<Statement> rename_table(const RenameTable& op, const Database& before,
                                    Connection* live) {
    Alteration out(before, op.name);
    out.statement("ALTER TABLE " + name_text(op.name) + " RENAME TO " + name_text(op.to));
    if (const Table* table = find_table(before, op.name))
        for (const Column& column : table->columns)
            if (column.identity)
                rename_sequence(out, live, op.name, made_name(op.name.name, column.name, "seq"),
                                made_name(op.to, column.name, "seq"));
    return out.finish(before);
}

std::vector<Statement> alter_table(const AlterTable& op, const Database& before, Connection* live) {
    const AlterTable left = ops::without_implied_drops(op, before, sql::postgres_syntax());
    Database db = excerpt(before, op.name);
    Alteration out(before, op.name);
    TableChanger changer(db, out, live);
    for (const TableClause& clause : left.clauses)
        changer.run(clause);
    if (op.comment)
        out.statement(
            comment_text("TABLE " + name_text(op.name), op.comment->to.value_or(std::string())));
    if (!op.attributes.empty())
        out.statements(alter_table_settings(ops::table_of(before, op.name), op.attributes));
    return out.finish(db);
}

} // namespace migrate::postgres
