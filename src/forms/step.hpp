// One step while it is read: what the readers of the verbs' families share.
#pragma once

#include "forms/check.hpp"
#include "forms/values.hpp"
#include "forms/verb_table.hpp"
#include "forms/verbs.hpp"
#include "migrate/ops.hpp"

#include <string>
#include <utility>

namespace migrate::forms {

struct Step {
    const Reader& reader;
    const VerbInfo& verb;
    Verb written;       // the verb where it stands
    Node object;        // the keys of the verb's kind, with their prefixes
    Fields fields;      // all keys as the database at hand reads them
    const Node& source; // as written

    // The verb's value; throws when the step has none for this database.
    const Node& value() const;
    const std::string& text() const { return value().text(); }
    NodePos pos() const { return value().pos; }
    std::string needed_text(std::string_view key) const;
};

// "users.age": an object and its part; no part when the text names the object alone.
struct Target {
    QualifiedName object;
    std::string part;
};
Target read_target(const Step& step);
// The same, with an error when there is no part.
Target read_named_target(const Step& step);
std::string write_target(const QualifiedName& object, const std::string& part = {});

// A change of one key: { from = , to = }, or the new value alone.
template <class T, class F>
MaybeChange<T> read_change(const Node* node, F read) {
    if (!node)
        return std::nullopt;
    Change<T> change;
    if (!is_change(*node)) {
        change.from_given = false;
        change.to = read(*node);
        return change;
    }
    if (const Node* from = node->find("from"))
        change.from = read(*from);
    if (const Node* to = node->find("to"))
        change.to = read(*to);
    return change;
}

// `none` is what a change to nothing is called where the old value is not said.
Node change_node(std::optional<Node> from, std::optional<Node> to, bool from_given);

template <class T, class F>
void write_change(Node& table, const char* key, const MaybeChange<T>& change, F write) {
    if (!change || (change->from_given && !change->from && !change->to))
        return;
    std::optional<Node> from, to;
    if (change->from)
        from = write(*change->from);
    if (change->to)
        to = write(*change->to);
    table.add(key, change_node(std::move(from), std::move(to), change->from_given));
}

MaybeChange<std::string> read_text_change(const Step& step, std::string_view key,
                                          std::string (*read)(std::string_view) = nullptr);
void write_text_change(Node& table, const char* key, const MaybeChange<std::string>& change);
MaybeChange<bool> read_flag_change(const Step& step, std::string_view key);
void write_flag_change(Node& table, const char* key, const MaybeChange<bool>& change);

// The side of a change as a node, or nullptr.
const Node* side_of(const Node* change, const char* side);

// A step's node: the verb first.
Node step_node(std::string_view verb, std::string value);
// Adds the members of a table behind what is there.
void append(Node& step, Node table);
void append_flag(Node& step, const char* key, bool value);
// `cascade`, under the prefix of the database at hand.
void append_cascade(Node& step, bool cascade, const FormDialect& dialect);

// --- the families of verbs

using ReadStep = Op (*)(const Step&);
struct VerbReader {
    std::string_view verb;
    ReadStep read;
};
std::span<const VerbReader> table_readers();
std::span<const VerbReader> column_readers();
std::span<const VerbReader> constraint_readers();
std::span<const VerbReader> object_readers();
std::span<const VerbReader> part_readers(); // indexes and triggers
std::span<const VerbReader> schema_object_readers();
std::span<const VerbReader> row_readers();
std::span<const VerbReader> other_readers();

Op read_alter_table(const Step& step);
// Checks the clauses of alter_table; returns the step without them.
Node check_clauses(const CheckScope& scope, const Node& step, const std::string& table);

Node write(const CreateTable& op, const FormDialect& dialect);
Node write(const DropTable& op, const FormDialect& dialect);
Node write(const RenameTable& op, const FormDialect& dialect);
Node write(const AlterTable& op, const FormDialect& dialect);
Node write(const AddColumn& op, const FormDialect& dialect);
Node write(const AlterColumn& op, const FormDialect& dialect);
Node write(const RenameColumn& op, const FormDialect& dialect);
Node write(const DropColumn& op, const FormDialect& dialect);
Node write(const AddConstraint& op, const FormDialect& dialect);
Node write(const DropConstraint& op, const FormDialect& dialect);
Node write(const AlterConstraint& op, const FormDialect& dialect);
Node write(const RenameConstraint& op, const FormDialect& dialect);
Node write(const ValidateConstraint& op, const FormDialect& dialect);
Node write(const CreateIndex& op, const FormDialect& dialect);
Node write(const AlterIndex& op, const FormDialect& dialect);
Node write(const RenameIndex& op, const FormDialect& dialect);
Node write(const DropIndex& op, const FormDialect& dialect);
Node write(const CreateTrigger& op, const FormDialect& dialect);
Node write(const AlterTrigger& op, const FormDialect& dialect);
Node write(const RenameTrigger& op, const FormDialect& dialect);
Node write(const DropTrigger& op, const FormDialect& dialect);
Node write(const CreateView& op, const FormDialect& dialect);
Node write(const AlterView& op, const FormDialect& dialect);
Node write(const RenameView& op, const FormDialect& dialect);
Node write(const DropView& op, const FormDialect& dialect);
Node write(const CreateEnum& op, const FormDialect& dialect);
Node write(const AlterEnum& op, const FormDialect& dialect);
Node write(const RenameEnum& op, const FormDialect& dialect);
Node write(const DropEnum& op, const FormDialect& dialect);
Node write(const CreateRaw& op, const FormDialect& dialect);
Node write(const AlterRaw& op, const FormDialect& dialect);
Node write(const DropRaw& op, const FormDialect& dialect);
Node write(const CreateObject& op, const FormDialect& dialect);
Node write(const AlterObject& op, const FormDialect& dialect);
Node write(const RenameObject& op, const FormDialect& dialect);
Node write(const DropObject& op, const FormDialect& dialect);
Node write(const RefreshView& op, const FormDialect& dialect);
Node write(const AddPart& op, const FormDialect& dialect);
Node write(const AlterPart& op, const FormDialect& dialect);
Node write(const RenamePart& op, const FormDialect& dialect);
Node write(const DropPart& op, const FormDialect& dialect);
Node write(const AttachPartition& op, const FormDialect& dialect);
Node write(const DetachPartition& op, const FormDialect& dialect);
Node write(const InsertRows& op, const FormDialect& dialect);
Node write(const UpdateRows& op, const FormDialect& dialect);
Node write(const DeleteRows& op, const FormDialect& dialect);
Node write(const Backfill& op, const FormDialect& dialect);
Node write(const Sql& op, const FormDialect& dialect);
Node write(const Program& op, const FormDialect& dialect);
Node write(const Assert& op, const FormDialect& dialect);
Node write(const Irreversible& op, const FormDialect& dialect);

// Reads a step within another: a clause of alter_table, with the table's name.
Op read_checked_op(const Reader& reader, const Node& step);
void check_step(const CheckScope& scope, const Node& step);

} // namespace migrate::forms
