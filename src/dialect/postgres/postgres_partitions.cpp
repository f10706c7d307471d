#include "dialect/postgres/postgres_partitions.hpp"

#include <algorithm>

namespace migrate::postgres {
namespace {

bool is_partition(const TablePart& part) {
    return part.kind == PartKind::partition;
}

Table table_of(const QualifiedName& parent, const TablePart& part) {
    Table table;
    table.name = {parent.schema, part.name};
    table.attributes = part.attributes;
    set_attribute(table.attributes, "partition_of", to_string(parent));
    table.comment = part.comment;
    table.renamed_from = part.renamed_from;
    table.overrides = part.overrides;
    table.declared_at = part.declared_at;
    return table;
}

struct TableOperation {
    std::optional<Op> operator()(const AddPart& op) const {
        if (!is_partition(op.part))
            return std::nullopt;
        return CreateTable{.table = table_of(op.table, op.part), .if_not_exists = op.if_not_exists};
    }
    std::optional<Op> operator()(const AlterPart& op) const {
        if (op.kind != PartKind::partition)
            return std::nullopt;
        AlterTable alter;
        alter.name = {op.table.schema, op.name};
        alter.comment = op.comment;
        alter.attributes = op.attributes;
        return alter;
    }
    std::optional<Op> operator()(const RenamePart& op) const {
        if (op.kind != PartKind::partition)
            return std::nullopt;
        return RenameTable{{op.table.schema, op.name}, op.to};
    }
    std::optional<Op> operator()(const DropPart& op) const {
        if (op.kind != PartKind::partition)
            return std::nullopt;
        return DropTable{{op.table.schema, op.name}, op.if_exists, op.cascade};
    }
    template <class Other>
    std::optional<Op> operator()(const Other&) const {
        return std::nullopt;
    }
};

void take_indexes_over(const CreateIndex& op, Database& db) {
    const auto is_same = [&](const Index& index) {
        return index.columns == op.index.columns && index.unique == op.index.unique &&
               index.where == op.index.where && index.attributes == op.index.attributes;
    };
    const Table* owner = find_table(db, op.table);
    if (!owner || attribute_text(owner->attributes, "partition_by").empty())
        return;
    const std::string name = to_string(op.table);
    for (Table& table : db.tables) {
        if (attribute_text(table.attributes, "partition_of") != name)
            continue;
        const auto part = std::ranges::find_if(table.indexes, is_same);
        if (part != table.indexes.end())
            table.indexes.erase(part);
    }
}

} // namespace

void unfold_partitions(Database& db) {
    std::vector<Table> partitions;
    for (Table& table : db.tables) {
        for (const TablePart& part : table.parts)
            if (is_partition(part))
                partitions.push_back(table_of(table.name, part));
        std::erase_if(table.parts, is_partition);
    }
    std::ranges::move(partitions, std::back_inserter(db.tables));
}

void follow_partition(const Op& op, Database& db) {
    if (const auto* create = std::get_if<CreateIndex>(&op)) {
        take_indexes_over(*create, db);
    } else if (const auto* attach = std::get_if<AttachPartition>(&op)) {
        if (Table* partition = find_table(db, {attach->table.schema, attach->partition})) {
            partition->columns.clear();
            partition->primary_key.reset();
        }
    } else if (const auto* detach = std::get_if<DetachPartition>(&op)) {
        const Table* parent = find_table(db, detach->table);
        Table* partition = find_table(db, {detach->table.schema, detach->partition});
        if (!parent || !partition || !partition->columns.empty())
            return;
        partition->columns = parent->columns;
        partition->primary_key = parent->primary_key;
        if (partition->primary_key)
            partition->primary_key->name.clear();
    }
}

std::optional<Op> as_table_operation(const Op& op) {
    return std::visit(TableOperation{}, static_cast<const OpKinds&>(op));
}

} // namespace migrate::postgres
