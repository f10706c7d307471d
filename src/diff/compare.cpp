#include "diff/compare.hpp"

#include "diff/context.hpp"
#include "diff/filter.hpp"
#include "diff/plan.hpp"
#include "diff/renames.hpp"
#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

void append(std::vector<PlannedOp>& ops, std::vector<PlannedOp> more) {
    ops.insert(ops.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

void tell_what_is_not_compared(const Database& live, const Options& options, OpTree& tree) {
    tree.not_compared = live.not_compared;
    if (live.not_compared.empty())
        return;
    const std::string told = "not compared: " + text::join(live.not_compared, ", ");
    if (options.strict)
        throw Error(ErrorCode::difference, told)
            .help("leave out --strict, or take these objects out of the database");
    tree.notes.push_back(told);
}

// The column of the model that was meant, where there is none of that name.
std::string meant_column(const std::string& name, const Database& model) {
    std::vector<std::string> known;
    for (const Table& table : model.tables)
        for (const Column& column : table.columns)
            known.push_back(shown(table.name, column.name));
    return std::ranges::find(known, name) == known.end() ? did_you_mean(name, known) : "";
}

void refuse_unused_fills(const Options& options, const std::set<std::size_t>& used,
                         const Database& model) {
    for (std::size_t i = 0; i < options.fill_hints.size(); ++i) {
        if (used.contains(i))
            continue;
        const FillHint& hint = options.fill_hints[i];
        const std::string name = hint.table + "." + hint.column;
        throw Error(ErrorCode::usage, "--fill " + name +
                                          ": no such column is added or becomes NOT NULL" +
                                          meant_column(name, model))
            .help("take it out, or look at the name");
    }
}

OpTree compare_filtered(const Database& live, const Database& model, const Dialect& dialect,
                        const Options& options, const Questions& questions, OpTree tree) {
    Renames renames = find_renames(live, model, dialect, options, questions);
    const Database& base = renames.state ? *renames.state : live;
    std::set<std::size_t> fills_used;
    Context up(dialect, options, questions, Way::up, base, model);
    up.live_names = &renames.live_names;
    up.fills_used = &fills_used;
    up.rename_notes = &renames.notes;
    up.rename_options = &renames.column_options;
    up.drop_comments = &renames.drop_comments;
    std::vector<PlannedOp> changes = plan(up);
    refuse_unused_fills(options, fills_used, model);
    tree.notes.insert(tree.notes.end(), renames.notes.begin(), renames.notes.end());
    if (changes.empty() && renames.ops.empty())
        return tree;

    Database after = base;
    replay(changes, after, dialect);
    tree.downgrade = rename_back(renames.ops, after, dialect);
    const Questions nobody;
    append(tree.downgrade, plan(Context(dialect, options, nobody, Way::down, after, live)));
    tree.upgrade = std::move(renames.ops);
    append(tree.upgrade, std::move(changes));
    return tree;
}

} // namespace

OpTree compare(const Database& live, const Database& model, const Dialect& dialect,
               const Options& options, const Questions& questions) {
    OpTree tree;
    tell_what_is_not_compared(live, options, tree);
    const std::optional<Database> live_part = filtered(live, options);
    const std::optional<Database> model_part = filtered(model, options);
    return compare_filtered(live_part ? *live_part : live, model_part ? *model_part : model,
                            dialect, options, questions, std::move(tree));
}

} // namespace migrate::diff
