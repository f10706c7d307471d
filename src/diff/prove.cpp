// The proof that a script does what it says, before it is written.
#include "diff/compare.hpp"
#include "diff/filter.hpp"
#include "diff/plan.hpp"
#include "migrate/error.hpp"
#include "util/overloaded.hpp"

namespace migrate::diff {
namespace {

std::string quoted_or_none(const std::string* text) {
    return text ? *text : std::string("nothing");
}

// The two spellings that the comparison found unequal, where the difference is one of text.
template <class T, class Text>
void note_texts(Error& error, const MaybeChange<T>& change, Text text) {
    if (!change)
        return;
    const std::string from = change->from ? text(*change->from) : std::string();
    const std::string to = change->to ? text(*change->to) : std::string();
    error.note("replayed: " + quoted_or_none(change->from ? &from : nullptr));
    error.note("wanted:   " + quoted_or_none(change->to ? &to : nullptr));
}

std::string itself(const std::string& text) {
    return text;
}

std::string value_text(const Value& value) {
    return std::visit(Overloaded{[](const Literal& literal) { return literal.text; },
                                 [](const Expression& expression) { return expression.sql; }},
                      value);
}

void note_difference(Error& error, const Op& op) {
    std::visit(
        Overloaded{
            [&](const AlterColumn& alter) {
                note_texts(error, alter.type, [](const ColumnType& t) { return t.text; });
                note_texts(error, alter.default_value, value_text);
                note_texts(error, alter.generated, [](const Generated& g) { return g.expression; });
            },
            [&](const AlterConstraint& alter) { note_texts(error, alter.expression, itself); },
            [&](const AlterIndex& alter) { note_texts(error, alter.where, itself); },
            [&](const AlterTrigger& alter) {
                note_texts(error, alter.where, itself);
                note_texts(error, alter.body, itself);
            },
            [&](const AlterView& alter) { note_texts(error, alter.as, itself); },
            [&](const AlterTable& alter) {
                for (const TableClause& clause : alter.clauses)
                    error.note("left over: " +
                               describe(std::visit([](const auto& c) { return Op(c); }, clause)));
            },
            [](const auto&) {},
        },
        op);
}

void refuse_leftovers(const std::vector<PlannedOp>& left, const std::string& problem) {
    if (left.empty())
        return;
    Error error(ErrorCode::failed, problem + ": left over is \"" + describe(left[0].op) + "\"");
    note_difference(error, left[0].op);
    error.help("this is a bug or a limit of migrate; nothing was written");
    throw error;
}

// What the database has no way to do is told now, not when the revision runs.
void refuse_impossible(const std::vector<PlannedOp>& ops, Database db, const Dialect& dialect) {
    for (const PlannedOp& planned : ops) {
        try {
            dialect.ddl().check(planned.op, db);
        } catch (const Error& error) {
            throw Error(ErrorCode::failed,
                        "\"" + describe(planned.op) + "\" cannot be written: " + error.what())
                .note("nothing was written; migrate revision -m TEXT begins a file by hand")
                .help(error.help_text());
        }
        dialect.follow(planned.op, db);
    }
}

void prove_filtered(const OpTree& tree, const Database& live, const Database& model,
                    const Dialect& dialect, const Options& options) {
    Options plain = options;
    plain.fill_hints.clear();
    const Questions nobody;
    refuse_impossible(tree.upgrade, live, dialect);
    Database db = live;
    replay(tree.upgrade, db, dialect);
    refuse_leftovers(plan(Context(dialect, plain, nobody, Way::up, db, model)),
                     "the upgrade would not arrive at the model");
    replay(tree.downgrade, db, dialect);
    refuse_leftovers(plan(Context(dialect, plain, nobody, Way::down, db, live)),
                     "the downgrade would not come back");
}

} // namespace

void prove(const OpTree& tree, const Database& live, const Database& model, const Dialect& dialect,
           const Options& options) {
    const std::optional<Database> live_part = filtered(live, options);
    const std::optional<Database> model_part = filtered(model, options);
    prove_filtered(tree, live_part ? *live_part : live, model_part ? *model_part : model, dialect,
                   options);
}

} // namespace migrate::diff
