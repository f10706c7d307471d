#include "diff/compare_tables.hpp"

#include "diff/attribute_facts.hpp"
#include "diff/change.hpp"
#include "diff/compare_attributes.hpp"
#include "diff/compare_columns.hpp"
#include "diff/compare_indexes.hpp"
#include "diff/compare_keys.hpp"
#include "diff/compare_objects.hpp"
#include "diff/compare_schema_objects.hpp"
#include "diff/retyped.hpp"
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

// What its columns are not any more, or are no more.
bool reads_lost(const Context& context, const TableChanges& changes, const AlterPart& op) {
    std::vector<std::string> texts;
    for (const AttributeChange& change : op.attributes)
        for (const std::optional<Node>& value : {change.from, change.to})
            if (value)
                sql_in(change.key, *value, texts);
    return std::ranges::any_of(texts, [&](const std::string& sql) {
        return mentions_retyped(context, changes.from, changes.to, sql) ||
               mentions_dropped(context, changes.from, changes.to, sql);
    });
}

void compare_parts(const Context& context, TableChanges& changes) {
    for (PlannedOp& op : compare_table_parts(context, changes.from, changes.to)) {
        const auto* alter = std::get_if<AlterPart>(&op.op);
        const TablePart* part =
            alter && reads_lost(context, changes, *alter)
                ? find_part(changes.to, alter->kind, alter->name, context.folding())
                : nullptr;
        if (!part) {
            // What is dropped may stand on a column that goes too.
            const bool dropped = std::holds_alternative<DropPart>(op.op);
            (dropped ? changes.ahead : changes.beside).push_back(std::move(op));
            continue;
        }
        changes.ahead.push_back(planned(DropPart{changes.from.name, part->kind, part->name}));
        TablePart made = *part;
        made.renamed_from.clear();
        changes.beside.push_back(planned(AddPart{changes.from.name, std::move(made)}));
    }
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
    compare_parts(context, changes);
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
