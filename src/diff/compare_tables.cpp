#include "diff/compare_tables.hpp"

#include "diff/change.hpp"
#include "diff/compare_attributes.hpp"
#include "diff/compare_columns.hpp"
#include "diff/compare_indexes.hpp"
#include "diff/compare_keys.hpp"
#include "diff/compare_objects.hpp"
#include "diff/compare_schema_objects.hpp"
#include "diff/spelling.hpp"

#include <algorithm>
#include <iterator>

namespace migrate::diff {
namespace {

void compare_options(const Context& context, TableChanges& changes) {
    const Table& from = changes.from;
    const Table& to = changes.to;
    AlterTable& op = changes.options;
    if (context.caps().strict_tables) {
        if (from.strict != to.strict)
            op.strict = Change<bool>{from.strict, to.strict, true};
        if (from.without_rowid != to.without_rowid)
            op.without_rowid = Change<bool>{from.without_rowid, to.without_rowid, true};
        if (!same_statement(context, from.virtual_module, to.virtual_module))
            op.virtual_module = change_from_default(from.virtual_module, to.virtual_module);
    }
    if (context.caps().comments && context.options.compare_comment && from.comment != to.comment)
        op.comment = change_from_default(from.comment, to.comment);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
}

// Final names, nothing that belongs to one place or moment.
Table created(const Table& wanted) {
    Table table = wanted;
    table.renamed_from.clear();
    table.stored_sql.clear();
    for (Column& column : table.columns)
        column.renamed_from.clear();
    for (Index& index : table.indexes)
        index.renamed_from.clear();
    for (Trigger& trigger : table.triggers)
        trigger.renamed_from.clear();
    for (TablePart& part : table.parts)
        part.renamed_from.clear();
    return table;
}

bool is_virtual(const Table& table) {
    return !table.virtual_module.empty();
}

void compare_pair(const Context& context, const Table& from, const Table& to,
                  std::vector<PlannedOp>& ops) {
    // An ordinary table cannot become a virtual one.
    if (is_virtual(from) != is_virtual(to)) {
        ops.push_back(planned(DropTable{from.name}));
        ops.push_back(planned(CreateTable{created(to)}));
        return;
    }
    TableChanges changes(from, to);
    compare_options(context, changes);
    compare_columns(context, changes);
    compare_primary_key(context, changes);
    compare_uniques(context, changes);
    compare_checks(context, changes);
    compare_foreign_keys(context, changes);
    compare_indexes(context, changes);
    changes.beside = compare_table_parts(context, from, to);
    for (PlannedOp& op : compare_triggers(context, from.name, from.triggers, to.triggers))
        changes.beside.push_back(std::move(op));
    std::ranges::move(changes.validations, std::back_inserter(changes.beside));
    for (PlannedOp& op : group(context, std::move(changes)))
        ops.push_back(std::move(op));
}

} // namespace

std::vector<PlannedOp> compare_tables(const Context& context) {
    std::vector<PlannedOp> ops;
    for (const Table& table : context.to.tables) {
        if (const Table* old = context.from_table(table.name))
            compare_pair(context, *old, table, ops);
        else
            ops.push_back(planned(CreateTable{created(table)}));
    }
    for (const Table& table : context.from.tables)
        if (!context.to_table(table.name))
            ops.push_back(
                planned(DropTable{table.name}, context.drop_comment(to_string(table.name))));
    return ops;
}

} // namespace migrate::diff
