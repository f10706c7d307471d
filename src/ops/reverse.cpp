#include "migrate/ops.hpp"
#include "ops/attribute_changes.hpp"
#include "ops/constraints.hpp"
#include "ops/targets.hpp"
#include "util/overloaded.hpp"

#include <functional>

namespace migrate {
namespace {

using namespace ops;

template <class T>
MaybeChange<T> swapped(const MaybeChange<T>& change, const std::optional<T>& before) {
    if (!change)
        return std::nullopt;
    return Change<T>{change->to, change->from_given ? change->from : before, true};
}

bool in_columns(const std::vector<KeyPart>& parts, const std::string& column, NameFolding folding) {
    return parts.size() == 1 && same_name(parts[0].column, column, folding);
}

// A column of a table with the parts that only it has, to add it back.
ColumnDefinition definition_of(const Table& table, const Column& column, NameFolding folding) {
    ColumnDefinition definition;
    definition.column = column;
    for (const Unique& unique : table.uniques)
        if (unique.in_column && in_columns(unique.columns, column.name, folding))
            definition.unique = unique;
    for (const Check& check : table.checks)
        if (same_name(check.in_column, column.name, folding))
            definition.checks.push_back(check);
    for (const ForeignKey& key : table.foreign_keys)
        if (key.in_column && key.columns.size() == 1 &&
            same_name(key.columns[0], column.name, folding))
            definition.foreign_key = key;
    for (const Index& index : table.indexes)
        if (index.in_column && in_columns(index.columns, column.name, folding))
            definition.index = index;
    return definition;
}

using Reversed = std::optional<Op>;

class Reverser {
  public:
    explicit Reverser(const Database& before) : before_(before) {}

    Reversed operator()(const CreateTable& op) const { return DropTable{op.table.name}; }
    Reversed operator()(const DropTable& op) const {
        const Table* table = find_table(before_, op.name);
        return table ? Reversed(CreateTable{*table}) : std::nullopt;
    }
    Reversed operator()(const RenameTable& op) const {
        return RenameTable{{op.name.schema, op.to}, op.name.name};
    }
    Reversed operator()(const AddColumn& op) const {
        return DropColumn{op.table, op.definition.column.name};
    }
    Reversed operator()(const DropColumn& op) const {
        const Table* table = find_table(before_, op.table);
        const Column* column =
            table ? find_named(table->columns, op.column, before_.folding) : nullptr;
        if (!column)
            return std::nullopt;
        AddColumn add;
        add.table = op.table;
        add.definition = definition_of(*table, *column, before_.folding);
        return add;
    }
    Reversed operator()(const RenameColumn& op) const {
        return RenameColumn{op.table, op.to, op.column};
    }
    Reversed operator()(const AlterColumn& op) const {
        const Table* table = find_table(before_, op.table);
        const Column* was =
            table ? find_named(table->columns, op.column, before_.folding) : nullptr;
        if (!was || op.primary_key)
            return std::nullopt;
        AlterColumn back;
        back.table = op.table;
        back.column = op.column;
        back.type = swapped(op.type, std::optional(was->type));
        back.nullable = swapped(op.nullable, std::optional(was->nullable));
        back.not_null_name = swapped(op.not_null_name, std::optional(was->not_null_name));
        back.not_null_conflict =
            swapped(op.not_null_conflict, std::optional(was->not_null_conflict));
        back.default_value = swapped(op.default_value, was->default_value);
        back.generated = swapped(op.generated, was->generated);
        back.identity = swapped(op.identity, was->identity);
        back.autoincrement = swapped(op.autoincrement, std::optional(was->autoincrement));
        back.collation = swapped(op.collation, std::optional(was->collation));
        back.comment = swapped(op.comment, std::optional(was->comment));
        const ColumnDefinition parts = definition_of(*table, *was, before_.folding);
        back.unique = swapped(op.unique, parts.unique);
        back.checks = swapped(op.checks, std::optional(parts.checks));
        back.foreign_key = swapped(op.foreign_key, parts.foreign_key);
        back.attributes = swapped_changes(op.attributes, was->attributes);
        return back;
    }
    Reversed operator()(const AddConstraint& op) const {
        const Table* table = find_table(before_, op.table);
        if (!table)
            return std::nullopt;
        Table with = *table;
        add_constraint(with, op.constraint, before_.folding);
        return drop_of(with, op.constraint, before_.folding);
    }
    Reversed operator()(const DropConstraint& op) const {
        const Table* table = find_table(before_, op.table);
        const auto constraint =
            table
                ? constraint_to_drop(*table, op, std::equal_to<std::string_view>(), before_.folding)
                : std::nullopt;
        return constraint ? Reversed(AddConstraint{op.table, *constraint}) : std::nullopt;
    }
    Reversed operator()(const RenameConstraint& op) const {
        return RenameConstraint{op.table, op.to, op.name, op.kind};
    }
    Reversed operator()(const CreateIndex& op) const { return DropIndex{op.table, op.index.name}; }
    Reversed operator()(const DropIndex& op) const {
        const std::vector<Index>* indexes = find_indexes(before_, op.table);
        const Index* index = indexes ? find_named(*indexes, op.name, before_.folding) : nullptr;
        return index ? Reversed(CreateIndex{op.table, *index}) : std::nullopt;
    }
    Reversed operator()(const RenameIndex& op) const {
        return RenameIndex{op.table, op.to, op.name};
    }
    Reversed operator()(const CreateTrigger& op) const {
        return DropTrigger{op.owner, op.trigger.name};
    }
    Reversed operator()(const DropTrigger& op) const {
        const Table* table = find_table(before_, op.owner);
        const View* view = find_view(before_, op.owner);
        if (!table && !view)
            return std::nullopt;
        const Trigger* trigger =
            find_named(table ? table->triggers : view->triggers, op.name, before_.folding);
        return trigger ? Reversed(CreateTrigger{op.owner, *trigger}) : std::nullopt;
    }
    Reversed operator()(const RenameTrigger& op) const {
        return RenameTrigger{op.owner, op.to, op.name};
    }
    Reversed operator()(const CreateView& op) const { return DropView{op.view.name}; }
    Reversed operator()(const DropView& op) const {
        const View* view = find_view(before_, op.name);
        return view ? Reversed(CreateView{*view}) : std::nullopt;
    }
    Reversed operator()(const RenameView& op) const {
        return RenameView{{op.name.schema, op.to}, op.name.name};
    }
    Reversed operator()(const AlterView& op) const {
        const View* was = find_view(before_, op.name);
        if (!was)
            return std::nullopt;
        AlterView back{op.name, swapped(op.as, std::optional(was->as)),
                       swapped(op.columns, std::optional(was->columns)),
                       swapped(op.comment, std::optional(was->comment))};
        back.attributes = swapped_changes(op.attributes, was->attributes);
        back.name.schema = new_schema(op.attributes).value_or(op.name.schema);
        swap_schema(back.attributes, op.attributes, op.name.schema);
        return back;
    }
    Reversed operator()(const CreateEnum& op) const { return DropEnum{op.type.name}; }
    Reversed operator()(const DropEnum& op) const {
        const EnumType* type = find_enum(before_, op.name);
        return type ? Reversed(CreateEnum{*type}) : std::nullopt;
    }
    Reversed operator()(const RenameEnum& op) const {
        return RenameEnum{{op.name.schema, op.to}, op.name.name};
    }
    Reversed operator()(const CreateRaw& op) const {
        return op.object.drop.empty() ? Reversed()
                                      : Reversed(DropRaw{op.object.name, op.object.drop});
    }
    Reversed operator()(const CreateObject& op) const { return DropObject{name_of(op.object)}; }
    Reversed operator()(const DropObject& op) const {
        const SchemaObject* object = find_object(before_, op.name);
        return object ? Reversed(CreateObject{*object}) : std::nullopt;
    }
    Reversed operator()(const RenameObject& op) const {
        ObjectName renamed = op.name;
        renamed.name.name = op.to;
        return RenameObject{std::move(renamed), op.name.name.name};
    }
    Reversed operator()(const AlterObject& op) const {
        const SchemaObject* was = find_object(before_, op.name);
        if (!was)
            return std::nullopt;
        AlterObject back{op.name, swapped_changes(op.attributes, was->attributes),
                         swapped(op.comment, std::optional(was->comment))};
        if (op.name.kind != ObjectKind::extension) {
            back.name.name.schema = new_schema(op.attributes).value_or(op.name.name.schema);
            swap_schema(back.attributes, op.attributes, op.name.name.schema);
        }
        return back;
    }
    Reversed operator()(const AddPart& op) const {
        return DropPart{op.table, op.part.kind, op.part.name};
    }
    Reversed operator()(const DropPart& op) const {
        const TablePart* part = part_before(op.table, op.kind, op.name);
        return part ? Reversed(AddPart{op.table, *part}) : std::nullopt;
    }
    Reversed operator()(const RenamePart& op) const {
        return RenamePart{op.table, op.kind, op.to, op.name};
    }
    Reversed operator()(const AlterPart& op) const {
        const TablePart* was = part_before(op.table, op.kind, op.name);
        if (!was)
            return std::nullopt;
        return AlterPart{op.table, op.kind, op.name,
                         swapped_changes(op.attributes, was->attributes),
                         swapped(op.comment, std::optional(was->comment))};
    }
    Reversed operator()(const AttachPartition& op) const {
        return DetachPartition{op.table, op.partition};
    }
    Reversed operator()(const DetachPartition& op) const {
        const Table* table = find_table(before_, {op.table.schema, op.partition});
        const TablePart* part = part_before(op.table, PartKind::partition, op.partition);
        if (!table && !part)
            return std::nullopt;
        return AttachPartition{
            op.table, op.partition,
            attribute_text(table ? table->attributes : part->attributes, "values")};
    }
    Reversed operator()(const RefreshView& op) const { return op; }

    // What validates, or only asks, leaves nothing to take back; it is its own way back.
    Reversed operator()(const ValidateConstraint& op) const { return op; }
    Reversed operator()(const Assert& op) const { return op; }
    // Several clauses, constraints whose old shape is spread over the step, rows, raw SQL: a
    // person's to write.
    Reversed operator()(const auto&) const { return std::nullopt; }

  private:
    const TablePart* part_before(const QualifiedName& table, PartKind kind,
                                 const std::string& name) const {
        const Table* owner = find_table(before_, table);
        return owner ? find_part(*owner, kind, name, before_.folding) : nullptr;
    }

    const Database& before_;
};

} // namespace

std::optional<Op> reverse(const Op& op, const Database& before) {
    return std::visit(Reverser(before), op);
}

} // namespace migrate
