#include "diff/compare_indexes.hpp"

#include "diff/change.hpp"
#include "diff/compare_attributes.hpp"
#include "diff/retyped.hpp"
#include "diff/spelling.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

bool same_comment(const Context& context, const Index& from, const Index& to) {
    return !context.caps().comments || !context.options.compare_comment ||
           from.comment == to.comment;
}

bool is_taken(const Context& context, const TableChanges& changes, const std::string& name) {
    const auto has = [&](const Table& table) {
        return find_named(table.indexes, name, context.folding()) != nullptr;
    };
    return std::ranges::any_of(context.from.tables, has) ||
           std::ranges::any_of(context.to.tables, has) ||
           std::ranges::any_of(changes.create_indexes, [&](const PlannedClause& planned) {
               return context.same(std::get<CreateIndex>(planned.clause).index.name, name);
           });
}

// A model may leave an index nameless; a statement cannot.
std::string name_for(const Context& context, const TableChanges& changes, const Index& index) {
    std::vector<std::string> words{"ix", changes.to.name.name};
    for (const KeyPart& part : index.columns)
        if (!part.column.empty())
            words.push_back(part.column);
    const std::string base = text::join(words, "_");
    std::string name = base;
    for (int i = 2; is_taken(context, changes, name); ++i)
        name = base + "_" + std::to_string(i);
    return name;
}

using Kept = std::vector<const Index*>;

bool is_kept(const Kept& kept, const Index& index) {
    return std::ranges::find(kept, &index) != kept.end();
}

// One that stands for no other wanted index yet.
const Index* same_definition(const Context& context, const TableChanges& changes, const Kept& kept,
                             const Index& wanted) {
    for (const Index& index : changes.from.indexes)
        if (!is_kept(kept, index) && same_index(context, changes.from, index, changes.to, wanted))
            return &index;
    return nullptr;
}

void create_index(const Context& context, TableChanges& changes, const Index& wanted) {
    Index index = wanted;
    index.renamed_from.clear();
    index.in_column = false;
    if (index.name.empty())
        index.name = name_for(context, changes, index);
    std::vector<std::string> comments;
    if (index.unique && context.way == Way::up)
        comments.emplace_back("Rows that share its values stop this step.");
    changes.create_indexes.push_back(
        {CreateIndex{changes.from.name, std::move(index)}, std::move(comments)});
}

bool reads_retyped(const Context& context, const TableChanges& changes, const Index& from,
                   const Index& to) {
    const auto reads = [&](const Index& index) {
        const auto mentions = [&](const std::string& sql) {
            return mentions_retyped(context, changes.from, changes.to, sql);
        };
        return mentions(index.where) ||
               std::ranges::any_of(index.columns, mentions, &KeyPart::expression);
    };
    return reads(from) || reads(to);
}

void alter_index(const Context& context, TableChanges& changes, const Index& from,
                 const Index& to) {
    AlterIndex op;
    op.table = changes.from.name;
    op.name = from.name;
    if (!same_parts(context, changes.from, from.columns, changes.to, to.columns))
        op.columns = change_from_default(from.columns, to.columns);
    if (from.unique != to.unique)
        op.unique = Change<bool>{from.unique, to.unique, true};
    if (!same_expression(context, changes.from, changes.to, from.where, to.where))
        op.where = change_from_default(from.where, to.where);
    if (!same_comment(context, from, to))
        op.comment = change_from_default(from.comment, to.comment);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    if (!op.columns && !op.unique && !op.where && !op.comment && op.attributes.empty())
        return;
    if ((op.columns || op.where) && reads_retyped(context, changes, from, to)) {
        changes.drop_indexes.push_back({DropIndex{changes.from.name, from.name}, {}});
        create_index(context, changes, to);
    } else {
        changes.alter_indexes.push_back({std::move(op), {}});
    }
}

} // namespace

bool same_index(const Context& context, const Table& from_table, const Index& from,
                const Table& to_table, const Index& to) {
    return from.unique == to.unique && same_comment(context, from, to) &&
           same_parts(context, from_table, from.columns, to_table, to.columns) &&
           same_expression(context, from_table, to_table, from.where, to.where) &&
           same_attributes(context, from.attributes, to.attributes);
}

void compare_indexes(const Context& context, TableChanges& changes) {
    Kept kept;
    for (const Index& index : changes.to.indexes) {
        const Index* old = index.name.empty()
                               ? nullptr
                               : find_named(changes.from.indexes, index.name, context.folding());
        if (old) {
            kept.push_back(old);
            alter_index(context, changes, *old, index);
        } else if (!index.name.empty()) {
            create_index(context, changes, index);
        }
    }
    for (const Index& index : changes.to.indexes) {
        if (!index.name.empty())
            continue;
        if (const Index* old = same_definition(context, changes, kept, index))
            kept.push_back(old);
        else
            create_index(context, changes, index);
    }
    if (kept.size() == changes.from.indexes.size())
        return;
    for (const Index& index : changes.from.indexes)
        if (!is_kept(kept, index))
            changes.drop_indexes.push_back({DropIndex{changes.from.name, index.name}, {}});
}

} // namespace migrate::diff
