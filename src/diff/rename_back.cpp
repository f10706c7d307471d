#include "diff/compare_objects.hpp"
#include "diff/renames.hpp"
#include "util/overloaded.hpp"

namespace migrate::diff {
namespace {

// What holds the name that a rename needs back.
std::optional<Op> occupant(const Op& rename, const Database& state, NameFolding folding) {
    if (const auto* table = std::get_if<RenameTable>(&rename)) {
        const QualifiedName name{table->name.schema, table->to};
        if (find_table(state, name))
            return DropTable{name};
        if (find_view(state, name))
            return DropView{name};
    }
    if (const auto* view = std::get_if<RenameView>(&rename)) {
        const QualifiedName name{view->name.schema, view->to};
        if (find_view(state, name))
            return DropView{name};
        if (find_table(state, name))
            return DropTable{name};
    }
    const auto* column = std::get_if<RenameColumn>(&rename);
    const Table* table = column ? find_table(state, column->table) : nullptr;
    if (table && find_named(table->columns, column->to, folding))
        return DropColumn{column->table, column->to};
    const auto* index = std::get_if<RenameIndex>(&rename);
    table = index ? find_table(state, index->table) : nullptr;
    if (table && find_named(table->indexes, index->to, folding))
        return DropIndex{index->table, index->to};
    return std::nullopt;
}

Op inverse(const Op& rename) {
    return std::visit(
        Overloaded{
            [](const RenameTable& op) -> Op {
                return RenameTable{{op.name.schema, op.to}, op.name.name};
            },
            [](const RenameView& op) -> Op {
                return RenameView{{op.name.schema, op.to}, op.name.name};
            },
            [](const RenameColumn& op) -> Op { return RenameColumn{op.table, op.to, op.column}; },
            [](const RenameObject& op) -> Op {
                ObjectName renamed = op.name;
                renamed.name.name = op.to;
                return RenameObject{std::move(renamed), op.name.name.name};
            },
            [](const RenameEnum& op) -> Op {
                return RenameEnum{{op.name.schema, op.to}, op.name.name};
            },
            [](const RenamePart& op) -> Op {
                return RenamePart{op.table, op.kind, op.to, op.name};
            },
            [](const RenameIndex& op) -> Op { return RenameIndex{op.table, op.to, op.name}; },
            [](const auto& op) -> Op { return op; },
        },
        rename);
}

} // namespace

std::vector<PlannedOp> rename_back(const std::vector<PlannedOp>& renames, Database& state,
                                   const Dialect& dialect) {
    std::vector<PlannedOp> ops;
    const auto take = [&](Op op) {
        dialect.follow(op, state);
        ops.push_back(planned(std::move(op)));
    };
    for (auto rename = renames.rbegin(); rename != renames.rend(); ++rename) {
        Op op = inverse(rename->op);
        if (std::optional<Op> drop = occupant(op, state, dialect.capabilities().folding))
            take(std::move(*drop));
        take(std::move(op));
    }
    return ops;
}

} // namespace migrate::diff
