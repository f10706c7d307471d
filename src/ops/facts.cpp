// Questions about an operation that need nothing but the operation.
#include "migrate/ops.hpp"
#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate {
namespace {

bool loses_a_value(const AlterEnum& op) {
    if (!op.values || !op.values->from)
        return !op.replace.empty();
    const auto kept = op.values->to.value_or(std::vector<std::string>());
    return std::ranges::any_of(*op.values->from, [&](const std::string& value) {
        const bool renamed = std::ranges::any_of(
            op.rename_value, [&](const auto& pair) { return pair.first == value; });
        return !renamed && std::ranges::find(kept, value) == kept.end();
    });
}

// A field of a composite type that goes, with its values.
bool loses_a_field(const AlterObject& op) {
    const AttributeChange* fields = find_change(op.attributes, "field");
    if (!fields || !fields->from)
        return false;
    return std::ranges::any_of(fields->from->members(), [&](const Node::Member& field) {
        return !fields->to || !fields->to->find(field.key);
    });
}

// Where CASCADE stands, columns may go too; a schema of MySQL is a whole database.
bool loses_rows(const DropObject& op) {
    return op.cascade || op.name.kind == ObjectKind::schema;
}

} // namespace

bool is_destructive(const Op& op) {
    return std::visit(Overloaded{
                          [](const DropTable&) { return true; },
                          [](const DropColumn&) { return true; },
                          [](const DeleteRows&) { return true; },
                          [](const AlterEnum& alter) { return loses_a_value(alter); },
                          [](const AlterObject& alter) { return loses_a_field(alter); },
                          [](const DropObject& drop) { return loses_rows(drop); },
                          [](const DropPart& drop) { return drop.kind == PartKind::partition; },
                          [](const DropEnum& drop) { return drop.cascade; },
                          [](const AlterTable& alter) {
                              return std::ranges::any_of(
                                  alter.clauses, [](const TableClause& clause) {
                                      return std::holds_alternative<DropColumn>(clause);
                                  });
                          },
                          [](const auto&) { return false; },
                      },
                      op);
}

std::vector<QualifiedName> touched_objects(const Op& op) {
    using Names = std::vector<QualifiedName>;
    return std::visit(
        Overloaded{
            [](const CreateTable& o) { return Names{o.table.name}; },
            [](const DropTable& o) { return Names{o.name}; },
            [](const RenameTable& o) { return Names{o.name, {o.name.schema, o.to}}; },
            [](const AlterTable& o) { return Names{o.name}; },
            [](const CreateTrigger& o) { return Names{o.owner}; },
            [](const AlterTrigger& o) { return Names{o.owner}; },
            [](const RenameTrigger& o) { return Names{o.owner}; },
            [](const DropTrigger& o) { return Names{o.owner}; },
            [](const CreateView& o) { return Names{o.view.name}; },
            [](const AlterView& o) { return Names{o.name}; },
            [](const RenameView& o) { return Names{o.name, {o.name.schema, o.to}}; },
            [](const DropView& o) { return Names{o.name}; },
            [](const CreateObject& o) { return Names{o.object.name}; },
            [](const AlterObject& o) { return Names{o.name.name}; },
            [](const DropObject& o) { return Names{o.name.name}; },
            [](const RefreshView& o) { return Names{o.name}; },
            [](const RenameObject& o) { return Names{o.name.name, {o.name.name.schema, o.to}}; },
            [](const AttachPartition& o) { return Names{o.table, {o.table.schema, o.partition}}; },
            [](const DetachPartition& o) { return Names{o.table, {o.table.schema, o.partition}}; },
            [](const auto& o) {
                if constexpr (requires {
                                  o.table.name;
                                  o.table.schema;
                              })
                    return Names{o.table};
                else
                    return Names();
            },
        },
        op);
}

} // namespace migrate
