#include "runner/transaction_policy.hpp"

#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// Why a step cannot stand in a transaction; empty when it can.
std::string reason_outside(const Step& step, const PlannedRevision& revision,
                           const Dialect& dialect) {
    if (std::holds_alternative<Program>(step.op))
        return "a program has a connection of its own";
    if (dialect.ddl().outside_transaction(step.op))
        return std::string(dialect.display_name()) + " runs it outside a transaction only";
    const auto* backfill = std::get_if<Backfill>(&step.op);
    const bool opaque = std::holds_alternative<Sql>(step.op) || (backfill && backfill->batch > 0);
    // Any other operation is taken in a transaction of its own with its journal row, where the
    // database can do that: it is then either done or not. Batches commit one by one.
    if (!opaque && dialect.capabilities().transactional_ddl)
        return "";
    if (step.options.transaction == false)
        return "it says transaction = false";
    if (step.options.transaction != true && revision.revision.header.transaction == false)
        return "its revision says transaction = false";
    return "";
}

// A step that is marked, but runs in a transaction of its own, still needs the journal.
bool stands_alone(const Step& step, const PlannedRevision& revision) {
    return !step.options.transaction.value_or(revision.revision.header.transaction.value_or(true));
}

std::string mode_word(const Settings& settings) {
    return settings.dry_run ? "--dry-run" : "--transaction all";
}

} // namespace

bool runs_outside(const Step& step, const PlannedRevision& revision, const Dialect& dialect) {
    return !reason_outside(step, revision, dialect).empty();
}

bool is_journaled(const PlannedRevision& revision, const Dialect& dialect,
                  const Settings& settings) {
    if (settings.transaction == TransactionMode::none && !settings.dry_run)
        return true;
    return !dialect.capabilities().transactional_ddl ||
           std::ranges::any_of(revision.steps(), [&](const Step& step) {
               return stands_alone(step, revision) || runs_outside(step, revision, dialect);
           });
}

void check_policy(const std::vector<PlannedRevision>& plan, const Dialect& dialect,
                  const Settings& settings) {
    if (settings.transaction != TransactionMode::all && !settings.dry_run)
        return;
    const std::string mode = mode_word(settings);
    if (!dialect.capabilities().transactional_ddl)
        throw Error(ErrorCode::failed, mode + " needs one transaction over the whole run, and " +
                                           std::string(dialect.display_name()) +
                                           " commits with every change of the schema")
            .help("look at the statements instead: --sql");
    for (const PlannedRevision& revision : plan)
        for (const Step& step : revision.steps()) {
            std::string reason = reason_outside(step, revision, dialect);
            if (reason.empty() && stands_alone(step, revision))
                reason = "it says transaction = false";
            if (!reason.empty())
                throw Error(ErrorCode::failed, mode + " cannot take step " +
                                                   std::to_string(step.number) + " of revision " +
                                                   revision.id() +
                                                   " into its transaction: " + reason)
                    .at(step.pos, step.quoted_line)
                    .help(settings.dry_run ? "look at the statements instead: --sql"
                                           : "leave --transaction all out, or look at the "
                                             "statements: --sql");
        }
}

} // namespace migrate::runner
