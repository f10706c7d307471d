// Changes of one table as ALTER TABLE: what PostgreSQL can do in one statement is done in one.
#pragma once

#include "dialect/postgres/postgres_dependants.hpp"
#include "migrate/dialect.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::postgres {

std::vector<Statement> rename_table(const RenameTable& op, const Database& before,
                                    Connection* live);
std::vector<Statement> alter_table(const AlterTable& op, const Database& before, Connection* live);
std::string drop_index_text(const DropIndex& op);

// Statements that change a table, in the making: clauses are collected into one ALTER TABLE until a
// statement of another kind has to come between.
class Alteration {
  public:
    Alteration(const Database& before, QualifiedName table)
        : table_(std::move(table)),
          dependants_(before) {}

    const QualifiedName& table() const { return table_; }
    Dependants& dependants() { return dependants_; }

    void probe(Statement statement) { probes_.push_back(std::move(statement)); } // before all else
    void clause(std::string text) { clauses_.push_back(std::move(text)); }
    void statement(Statement statement);
    void statement(std::string sql);
    void statements(std::vector<std::string> texts);

    // With what has to be dropped before, and made again as it is in `after`.
    std::vector<Statement> finish(const Database& after);

  private:
    void flush();

    QualifiedName table_;
    Dependants dependants_;
    std::vector<Statement> probes_;
    std::vector<std::string> clauses_;
    std::vector<Statement> statements_;
};

// One clause after the other, each on the table as those before it have left it.
class TableChanger {
  public:
    // `db` holds the table and those that refer to it; it is changed along.
    TableChanger(Database& db, Alteration& out, Connection* live);

    void run(const TableClause& clause);

    void operator()(const AddColumn& op);
    void operator()(const AlterColumn& op);
    void operator()(const RenameColumn& op);
    void operator()(const DropColumn& op);
    void operator()(const AddConstraint& op);
    void operator()(const DropConstraint& op);
    void operator()(const AlterConstraint& op);
    void operator()(const RenameConstraint& op);
    void operator()(const CreateIndex& op);
    void operator()(const AlterIndex& op);
    void operator()(const RenameIndex& op);
    void operator()(const DropIndex& op);
    void operator()(const AddPart& op);
    void operator()(const AlterPart& op);
    void operator()(const RenamePart& op);
    void operator()(const DropPart& op);

    // Drops the column and adds it again as it becomes, with the keys, checks and indexes that go
    // with it. Its values are lost.
    void replace_column(const Column& was, const Column& becomes);

  private:
    void replace_generated_from(const std::string& column);
    const Table& table() const;
    bool is_untouched(const std::string& column) const;
    bool are_untouched(const std::vector<KeyPart>& parts) const;
    void probe(const PrimaryKey& key);
    void probe(const Unique& unique);
    void probe(const Check& check);
    void probe(const ForeignKey&) {} // the server names the row that fails
    void add_constraint(const Constraint& constraint);
    void drop_constraint(const Constraint& constraint);
    void replace_constraint(const Constraint& was, const Constraint& becomes);
    template <class T>
    void alter_inline(const MaybeChange<T>& change, const std::vector<T>& stands);

    Database& db_;
    const Table original_;
    Alteration& out_;
    Connection* live_;
};

// The part of TableChanger that knows what a column is made of (postgres_alter_column.cpp).
class ColumnChanger {
  public:
    ColumnChanger(const Database& db, const Table& table, Alteration& out, Connection* live)
        : db_(db),
          table_(table),
          out_(out),
          live_(live) {}

    // In place: what asks for a new column is not asked here.
    void run(const Column& was, const Column& becomes, const AlterColumn& op);

  private:
    void clause(const Column& column, const std::string& text);
    void change_type(const Column& was, const Column& becomes, const AlterColumn& op);
    void refuse_long_values(const Column& was, const Column& becomes);
    void change_default(const Column& was, const Column& becomes, bool reset);
    void change_null(const Column& was, const Column& becomes, const AlterColumn& op);
    void fill_nulls(const Column& column, const Value& fill);
    struct Sequences;
    void change_identity(const Column& was, const Column& becomes);
    void set_sequence_aside(const Column& was, const Sequences& names);
    void make_sequence(const Column& becomes, const Sequences& names);
    void continue_counting(const Column& was, const Column& becomes, const Sequences& names);
    void change_options(const Column& column, const Identity& was, const Identity& becomes);
    std::string sequence_of(const Column& column) const;

    const Database& db_;
    const Table& table_;
    Alteration& out_;
    Connection* live_;
};

// The name that the database has it under.
std::string name_of(const Table& table, const Constraint& constraint);

std::optional<Constraint> constraint_named(const Table& table, ConstraintKind kind,
                                           const std::string& name);

// Whether the foreign key refers to the table by this primary key or unique constraint.
bool needs_key(const ForeignKey& key, const Table& table, const Constraint& constraint);

// Whether a constraint becomes the other one without being dropped and added.
bool changes_in_place(const Constraint& was, const Constraint& becomes);

// Whether a valid check of the table says that the column is NOT NULL: PostgreSQL takes it for a
// proof.
bool is_proven_not_null(const Table& table, const std::string& column);

// Whether the column can only become so as a new one.
bool needs_new_column(const Column& was, const Column& becomes);

} // namespace migrate::postgres
