#include "runner/unit.hpp"

#include "runner/transaction_policy.hpp"
#include "util/checksum.hpp"
#include "util/text.hpp"

namespace migrate::runner {

namespace {

std::string text_of(const Op& op) {
    if (const auto* raw = std::get_if<Sql>(&op))
        return raw->text;
    if (const auto* program = std::get_if<Program>(&op))
        return text::join(program->arguments, "\n");
    if (const auto* check = std::get_if<Assert>(&op))
        return check->query;
    return describe(op);
}

JournalUnit whole(const Step& step, bool outside) {
    JournalUnit unit{&step, 0, "", outside, describe(step.op), sha256_hex(text_of(step.op))};
    unit.alone = step.options.transaction == false;
    return unit;
}

} // namespace

std::vector<JournalUnit> units_of(const PlannedRevision& revision, const Walk& walk) {
    static const Database unknown;
    const bool none = walk.settings.transaction == TransactionMode::none;
    std::vector<JournalUnit> units;
    for (const Step& step : revision.steps()) {
        const bool outside = runs_outside(step, revision, walk.dialect);
        if (!std::holds_alternative<Sql>(step.op) || (!outside && !none)) {
            units.push_back(whole(step, outside));
            continue;
        }
        const auto statements = walk.dialect.ddl().render(step.op, unknown, nullptr);
        int number = 0;
        for (const Statement& each : statements)
            units.push_back({&step, statements.size() > 1 ? ++number : 0, each.sql, outside,
                             shortened(each.sql), sha256_hex(each.sql), 0, false});
    }
    units.push_back({nullptr, 0, "", false, "the version row", "", 0, false});
    return units;
}

} // namespace migrate::runner
