// Operations: one struct per change that a revision step can make to a schema or its rows, for the
// dialect at hand.
//
// A revision file's step is a Node with positions (revision.hpp); forms/verbs reads an Op from it
// for one dialect, and writes one. Names of tables are those at the moment of the step.
#pragma once

#include "migrate/schema.hpp"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace migrate {

namespace sql {
struct Syntax;
}

// { from = old, to = new }; a side that is missing is "none". `from_given` is false for a bare
// value: the old one is then whatever the schema has. `from` serves readers, replay and the way
// back; a run does not compare it.
template <class T>
struct Change {
    std::optional<T> from;
    std::optional<T> to;
    bool from_given = true;

    bool operator==(const Change&) const = default;
};
template <class T>
using MaybeChange = std::optional<Change<T>>; // nullopt: not changed

// A change of one attribute. `schema` moves the object. Where the value is a group of named things
// (grant, set, field, the checks of a domain), both sides hold the members that change alone: those
// that stand in `from` and not in `to` go, the rest stays.
struct AttributeChange {
    std::string key;
    std::optional<Node> from;
    std::optional<Node> to;
    bool from_given = true;

    bool operator==(const AttributeChange&) const = default;
};
using AttributeChanges = std::vector<AttributeChange>; // sorted by key
const AttributeChange* find_change(const AttributeChanges& changes, std::string_view key);
// The effect on what is there.
void apply_changes(Attributes& attributes, const AttributeChanges& changes);

// --- tables

struct CreateTable {
    Table table; // with its constraints, indexes and triggers
    bool if_not_exists = false;
    bool operator==(const CreateTable&) const = default;
};
struct DropTable {
    QualifiedName name;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropTable&) const = default;
};
struct RenameTable {
    QualifiedName name;
    std::string to;
    bool operator==(const RenameTable&) const = default;
};

// --- columns

// A column with the parts that its definition may bring along (unique, references, ... of the
// column's form).
struct ColumnDefinition {
    Column column;
    std::optional<PrimaryKey> primary_key;
    std::optional<Unique> unique;
    std::vector<Check> checks;
    std::optional<ForeignKey> foreign_key;
    std::optional<Index> index;
    bool operator==(const ColumnDefinition&) const = default;
};
struct AddColumn {
    QualifiedName table;
    ColumnDefinition definition;
    std::optional<Value> fill; // for rows that are already there; not kept as a default
    std::string after;         // where the database can place a column
    bool first = false;
    bool if_not_exists = false;
    bool operator==(const AddColumn&) const = default;
};
struct AlterColumn {
    QualifiedName table;
    std::string column;
    MaybeChange<ColumnType> type;
    MaybeChange<bool> nullable;
    MaybeChange<std::string> not_null_name;
    MaybeChange<Conflict> not_null_conflict;
    MaybeChange<Value> default_value;
    MaybeChange<Generated> generated;
    MaybeChange<Identity> identity;
    MaybeChange<bool> autoincrement;
    MaybeChange<std::string> collation;
    MaybeChange<std::string> comment;
    // Parts written in the column's definition, whether they have a name or not.
    MaybeChange<PrimaryKey> primary_key;
    MaybeChange<Unique> unique;
    MaybeChange<std::vector<Check>> checks;
    MaybeChange<ForeignKey> foreign_key;
    std::string using_expression; // converts the rows' values
    std::optional<Value> fill;    // instead of NULL, in rows that are already there
    AttributeChanges attributes{};
    bool operator==(const AlterColumn&) const = default;
};
struct RenameColumn {
    QualifiedName table;
    std::string column;
    std::string to;
    bool operator==(const RenameColumn&) const = default;
};
struct DropColumn {
    QualifiedName table;
    std::string column;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropColumn&) const = default;
};

// --- constraints

using Constraint = std::variant<PrimaryKey, Unique, Check, ForeignKey>;
enum class ConstraintKind { primary_key, unique, check, foreign_key };

struct AddConstraint {
    QualifiedName table;
    Constraint constraint;
    std::string using_index{}; // an index that is there becomes the constraint's
    bool operator==(const AddConstraint&) const = default;
};
// By name, or, where it has none, by its columns or expression, and where others have those too by
// what else is said of it.
struct DropConstraint {
    QualifiedName table;
    ConstraintKind kind = ConstraintKind::unique;
    std::string name;
    std::vector<std::string> columns;
    std::string expression;
    bool if_exists = false;
    std::vector<KeyPart> parts{}; // the columns again, where they say more than their names
    std::optional<Conflict> conflict{};
    std::optional<QualifiedName> references_table{};
    std::vector<std::string> references_columns{};
    std::optional<FkAction> on_delete{}, on_update{};
    std::optional<std::string> match{};
    std::optional<Deferral> deferral{};
    bool cascade = false;
    bool operator==(const DropConstraint&) const = default;
};
// The whole constraint as it was, where the step says so, and as it becomes. Keys that the step
// leaves out are those of the schema; forms/ gives the step's keys, apply() and the DDL merge them
// with the constraint that is there.
struct AlterConstraint {
    QualifiedName table;
    ConstraintKind kind = ConstraintKind::unique;
    std::string name;                  // empty for a primary key
    MaybeChange<std::string> new_name; // primary key: name
    MaybeChange<std::vector<KeyPart>> columns;
    MaybeChange<Conflict> conflict;
    MaybeChange<std::string> expression;
    MaybeChange<QualifiedName> references_table; // references = "t(a, b)" changes both
    MaybeChange<std::vector<std::string>> references_columns;
    MaybeChange<FkAction> on_delete;
    MaybeChange<FkAction> on_update;
    MaybeChange<std::string> match;
    MaybeChange<Deferral> deferral;
    AttributeChanges attributes{};
    bool operator==(const AlterConstraint&) const = default;
};
struct RenameConstraint {
    QualifiedName table;
    std::string name;
    std::string to;
    std::optional<ConstraintKind> kind; // rename_check and friends; rename_constraint finds out
    bool operator==(const RenameConstraint&) const = default;
};
struct ValidateConstraint { // nothing to do where every constraint is always valid
    QualifiedName table;
    std::string name;
    bool operator==(const ValidateConstraint&) const = default;
};

// --- indexes, triggers, views, enums, raw objects

struct CreateIndex {
    QualifiedName table;
    Index index;
    bool concurrently = false;
    bool if_not_exists = false;
    bool operator==(const CreateIndex&) const = default;
};
struct AlterIndex {
    QualifiedName table;
    std::string name;
    MaybeChange<std::vector<KeyPart>> columns;
    MaybeChange<bool> unique;
    MaybeChange<std::string> where;
    MaybeChange<std::string> comment;
    AttributeChanges attributes{};
    bool operator==(const AlterIndex&) const = default;
};
struct RenameIndex {
    QualifiedName table;
    std::string name;
    std::string to;
    bool operator==(const RenameIndex&) const = default;
};
struct DropIndex {
    QualifiedName table;
    std::string name;
    bool if_exists = false;
    bool concurrently = false;
    bool cascade = false;
    bool operator==(const DropIndex&) const = default;
};

struct CreateTrigger {
    QualifiedName owner; // a table or a view
    Trigger trigger;
    bool operator==(const CreateTrigger&) const = default;
};
struct AlterTrigger {
    QualifiedName owner;
    std::string name;
    MaybeChange<TriggerTiming> timing;
    MaybeChange<std::vector<TriggerEvent>> events;
    MaybeChange<std::string> where;
    MaybeChange<std::string> body;
    MaybeChange<std::string> comment;
    AttributeChanges attributes{};
    bool operator==(const AlterTrigger&) const = default;
};
struct RenameTrigger {
    QualifiedName owner;
    std::string name;
    std::string to;
    bool operator==(const RenameTrigger&) const = default;
};
struct DropTrigger {
    QualifiedName owner;
    std::string name;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropTrigger&) const = default;
};

struct CreateView {
    View view;
    bool operator==(const CreateView&) const = default;
};
struct AlterView {
    QualifiedName name;
    MaybeChange<std::string> as;
    MaybeChange<std::vector<std::string>> columns;
    MaybeChange<std::string> comment;
    AttributeChanges attributes{};
    bool operator==(const AlterView&) const = default;
};
struct RenameView {
    QualifiedName name;
    std::string to;
    bool operator==(const RenameView&) const = default;
};
struct DropView {
    QualifiedName name;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropView&) const = default;
};

struct CreateEnum {
    EnumType type;
    bool operator==(const CreateEnum&) const = default;
};
struct AlterEnum {
    QualifiedName name;
    MaybeChange<std::vector<std::string>> values;
    std::vector<std::pair<std::string, std::string>> rename_value; // old, new
    std::vector<std::pair<std::string, std::string>> replace; // what rows get whose value goes away
    MaybeChange<std::string> comment;
    std::vector<std::string> columns; // "t.c", where they cannot be found
    AttributeChanges attributes{};
    bool operator==(const AlterEnum&) const = default;
};
struct RenameEnum {
    QualifiedName name;
    std::string to;
    bool operator==(const RenameEnum&) const = default;
};
struct DropEnum {
    QualifiedName name;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropEnum&) const = default;
};

struct CreateRaw {
    RawObject object;
    bool operator==(const CreateRaw&) const = default;
};
struct AlterRaw { // drops the old, creates the new
    std::string name;
    MaybeChange<std::string> create;
    MaybeChange<std::string> drop;
    bool operator==(const AlterRaw&) const = default;
};
struct DropRaw {
    std::string name;
    std::string drop; // when the step says it; else the replay knows
    bool operator==(const DropRaw&) const = default;
};

// --- objects and parts of tables that only some databases have

struct CreateObject {
    SchemaObject object;
    bool if_not_exists = false;
    bool with_data = true; // a materialized view is filled
    bool operator==(const CreateObject&) const = default;
};
struct AlterObject {
    ObjectName name;
    AttributeChanges attributes;
    MaybeChange<std::string> comment;
    std::optional<long long> restart{}; // a sequence
    bool with_data = true;              // a materialized view that has to be made again is filled
    bool operator==(const AlterObject&) const = default;
};
struct RenameObject {
    ObjectName name;
    std::string to;
    bool operator==(const RenameObject&) const = default;
};
struct DropObject {
    ObjectName name;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropObject&) const = default;
};
struct RefreshView { // a materialized one
    QualifiedName name;
    bool concurrently = false;
    bool with_data = true;
    bool operator==(const RefreshView&) const = default;
};

struct AddPart {
    QualifiedName table;
    TablePart part;
    bool if_not_exists = false;
    bool operator==(const AddPart&) const = default;
};
struct AlterPart {
    QualifiedName table;
    PartKind kind = PartKind::exclude;
    std::string name;
    AttributeChanges attributes;
    MaybeChange<std::string> comment;
    bool operator==(const AlterPart&) const = default;
};
struct RenamePart {
    QualifiedName table;
    PartKind kind = PartKind::exclude;
    std::string name;
    std::string to;
    bool operator==(const RenamePart&) const = default;
};
struct DropPart {
    QualifiedName table;
    PartKind kind = PartKind::exclude;
    std::string name;
    bool if_exists = false;
    bool cascade = false;
    bool operator==(const DropPart&) const = default;
};
// A table of its own becomes a partition, and the other way round.
struct AttachPartition {
    QualifiedName table;
    std::string partition;
    std::string values;
    bool operator==(const AttachPartition&) const = default;
};
struct DetachPartition {
    QualifiedName table;
    std::string partition;
    bool concurrently = false;
    bool operator==(const DetachPartition&) const = default;
};

// --- many changes of one table in one

using TableClauseKinds =
    std::variant<AddColumn, AlterColumn, RenameColumn, DropColumn, AddConstraint, DropConstraint,
                 AlterConstraint, RenameConstraint, CreateIndex, AlterIndex, RenameIndex, DropIndex,
                 AddPart, AlterPart, RenamePart, DropPart>;
// A variant with special members of its own, in ops/kinds.cpp: else every file that copies an
// operation would compile the copying of all of them again.
struct TableClause : TableClauseKinds {
    using TableClauseKinds::variant;
    TableClause();
    TableClause(const TableClause&);
    TableClause(TableClause&&) noexcept;
    TableClause& operator=(const TableClause&);
    TableClause& operator=(TableClause&&) noexcept;
    ~TableClause();
    bool operator==(const TableClause&) const;
};
// SQLite rebuilds once for all of them. Clauses take effect in their order; each repeats the
// table's name.
struct AlterTable {
    QualifiedName name;
    std::vector<TableClause> clauses;
    MaybeChange<bool> strict;
    MaybeChange<bool> without_rowid;
    MaybeChange<std::string> virtual_module;
    MaybeChange<std::string> comment;
    std::optional<bool> rebuild; // sqlite.rebuild: demanded or forbidden
    AttributeChanges attributes{};
    bool operator==(const AlterTable&) const = default;
};

// --- rows

using RowValues = std::vector<std::pair<std::string, Value>>; // column, value
struct InsertRows {
    QualifiedName table;
    std::vector<RowValues> rows;
    std::vector<std::string> key;
    enum class OnConflict { fail, skip, update } on_conflict = OnConflict::fail;
    bool operator==(const InsertRows&) const = default;
};
struct UpdateRows {
    QualifiedName table;
    RowValues set;
    std::string where; // empty: all rows
    bool operator==(const UpdateRows&) const = default;
};
struct DeleteRows {
    QualifiedName table;
    std::string where;
    std::vector<RowValues> rows; // or those with these values
    bool operator==(const DeleteRows&) const = default;
};
struct Backfill { // UPDATE in batches along a key
    QualifiedName table;
    RowValues set;
    std::string where;
    std::vector<std::string> key;
    long long batch = 0;    // rows; 0: all at once
    long long pause_ms = 0; // between batches
    bool operator==(const Backfill&) const = default;
};

// --- anything else

struct Sql {
    std::string text;
    bool split = true;    // into statements
    bool session = false; // a session setting: run again when a revision is resumed
    std::string file;     // sql_file: where the text came from, beside the revision
    bool operator==(const Sql&) const = default;
};
struct Program {
    std::vector<std::string> arguments; // no shell
    bool operator==(const Program&) const = default;
};
struct Assert {
    std::string query; // one row, one column that must be true
    std::string message;
    bool operator==(const Assert&) const = default;
};
struct Irreversible {
    std::string why;
    bool operator==(const Irreversible&) const = default;
};

using OpKinds =
    std::variant<CreateTable, DropTable, RenameTable, AlterTable, AddColumn, AlterColumn,
                 RenameColumn, DropColumn, AddConstraint, DropConstraint, AlterConstraint,
                 RenameConstraint, ValidateConstraint, CreateIndex, AlterIndex, RenameIndex,
                 DropIndex, CreateTrigger, AlterTrigger, RenameTrigger, DropTrigger, CreateView,
                 AlterView, RenameView, DropView, CreateEnum, AlterEnum, RenameEnum, DropEnum,
                 CreateRaw, AlterRaw, DropRaw, CreateObject, AlterObject, RenameObject, DropObject,
                 RefreshView, AddPart, AlterPart, RenamePart, DropPart, AttachPartition,
                 DetachPartition, InsertRows, UpdateRows, DeleteRows, Backfill, Sql, Program,
                 Assert, Irreversible>;
// A variant like TableClause.
struct Op : OpKinds {
    using OpKinds::variant;
    Op();
    Op(const Op&);
    Op(Op&&) noexcept;
    Op& operator=(const Op&);
    Op& operator=(Op&&) noexcept;
    ~Op();
    bool operator==(const Op&) const;
};

// One line for people: "add column users.age (integer)".
std::string describe(const Op& op);

// The effect of an operation on a schema in memory. Operations on rows, raw SQL and programs have
// none. A dropped column takes the indexes, keys and checks with it that name it, a renamed one is
// renamed wherever expressions, keys, triggers and views name it, as the databases do it. `syntax`
// is that of the dialect at hand: names are looked for in expressions by their tokens.
// Throws Error(usage) when it cannot be: the table is not there, the column exists already; `db` is
// then half changed.
void apply(const Op& op, Database& db, const sql::Syntax& syntax);

// True if what the operation does throws rows, columns or whole objects away: drop of a table,
// column or enum value, delete_rows.
bool is_destructive(const Op& op);

// Names of the tables and views whose shape the operation touches, as they are called before it.
std::vector<QualifiedName> touched_objects(const Op& op);

// The operation that takes `op` back, given the schema before it; std::nullopt when there is none
// (raw SQL, rows). What was lost (a dropped column's values) is not brought back.
std::optional<Op> reverse(const Op& op, const Database& before);

// One step that autogenerate wants to write: the operation, and what the file says beside it.
struct PlannedOp {
    Op op;
    bool destructive = false;
    std::vector<std::string> comments{}; // lines above the step
    bool alone = false;                  // outside of a transaction
};

// What autogenerate found: both ways, in the order in which they must run.
struct OpTree {
    std::vector<PlannedOp> upgrade;
    std::vector<PlannedOp> downgrade;
    std::vector<std::string>
        notes; // for stderr: rename candidates, what was not compared, what was undecidable
    std::vector<std::string> not_compared;

    bool empty() const { return upgrade.empty(); }
};

} // namespace migrate
