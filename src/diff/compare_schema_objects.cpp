#include "diff/compare_schema_objects.hpp"

#include "diff/change.hpp"
#include "diff/compare_attributes.hpp"
#include "diff/compare_indexes.hpp"
#include "diff/compare_objects.hpp"
#include "diff/compare_tables.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

constexpr const char* owned_by = "owned_by";

void compare_comment(const Context& context, const std::string& from, const std::string& to,
                     MaybeChange<std::string>& change) {
    if (context.caps().comments && context.options.compare_comment && from != to)
        change = change_from_default(from, to);
}

// Overloads count by what tells them apart.
const SchemaObject* counterpart(const Database& db, const SchemaObject& object) {
    const SchemaObject* found = find_object(db, name_of(object));
    return found && found->signature == object.signature ? found : nullptr;
}

// --- sequences that belong to a column

// Whether what the sequence belongs to is not there on a side.
bool is_owner_gone(const SchemaObject& object, const Database& other) {
    const std::string path = attribute_text(object.attributes, owned_by);
    if (path.empty())
        return false;
    std::vector<std::string> parts = parse_path(path);
    const std::string column = parts.back();
    parts.pop_back();
    if (parts.empty())
        return false;
    const Table* table =
        find_table(other, {parts.size() > 1 ? parts.front() : std::string(), parts.back()});
    return !table || !find_named(table->columns, column, other.folding);
}

// The column takes its default from the sequence, which belongs to the column: the sequence comes
// first, and is given away last.
std::vector<PlannedOp> created(const SchemaObject& wanted) {
    SchemaObject object = wanted;
    object.renamed_from.clear();
    for (Index& index : object.indexes)
        index.renamed_from.clear();
    const Node* owner = attribute(wanted.attributes, owned_by);
    set_attribute(object.attributes, owned_by, Node());
    std::vector<PlannedOp> ops{planned(CreateObject{std::move(object)})};
    if (owner) {
        AlterObject alter;
        alter.name = name_of(wanted);
        alter.attributes.push_back({owned_by, std::nullopt, *owner, true});
        ops.push_back(planned(std::move(alter)));
    }
    return ops;
}

void append(std::vector<PlannedOp>& ops, std::vector<PlannedOp> more) {
    ops.insert(ops.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

// The indexes of a materialized view are compared as those of a table.
std::vector<PlannedOp> compare_its_indexes(const Context& context, const SchemaObject& from,
                                           const SchemaObject& to) {
    Table old, now;
    old.name = from.name;
    old.indexes = from.indexes;
    now.name = to.name;
    now.indexes = to.indexes;
    TableChanges changes(old, now);
    compare_indexes(context, changes);
    return group(context, std::move(changes));
}

// Takes the drops out. An index that changes is dropped too, and made anew of the columns that the
// view has then.
std::vector<PlannedOp> drops_before(std::vector<PlannedOp>& ops, const SchemaObject& to) {
    std::vector<PlannedOp> drops;
    std::vector<PlannedOp> left;
    for (PlannedOp& each : ops) {
        if (const auto* alter = std::get_if<AlterIndex>(&each.op)) {
            drops.push_back(planned(DropIndex{alter->table, alter->name}));
            for (const Index& index : to.indexes)
                if (index.name == alter->name)
                    left.push_back(planned(CreateIndex{alter->table, index}));
        } else {
            (std::holds_alternative<DropIndex>(each.op) ? drops : left).push_back(std::move(each));
        }
    }
    ops = std::move(left);
    return drops;
}

void compare_pair(const Context& context, const SchemaObject& from, const SchemaObject& to,
                  std::vector<PlannedOp>& ops) {
    AlterObject op;
    op.name = name_of(from);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    compare_comment(context, from.comment, to.comment, op.comment);
    const bool other_columns = find_change(op.attributes, "as") != nullptr;
    std::vector<PlannedOp> indexes;
    if (!from.indexes.empty() || !to.indexes.empty())
        indexes = compare_its_indexes(context, from, to);
    if (other_columns)
        append(ops, drops_before(indexes, to));
    if (!op.attributes.empty() || op.comment)
        ops.push_back(planned(std::move(op)));
    append(ops, std::move(indexes));
}

// --- parts of tables

bool same_part(const Context& context, const TablePart& a, const TablePart& b) {
    return a.kind == b.kind && same_attributes(context, a.attributes, b.attributes);
}

// By name; one without a name is any with the same definition.
const TablePart* part_counterpart(const Context& context, const Table& table,
                                  const TablePart& part) {
    if (!part.name.empty())
        return find_part(table, part.kind, part.name, context.folding());
    const auto found = std::ranges::find_if(
        table.parts, [&](const TablePart& other) { return same_part(context, part, other); });
    return found == table.parts.end() ? nullptr : &*found;
}

void alter_part(const Context& context, const QualifiedName& table, const TablePart& from,
                const TablePart& to, std::vector<PlannedOp>& ops) {
    AlterPart op{table, from.kind, from.name,
                 compare_attributes(context, from.attributes, to.attributes), std::nullopt};
    compare_comment(context, from.comment, to.comment, op.comment);
    if (!op.attributes.empty() || op.comment)
        ops.push_back(planned(std::move(op)));
}

} // namespace

std::vector<PlannedOp> compare_schema_objects(const Context& context) {
    std::vector<PlannedOp> ops;
    for (const SchemaObject& object : context.to.objects) {
        if (const SchemaObject* old = counterpart(context.from, object))
            compare_pair(context, *old, object, ops);
        else
            append(ops, created(object));
    }
    for (const SchemaObject& object : context.from.objects)
        if (!counterpart(context.to, object) && !is_owner_gone(object, context.to))
            ops.push_back(planned(DropObject{name_of(object)}));
    return ops;
}

std::vector<PlannedOp> compare_table_parts(const Context& context, const Table& from,
                                           const Table& to) {
    std::vector<PlannedOp> ops;
    std::vector<const TablePart*> kept;
    for (const TablePart& part : to.parts) {
        if (const TablePart* old = part_counterpart(context, from, part)) {
            kept.push_back(old);
            alter_part(context, from.name, *old, part, ops);
            continue;
        }
        TablePart made = part;
        made.renamed_from.clear();
        ops.push_back(planned(AddPart{from.name, std::move(made)}));
    }
    for (const TablePart& part : from.parts)
        if (std::ranges::find(kept, &part) == kept.end())
            ops.push_back(planned(DropPart{from.name, part.kind, part.name}));
    return ops;
}

} // namespace migrate::diff
