#include "diff/plan.hpp"

#include "diff/compare_objects.hpp"
#include "diff/compare_schema_objects.hpp"
#include "diff/compare_tables.hpp"
#include "diff/enum_values.hpp"
#include "diff/order.hpp"
#include "migrate/error.hpp"

namespace migrate::diff {
namespace {

void append(std::vector<PlannedOp>& ops, std::vector<PlannedOp> more) {
    ops.insert(ops.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

} // namespace

std::vector<PlannedOp> plan(const Context& context) {
    std::vector<PlannedOp> ops = compare_tables(context);
    append(ops, compare_views(context));
    append(ops, compare_enums(context));
    append(ops, compare_schema_objects(context));
    append(ops, compare_raws(context));
    if (ops.empty())
        return ops;
    ops = order(context, std::move(ops));
    separate_new_values(context, ops);
    return ops;
}

void replay(const std::vector<PlannedOp>& ops, Database& db, const Dialect& dialect) {
    for (const PlannedOp& planned : ops) {
        try {
            dialect.follow(planned.op, db);
        } catch (const Error& error) {
            throw Error(ErrorCode::failed,
                        "the planned step \"" + describe(planned.op) + "\" cannot be carried out")
                .note(error.what())
                .help("this is a bug or a limit of migrate; nothing was written");
        }
    }
}

} // namespace migrate::diff
