// What PostgreSQL has no way to do, told before anything runs.
#include "dialect/postgres/postgres_casts.hpp"
#include "dialect/postgres/postgres_ddl.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_objects.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_raw.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "dialect/step_checks.hpp"
#include "sql/splitter.hpp"
#include "sql/syntax.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
    throw Error(ErrorCode::usage, what).help(help);
}

void check_column(const Column& column) {
    if (column.generated && column.default_value)
        refuse("column " + column.name +
                   " is generated and has a default: PostgreSQL takes one of them",
               "take the default away");
    if (column.identity && column.default_value)
        refuse("column " + column.name +
                   " is an identity and has a default: PostgreSQL takes one of them",
               "take the default away");
    if (column.generated && column.identity)
        refuse("column " + column.name + " is generated and an identity", "take one of them away");
    if (column.type.kind == TypeKind::none)
        refuse("column " + column.name + " has no type", "write one: type = \"text\"");
}

void check_parts(const std::vector<KeyPart>& parts, const std::string& what) {
    for (const KeyPart& part : parts) {
        if (part.column.empty())
            refuse(what + " has an expression: PostgreSQL's take columns only",
                   "write a unique index over the expression");
        if (part.desc || !part.collation.empty())
            refuse(what + " has an order or a collation for " + part.column +
                       ": PostgreSQL's take columns only",
                   "write a unique index instead");
    }
}

void check_constraint(const Constraint& constraint) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint))
        check_parts(key->columns, "the primary key");
    if (const auto* unique = std::get_if<Unique>(&constraint))
        check_parts(unique->columns, "the unique constraint " + unique->name);
}

void check_definition(const ColumnDefinition& definition) {
    check_column(definition.column);
    if (definition.primary_key)
        check_constraint(*definition.primary_key);
    if (definition.unique)
        check_constraint(*definition.unique);
}

void check_script(const Sql& op) {
    for (const sql::Piece& piece : sql::split(op.text, sql::postgres_syntax())) {
        if (piece.kind == sql::Piece::Kind::client_command)
            refuse("\"" + shortened(piece.sql) + "\" is a command of psql, which no server knows",
                   "leave it out, or run the script with psql in a step of its own: program = "
                   "[\"psql\", \"-f\", \"script.sql\"]");
        if (bounds_transaction(piece.sql))
            refuse_transaction_word(piece.sql);
    }
}

// One overload per operation that can ask for too much.
class Checker {
  public:
    explicit Checker(const Database& before) : before_(before) {}

    template <class T>
    void operator()(const T&) const {}

    void operator()(const CreateTable& op) const {
        for (const Column& column : op.table.columns)
            check_column(column);
        if (op.table.primary_key)
            check_constraint(*op.table.primary_key);
        for (const Unique& unique : op.table.uniques)
            check_constraint(unique);
        for (const TablePart& part : op.table.parts)
            check_part(op.table.name, part);
        for (const Trigger& trigger : op.table.triggers)
            create_trigger_text(op.table.name, trigger);
    }
    void operator()(const CreateTrigger& op) const { create_trigger_text(op.owner, op.trigger); }
    void operator()(const CreateView& op) const {
        for (const Trigger& trigger : op.view.triggers)
            create_trigger_text(op.view.name, trigger);
    }
    void operator()(const AddColumn& op) const {
        check_definition(op.definition);
        if (op.first || !op.after.empty())
            refuse("column " + to_string(op.table) + "." + op.definition.column.name +
                       " cannot be put at a place: PostgreSQL adds columns at the end",
                   "leave " + std::string(op.first ? "first" : "after") +
                       " out, or keep it under the other database's prefix");
    }
    void operator()(const CreateObject& op) const { check_object(op.object); }
    void operator()(const AddPart& op) const { check_part(op.table, op.part); }
    void operator()(const AddConstraint& op) const { check_constraint(op.constraint); }
    void operator()(const AlterColumn& op) const {
        if (!op.type || !op.type->to || !op.using_expression.empty() ||
            (op.generated && op.generated->to))
            return;
        const Table* table = find_table(before_, op.table);
        const Column* was =
            table ? find_named(table->columns, op.column, NameFolding::exact) : nullptr;
        if (!was || was->generated)
            return;
        Column becomes = *was;
        becomes.type = *op.type->to;
        conversion(before_, op.table, *was, becomes);
    }
    void operator()(const AlterTable& op) const {
        for (const TableClause& clause : op.clauses)
            std::visit(*this, clause);
    }
    void operator()(const Sql& op) const { check_script(op); }
    void operator()(const InsertRows& op) const { check_rows(op); }
    void operator()(const UpdateRows& op) const { check_set(op.set, op.table); }
    void operator()(const Backfill& op) const { check_set(op.set, op.table); }

  private:
    const Database& before_;
};

} // namespace

void PostgresDdl::check(const Op& op, const Database& before) const {
    check_names(op, max_name_bytes, "PostgreSQL");
    std::visit(Checker(before), op);
}

} // namespace migrate::postgres
