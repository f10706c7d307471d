#include "ops/objects.hpp"

#include "migrate/error.hpp"
#include "ops/attribute_changes.hpp"
#include "ops/rename.hpp"
#include "ops/targets.hpp"
#include "sql/rewrite.hpp"

#include <algorithm>

namespace migrate::ops {
namespace {

bool is_relation(ObjectKind kind) {
    return kind == ObjectKind::materialized_view || kind == ObjectKind::sequence;
}

bool is_type(ObjectKind kind) {
    return kind == ObjectKind::domain || kind == ObjectKind::composite || kind == ObjectKind::range;
}

// The same name and signature, not merely the only one of that name.
const SchemaObject* find_exactly(const Database& db, const ObjectName& name) {
    const SchemaObject* found = find_object(db, name);
    return found && found->signature == name.signature ? found : nullptr;
}

void refuse_existing(const Database& db, const ObjectName& name) {
    if (is_relation(name.kind))
        refuse_existing_relation(db, name.name);
    else if (find_exactly(db, name))
        throw Error(ErrorCode::usage, "there is a " + std::string(to_string(name.kind)) + " " +
                                          to_string(name) + " already");
}

TablePart& part_of(Database& db, const QualifiedName& table, PartKind kind,
                   const std::string& name) {
    Table& owner = table_of(db, table);
    if (TablePart* part = find_part(owner, kind, name, db.folding))
        return *part;
    std::vector<std::string> known;
    for (const TablePart& part : owner.parts)
        if (part.kind == kind)
            known.push_back(part.name);
    no_such(std::string(to_string(kind)), to_string(table) + "." + name, name, known);
}

void refuse_existing_part(const Table& table, PartKind kind, const std::string& name,
                          NameFolding folding) {
    if (!name.empty() && find_part(table, kind, name, folding))
        throw Error(ErrorCode::usage, "there is a " + std::string(to_string(kind)) + " " +
                                          to_string(table.name) + "." + name + " already");
}

// Whether a path in an attribute, "billing.invoices.number", names the column of the table, or,
// without a column, something in the table or the table itself.
bool names_in(const std::string& path, const QualifiedName& table, const std::string& column,
              NameFolding folding) {
    if (path.empty())
        return false;
    std::vector<std::string> parts = parse_path(path);
    const std::string last = parts.back();
    parts.pop_back();
    const std::vector<std::string> owner = parse_path(to_string(table));
    return std::ranges::equal(
               parts, owner,
               [&](const auto& a, const auto& b) { return same_name(a, b, folding); }) &&
           (column.empty() || same_name(last, column, folding));
}

bool is_partition_of(const Table& table, const QualifiedName& parent, NameFolding folding) {
    const std::string of = attribute_text(table.attributes, "partition_of");
    return !of.empty() && same_name(of, to_string(parent), folding);
}

void move_to_schema(Database& db, SchemaObject& object, const std::string& schema) {
    if (object.kind == ObjectKind::extension) {
        set_attribute(object.attributes, "schema", schema);
        return;
    }
    const QualifiedName from = object.name;
    if (is_relation(object.kind))
        move_relation(db, from, schema);
    else if (is_type(object.kind))
        rename_type_everywhere(db, from, {schema, from.name});
    object.name.schema = schema;
}

template <class T>
bool erase_views_that_read(Database& db, std::vector<T>& views, const QualifiedName& relation,
                           const sql::Syntax& syntax) {
    const auto query = [](const T& view) {
        if constexpr (std::is_same_v<T, View>)
            return view.as;
        else
            return view.kind == ObjectKind::materialized_view
                       ? attribute_text(view.attributes, "as")
                       : std::string();
    };
    std::vector<QualifiedName> gone;
    std::erase_if(views, [&](const T& view) {
        const bool reads = !same_name(view.name, relation, db.folding) &&
                           sql::mentions_name(query(view), relation.name, syntax);
        if (reads)
            gone.push_back(view.name);
        return reads;
    });
    for (const QualifiedName& name : gone)
        drop_dependants(db, name, syntax);
    return !gone.empty();
}

} // namespace

void create(Database& db, const CreateObject& op) {
    const ObjectName name = name_of(op.object);
    if (op.if_not_exists && find_exactly(db, name))
        return;
    refuse_existing(db, name);
    db.objects.push_back(op.object);
    db.objects.back().renamed_from.clear();
}

void alter(Database& db, const AlterObject& op) {
    SchemaObject& object = object_of(db, op.name);
    apply_changes(object.attributes, without_schema(op.attributes));
    if (op.comment)
        object.comment = op.comment->to.value_or("");
    if (const auto schema = new_schema(op.attributes))
        move_to_schema(db, object, *schema);
}

void rename(Database& db, const RenameObject& op, const sql::Syntax& syntax) {
    SchemaObject& object = object_of(db, op.name);
    const QualifiedName from = object.name;
    const QualifiedName to{from.schema, op.to};
    if (!same_name(from, to, db.folding))
        refuse_existing(db, {op.name.kind, to, object.signature});
    object.name = to;
    if (object.kind == ObjectKind::sequence)
        rename_sequence_everywhere(db, from, to, syntax);
    else if (is_relation(object.kind))
        rename_relation_everywhere(db, from, op.to, syntax);
    else if (is_type(object.kind))
        rename_type_everywhere(db, from, to);
    else if (object.kind == ObjectKind::schema)
        rename_schema_everywhere(db, from.name, op.to);
    else if (object.signature)
        rename_function_everywhere(db, from.name, op.to, syntax);
}

void drop(Database& db, const DropObject& op, const sql::Syntax& syntax) {
    if (op.if_exists && !find_object(db, op.name))
        return;
    const SchemaObject object = object_of(db, op.name);
    std::erase_if(db.objects, [&](const SchemaObject& other) {
        return other.kind == object.kind && other.signature == object.signature &&
               same_name(other.name, object.name, db.folding);
    });
    if (op.cascade && object.kind == ObjectKind::materialized_view)
        drop_dependants(db, object.name, syntax);
    if (op.cascade && is_type(object.kind))
        drop_columns_of_type(db, object.name);
}

void add(Database& db, const AddPart& op) {
    Table& table = table_of(db, op.table);
    if (op.if_not_exists && find_part(table, op.part.kind, op.part.name, db.folding))
        return;
    refuse_existing_part(table, op.part.kind, op.part.name, db.folding);
    table.parts.push_back(op.part);
    table.parts.back().renamed_from.clear();
}

void alter(Database& db, const AlterPart& op) {
    TablePart& part = part_of(db, op.table, op.kind, op.name);
    apply_changes(part.attributes, op.attributes);
    if (op.comment)
        part.comment = op.comment->to.value_or("");
}

void rename(Database& db, const RenamePart& op) {
    TablePart& part = part_of(db, op.table, op.kind, op.name);
    if (!same_name(op.name, op.to, db.folding))
        refuse_existing_part(table_of(db, op.table), op.kind, op.to, db.folding);
    part.name = op.to;
}

void drop(Database& db, const DropPart& op) {
    Table& table = table_of(db, op.table);
    if (op.if_exists && !find_part(table, op.kind, op.name, db.folding))
        return;
    part_of(db, op.table, op.kind, op.name);
    std::erase_if(table.parts, [&](const TablePart& part) {
        return part.kind == op.kind && same_name(part.name, op.name, db.folding);
    });
}

void attach(Database& db, const AttachPartition& op) {
    table_of(db, op.table);
    Table& partition = table_of(db, {op.table.schema, op.partition});
    set_attribute(partition.attributes, "partition_of", to_string(op.table));
    set_attribute(partition.attributes, "values", op.values);
}

// What was declared as a part of its table becomes a table with the columns of that.
void detach(Database& db, const DetachPartition& op) {
    const QualifiedName name{op.table.schema, op.partition};
    if (Table* partition = find_table(db, name)) {
        set_attribute(partition->attributes, "partition_of", Node());
        set_attribute(partition->attributes, "values", Node());
        return;
    }
    const TablePart part = part_of(db, op.table, PartKind::partition, op.partition);
    Table& parent = table_of(db, op.table);
    Table table;
    table.name = name;
    table.columns = parent.columns;
    table.comment = part.comment;
    table.attributes = part.attributes;
    set_attribute(table.attributes, "values", Node());
    drop(db, DropPart{op.table, PartKind::partition, op.partition});
    db.tables.push_back(std::move(table));
}

void drop_what_is_owned(Database& db, const QualifiedName& table) {
    std::vector<QualifiedName> partitions;
    for (const Table& other : db.tables)
        if (is_partition_of(other, table, db.folding))
            partitions.push_back(other.name);
    std::erase_if(db.tables,
                  [&](const Table& other) { return is_partition_of(other, table, db.folding); });
    for (const QualifiedName& partition : partitions)
        drop_what_is_owned(db, partition);
    drop_what_is_owned(db, table, "");
}

void drop_what_is_owned(Database& db, const QualifiedName& table, const std::string& column) {
    std::erase_if(db.objects, [&](const SchemaObject& object) {
        return names_in(attribute_text(object.attributes, "owned_by"), table, column, db.folding);
    });
}

void drop_dependants(Database& db, const QualifiedName& relation, const sql::Syntax& syntax) {
    for (Table& table : db.tables)
        std::erase_if(table.foreign_keys, [&](const ForeignKey& key) {
            return same_name(key.table, relation, db.folding);
        });
    erase_views_that_read(db, db.views, relation, syntax);
    erase_views_that_read(db, db.objects, relation, syntax);
}

void drop_columns_of_type(Database& db, const QualifiedName& type) {
    for (Table& table : db.tables)
        std::erase_if(table.columns, [&](const Column& column) {
            return names_type(column.type, type, db.folding);
        });
}

} // namespace migrate::ops
