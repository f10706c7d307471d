// Operations as people say them: one line each.
#include "migrate/ops.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <iterator>

namespace migrate {
namespace {

std::string part(const QualifiedName& table, const std::string& name) {
    return to_string(table) + "." + name;
}

const char* kind_name(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::primary_key:
        return "primary key";
    case ConstraintKind::unique:
        return "unique";
    case ConstraintKind::check:
        return "check";
    case ConstraintKind::foreign_key:
        return "foreign key";
    }
    return "constraint";
}

std::string columns(const std::vector<KeyPart>& parts) {
    std::vector<std::string> names;
    for (const KeyPart& p : parts)
        names.push_back((p.column.empty() ? p.expression : p.column) + (p.desc ? " desc" : ""));
    return "(" + text::join(names, ", ") + ")";
}

std::string constraint(const QualifiedName& table, const Constraint& constraint) {
    const auto named = [&](const char* kind, const std::string& name,
                           const std::string& definition) {
        if (name.empty())
            return std::string(kind) + " " + definition + " on " + to_string(table);
        return std::string(kind) + " " + part(table, name) + " " + definition;
    };
    return std::visit(
        Overloaded{
            [&](const PrimaryKey& k) { return named("primary key", k.name, columns(k.columns)); },
            [&](const Unique& u) { return named("unique", u.name, columns(u.columns)); },
            [&](const Check& c) { return named("check", c.name, "(" + c.expression + ")"); },
            [&](const ForeignKey& k) {
                return named("foreign key", k.name,
                             "(" + text::join(k.columns, ", ") + ") to " + to_string(k.table));
            },
        },
        constraint);
}

template <class T>
void add(std::vector<std::string>& list, const MaybeChange<T>& change, const char* word) {
    if (change)
        list.emplace_back(word);
}

void add(std::vector<std::string>& list, const AttributeChanges& changes) {
    for (const AttributeChange& change : changes)
        list.push_back(change.key == "schema" && change.to ? "schema " + change.to->text()
                                                           : change.key);
}

// "alter view v: with, comment"; the list is left out when it is empty.
std::string with_list(const std::string& what, const std::vector<std::string>& list) {
    return list.empty() ? what : what + ": " + text::join(list, ", ");
}

std::string altered(const AlterColumn& op) {
    std::vector<std::string> what;
    if (op.type)
        what.push_back("type " + (op.type->to ? op.type->to->text : std::string("none")));
    if (op.nullable)
        what.emplace_back(op.nullable->to.value_or(true) ? "null" : "not null");
    add(what, op.not_null_name, "name of its not null");
    add(what, op.not_null_conflict, "conflict clause");
    add(what, op.default_value, "default");
    add(what, op.generated, "generated");
    add(what, op.identity, "identity");
    add(what, op.autoincrement, "autoincrement");
    add(what, op.collation, "collation");
    add(what, op.comment, "comment");
    add(what, op.primary_key, "primary key");
    add(what, op.unique, "unique");
    add(what, op.checks, "check");
    add(what, op.foreign_key, "references");
    add(what, op.attributes);
    return text::join(what, ", ");
}

std::vector<std::string> altered(const AlterConstraint& op) {
    std::vector<std::string> what;
    add(what, op.new_name, "name");
    add(what, op.columns, "columns");
    add(what, op.conflict, "conflict clause");
    if (op.expression && op.expression->to)
        what.push_back("(" + *op.expression->to + ")");
    if (op.references_table || op.references_columns)
        what.emplace_back("references");
    add(what, op.on_delete, "on delete");
    add(what, op.on_update, "on update");
    add(what, op.match, "match");
    add(what, op.deferral, "deferrable");
    add(what, op.attributes);
    return what;
}

std::vector<std::string> altered(const AlterIndex& op) {
    std::vector<std::string> what;
    if (op.columns)
        what.push_back(op.columns->to ? "columns " + columns(*op.columns->to) : "columns");
    add(what, op.unique, "unique");
    add(what, op.where, "where");
    add(what, op.comment, "comment");
    add(what, op.attributes);
    return what;
}

std::vector<std::string> altered(const AlterTrigger& op) {
    std::vector<std::string> what;
    add(what, op.timing, "timing");
    add(what, op.events, "events");
    add(what, op.where, "when");
    add(what, op.body, "body");
    add(what, op.comment, "comment");
    add(what, op.attributes);
    return what;
}

std::vector<std::string> altered(const AlterView& op) {
    std::vector<std::string> what;
    add(what, op.as, "as");
    add(what, op.columns, "columns");
    add(what, op.comment, "comment");
    add(what, op.attributes);
    return what;
}

// Values that are in one list and not in the other, and are no new names.
std::vector<std::string> missing_in(const std::vector<std::string>& list,
                                    const std::vector<std::string>& values,
                                    const std::vector<std::string>& renamed) {
    std::vector<std::string> missing;
    std::ranges::copy_if(values, std::back_inserter(missing), [&](const std::string& value) {
        return std::ranges::find(list, value) == list.end() &&
               std::ranges::find(renamed, value) == renamed.end();
    });
    return missing;
}

std::vector<std::string> altered_values(const AlterEnum& op) {
    std::vector<std::string> what, old_names, new_names;
    for (const auto& [from, to] : op.rename_value) {
        what.push_back("rename " + from + " to " + to);
        old_names.push_back(from);
        new_names.push_back(to);
    }
    if (!op.values || !op.values->from || !op.values->to)
        return what;
    for (const std::string& value : missing_in(*op.values->from, *op.values->to, new_names))
        what.push_back("add " + value);
    for (const std::string& value : missing_in(*op.values->to, *op.values->from, old_names))
        what.push_back("remove " + value);
    if (what.empty())
        what.emplace_back("order of its values");
    return what;
}

std::vector<std::string> altered(const AlterEnum& op) {
    std::vector<std::string> what = altered_values(op);
    add(what, op.comment, "comment");
    add(what, op.attributes);
    return what;
}

std::string first_line(const std::string& sql) {
    constexpr std::size_t width = 60;
    std::string line(text::trim(sql));
    const auto end = line.find('\n');
    const bool cut = end != std::string::npos || line.size() > width;
    line = line.substr(0, std::min(end, width));
    // Not in the middle of a code point.
    while (cut && !line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80)
        line.pop_back();
    return cut ? line + " ..." : line;
}

std::string rows(std::size_t n) {
    return text::count(n, "row");
}

std::string object(const ObjectName& name) {
    return std::string(to_string(name.kind)) + " " + to_string(name);
}

std::string table_part(PartKind kind, const QualifiedName& table, const std::string& name) {
    return std::string(to_string(kind)) + " " + part(table, name);
}

const char* made(PartKind kind) {
    return kind == PartKind::exclude || kind == PartKind::partition ? "add " : "create ";
}

// One overload per operation.
struct Describer {
    std::string operator()(const CreateTable& op) const {
        return "create table " + to_string(op.table.name);
    }
    std::string operator()(const DropTable& op) const { return "drop table " + to_string(op.name); }
    std::string operator()(const RenameTable& op) const {
        return "rename table " + to_string(op.name) + " to " + op.to;
    }
    std::string operator()(const AlterTable& op) const {
        std::vector<std::string> what;
        for (const TableClause& clause : op.clauses)
            what.push_back(std::visit(*this, clause));
        add(what, op.strict, "strict");
        add(what, op.without_rowid, "without rowid");
        add(what, op.virtual_module, "virtual");
        add(what, op.comment, "comment");
        add(what, op.attributes);
        return "alter table " + to_string(op.name) + ": " + text::join(what, "; ");
    }
    std::string operator()(const AddColumn& op) const {
        const Column& column = op.definition.column;
        return "add column " + part(op.table, column.name) +
               (column.type.text.empty() ? "" : " (" + column.type.text + ")");
    }
    std::string operator()(const AlterColumn& op) const {
        return "alter column " + part(op.table, op.column) + ": " + altered(op);
    }
    std::string operator()(const RenameColumn& op) const {
        return "rename column " + part(op.table, op.column) + " to " + op.to;
    }
    std::string operator()(const DropColumn& op) const {
        return "drop column " + part(op.table, op.column);
    }
    std::string operator()(const AddConstraint& op) const {
        return "add " + constraint(op.table, op.constraint);
    }
    std::string operator()(const DropConstraint& op) const {
        const std::string kind = std::string("drop ") + kind_name(op.kind) + " ";
        if (op.kind == ConstraintKind::primary_key)
            return kind + "of " + to_string(op.table);
        if (!op.name.empty())
            return kind + part(op.table, op.name);
        return kind + "(" + (op.expression.empty() ? text::join(op.columns, ", ") : op.expression) +
               ")" + (op.references_table ? " to " + to_string(*op.references_table) : "") +
               " on " + to_string(op.table);
    }
    std::string operator()(const AlterConstraint& op) const {
        const std::string kind = std::string("alter ") + kind_name(op.kind) + " ";
        return with_list(op.name.empty() ? kind + "of " + to_string(op.table)
                                         : kind + part(op.table, op.name),
                         altered(op));
    }
    std::string operator()(const RenameConstraint& op) const {
        return "rename constraint " + part(op.table, op.name) + " to " + op.to;
    }
    std::string operator()(const ValidateConstraint& op) const {
        return "validate " + part(op.table, op.name);
    }
    std::string operator()(const CreateIndex& op) const {
        return (op.index.unique ? "create unique index " : "create index ") +
               part(op.table, op.index.name) + " " + columns(op.index.columns);
    }
    std::string operator()(const AlterIndex& op) const {
        return with_list("alter index " + part(op.table, op.name), altered(op));
    }
    std::string operator()(const RenameIndex& op) const {
        return "rename index " + part(op.table, op.name) + " to " + op.to;
    }
    std::string operator()(const DropIndex& op) const {
        return "drop index " + part(op.table, op.name);
    }
    std::string operator()(const CreateTrigger& op) const {
        return "create trigger " + part(op.owner, op.trigger.name);
    }
    std::string operator()(const AlterTrigger& op) const {
        return with_list("alter trigger " + part(op.owner, op.name), altered(op));
    }
    std::string operator()(const RenameTrigger& op) const {
        return "rename trigger " + part(op.owner, op.name) + " to " + op.to;
    }
    std::string operator()(const DropTrigger& op) const {
        return "drop trigger " + part(op.owner, op.name);
    }
    std::string operator()(const CreateView& op) const {
        return "create view " + to_string(op.view.name);
    }
    std::string operator()(const AlterView& op) const {
        return with_list("alter view " + to_string(op.name), altered(op));
    }
    std::string operator()(const RenameView& op) const {
        return "rename view " + to_string(op.name) + " to " + op.to;
    }
    std::string operator()(const DropView& op) const { return "drop view " + to_string(op.name); }
    std::string operator()(const CreateEnum& op) const {
        return "create enum " + to_string(op.type.name);
    }
    std::string operator()(const AlterEnum& op) const {
        return with_list("alter enum " + to_string(op.name), altered(op));
    }
    std::string operator()(const RenameEnum& op) const {
        return "rename enum " + to_string(op.name) + " to " + op.to;
    }
    std::string operator()(const DropEnum& op) const { return "drop enum " + to_string(op.name); }
    std::string operator()(const CreateRaw& op) const { return "create " + op.object.name; }
    std::string operator()(const AlterRaw& op) const { return "alter " + op.name; }
    std::string operator()(const DropRaw& op) const { return "drop " + op.name; }
    std::string operator()(const CreateObject& op) const {
        return "create " + object(name_of(op.object));
    }
    std::string operator()(const AlterObject& op) const {
        std::vector<std::string> what;
        add(what, op.attributes);
        add(what, op.comment, "comment");
        if (op.restart)
            what.push_back("restart at " + std::to_string(*op.restart));
        return with_list("alter " + object(op.name), what);
    }
    std::string operator()(const RenameObject& op) const {
        return "rename " + object(op.name) + " to " + op.to;
    }
    std::string operator()(const DropObject& op) const { return "drop " + object(op.name); }
    std::string operator()(const RefreshView& op) const {
        return "refresh materialized view " + to_string(op.name);
    }
    std::string operator()(const AddPart& op) const {
        return made(op.part.kind) + table_part(op.part.kind, op.table, op.part.name);
    }
    std::string operator()(const AlterPart& op) const {
        std::vector<std::string> what;
        add(what, op.attributes);
        add(what, op.comment, "comment");
        return with_list("alter " + table_part(op.kind, op.table, op.name), what);
    }
    std::string operator()(const RenamePart& op) const {
        return "rename " + table_part(op.kind, op.table, op.name) + " to " + op.to;
    }
    std::string operator()(const DropPart& op) const {
        return "drop " + table_part(op.kind, op.table, op.name);
    }
    std::string operator()(const AttachPartition& op) const {
        return "attach partition " + part(op.table, op.partition);
    }
    std::string operator()(const DetachPartition& op) const {
        return "detach partition " + part(op.table, op.partition);
    }
    std::string operator()(const InsertRows& op) const {
        return "insert " + rows(op.rows.size()) + " into " + to_string(op.table);
    }
    std::string operator()(const UpdateRows& op) const {
        return "update rows of " + to_string(op.table);
    }
    std::string operator()(const DeleteRows& op) const {
        return "delete rows of " + to_string(op.table);
    }
    std::string operator()(const Backfill& op) const { return "backfill " + to_string(op.table); }
    std::string operator()(const Sql& op) const {
        return op.file.empty() ? "run " + first_line(op.text) : "run " + op.file;
    }
    std::string operator()(const Program& op) const {
        return "run program " + text::join(op.arguments, " ");
    }
    std::string operator()(const Assert& op) const { return "assert " + first_line(op.query); }
    std::string operator()(const Irreversible& op) const { return "irreversible: " + op.why; }
};

} // namespace

std::string describe(const Op& op) {
    return std::visit(Describer(), op);
}

} // namespace migrate
