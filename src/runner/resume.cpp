#include "runner/resume.hpp"

#include "runner/retry.hpp"
#include "sql/lexer.hpp"
#include "sql/rewrite.hpp"
#include "util/checksum.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <map>

namespace migrate::runner {

namespace {

Database look(const Walk& walk, const JournalUnit& unit) {
    IntrospectOptions options;
    options.schemas = {"*"}; // the step may name any
    options.exclude_tables = own_tables(walk.settings.version_table);
    options.only = touched_objects(unit.step->op);
    for (const Op& op : unit.step->means)
        for (QualifiedName& name : touched_objects(op))
            options.only.push_back(std::move(name));
    return walk.dialect.introspect(walk.connection, options);
}

// Operations after which the object they name is gone.
bool may_be_gone(const Op& op) {
    return std::holds_alternative<DropTable>(op) || std::holds_alternative<RenameTable>(op) ||
           std::holds_alternative<DropView>(op) || std::holds_alternative<RenameView>(op);
}

// Objects that are no tables and no views: the replay of the operation says whether they are there.
bool is_about_object(const Op& op) {
    return std::holds_alternative<CreateObject>(op) || std::holds_alternative<AlterObject>(op) ||
           std::holds_alternative<RenameObject>(op) || std::holds_alternative<DropObject>(op);
}

bool same_columns(const Table& a, const Table& b) {
    return std::ranges::equal(a.columns, b.columns, {}, &Column::name, &Column::name);
}

// Whether the schema is as it is after the operation: doing it (again) is impossible or changes
// nothing.
bool holds(const Op& op, const Database& now, const Dialect& dialect) {
    if (const auto* create = std::get_if<CreateTable>(&op)) {
        const Table* table = find_table(now, create->table.name);
        return table && same_columns(*table, create->table);
    }
    const bool makes = std::holds_alternative<CreateView>(op);
    if (std::holds_alternative<RefreshView>(op))
        return false; // nothing shows that it was, and again it does no harm
    if (!may_be_gone(op) && !makes && !is_about_object(op))
        for (const QualifiedName& name : touched_objects(op))
            if (!find_indexes(now, name) && !find_view(now, name))
                return false;
    Database after = now;
    try {
        dialect.follow(op, after);
    } catch (const Error&) {
        return true;
    }
    return after == now;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view each) { return text::equals_folded(word, each); });
}

// The first word of a statement.
std::string first_word(const JournalUnit& unit, const Dialect& dialect) {
    const auto* raw = std::get_if<Sql>(&unit.step->op);
    const std::string_view sql = !unit.sql.empty() ? std::string_view(unit.sql)
                                 : raw             ? std::string_view(raw->text)
                                                   : std::string_view();
    const auto tokens = sql::significant_tokens(sql, dialect.syntax());
    return tokens.empty() ? "" : std::string(tokens.front().text);
}

bool repeatable(const std::string& word) {
    return one_of(word, {"vacuum", "analyze", "reindex", "optimize", "pragma", "set", "comment"});
}

bool changes_schema(const std::string& word) {
    return one_of(word, {"create", "alter", "drop", "rename"});
}

bool changes_rows(const Op& op) {
    return std::holds_alternative<InsertRows>(op) || std::holds_alternative<UpdateRows>(op) ||
           std::holds_alternative<DeleteRows>(op) || std::holds_alternative<Backfill>(op);
}

} // namespace

bool repeatable_batches(const Op& op, const sql::Syntax& syntax) {
    const auto* backfill = std::get_if<Backfill>(&op);
    if (!backfill)
        return false;
    for (const auto& [column, value] : backfill->set)
        for (const auto& [other, ignored] : backfill->set)
            if (const auto* expression = std::get_if<Expression>(&value);
                expression && sql::mentions_name(expression->sql, other, syntax))
                return false;
    return true;
}

std::string fingerprint(const Walk& walk, const JournalUnit& unit) {
    return sha256_hex(walk.dialect.dump_sql(look(walk, unit)));
}

Verdict judge(const Walk& walk, const JournalUnit& unit, const std::string& before) {
    const Step& step = *unit.step;
    if (!step.options.done_when.empty())
        return is_true(query_optional(walk.connection, step.options.done_when))
                   ? Verdict::applied
                   : Verdict::not_applied;
    const Op sent = unit.sql.empty() ? step.op : Op(Sql{.text = unit.sql, .split = false});
    if (const auto took_effect = walk.dialect.ddl().took_effect(sent, walk.connection))
        return *took_effect ? Verdict::applied : Verdict::not_applied;
    const std::string word = first_word(unit, walk.dialect);
    if (repeatable(word) || repeatable_batches(step.op, walk.dialect.syntax()))
        return Verdict::not_applied;
    const bool unchanged = fingerprint(walk, unit) == before;
    const bool whole = unit.statement == 0; // what a step means is said of all its statements
    if (!step.means.empty() && whole) {
        const Database now = look(walk, unit);
        if (unchanged)
            return Verdict::not_applied;
        return std::ranges::all_of(step.means,
                                   [&](const Op& op) { return holds(op, now, walk.dialect); })
                   ? Verdict::applied
                   : Verdict::undecided;
    }
    if (changes_rows(step.op) || std::holds_alternative<Program>(step.op))
        return Verdict::undecided;
    if (std::holds_alternative<Sql>(step.op))
        return unchanged && changes_schema(word) ? Verdict::not_applied : Verdict::undecided;
    if (unchanged)
        return Verdict::not_applied;
    return holds(step.op, look(walk, unit), walk.dialect) ? Verdict::applied : Verdict::undecided;
}

void match(std::vector<JournalUnit>& units, const std::vector<JournalRow>& rows) {
    for (const JournalRow& row : rows) {
        const auto unit = std::ranges::find_if(units, [&](const JournalUnit& each) {
            return each.step_number() == row.step && each.statement == row.statement;
        });
        const bool done = row.state == "done" || row.state == "resolved";
        if (done && (unit == units.end() || unit->checksum != row.checksum))
            throw Error(ErrorCode::failed, "step " + std::to_string(row.step) + " of revision " +
                                               row.revision +
                                               " was changed after it had run: " + row.description)
                .help("restore the step; steps that have not run yet may be changed");
        if (unit == units.end())
            continue;
        unit->seq = row.seq;
        unit->done = done;
    }
}

namespace {

std::string place(const JournalRow& row) {
    std::string text = "step " + std::to_string(row.step);
    if (row.statement > 0)
        text += ", statement " + std::to_string(row.statement);
    return text;
}

[[noreturn]] void ask(const JournalRow& row, const JournalUnit& unit) {
    throw Error(ErrorCode::undecided,
                "revision " + row.revision + " is half done: did " + place(row) + " take effect?")
        .at(unit.step->pos, unit.step->quoted_line)
        .note(row.description)
        .note("it was started at " + row.started_at +
              ", its end was not seen, and the database does not tell")
        .note("nothing was changed by this run")
        .help("look, then answer: migrate resolve " + std::to_string(row.seq) +
              " --applied, --not-applied or --rerun");
}

[[noreturn]] void not_in_plan(const JournalRow& row) {
    throw Error(ErrorCode::failed, "revision " + row.revision +
                                       " is half done: " + std::string(word(row.direction)) +
                                       " stopped at " + place(row))
        .note("nothing was changed by this run")
        .help(row.direction == Direction::up
                  ? "finish it first: migrate upgrade " + row.revision +
                        "; or take it back: migrate upgrade --undo-partial"
                  : "finish it first: migrate downgrade");
}

struct Decision {
    long long seq = 0;
    Verdict verdict = Verdict::undecided;
};

std::vector<Decision> decide(const Walk& walk, const PlannedRevision& revision,
                             const std::vector<JournalRow>& rows) {
    std::vector<Decision> decisions;
    std::vector<JournalUnit> units = units_of(revision, walk);
    match(units, rows);
    for (const JournalRow& row : rows) {
        if (row.state != "started")
            continue;
        const auto unit = std::ranges::find(units, row.seq, &JournalUnit::seq);
        if (unit == units.end() || !unit->step || unit->checksum != row.checksum)
            throw Error(ErrorCode::failed, "step " + std::to_string(row.step) + " of revision " +
                                               row.revision + " was changed after it was started")
                .help("restore the step, and run the command again");
        const Verdict verdict = judge(walk, *unit, row.fingerprint);
        if (verdict == Verdict::undecided)
            ask(row, *unit);
        decisions.push_back({row.seq, verdict});
    }
    return decisions;
}

using Key = std::pair<std::string, Direction>;

} // namespace

void settle(const Walk& walk, Journal& journal, const std::vector<PlannedRevision>& plan) {
    std::map<Key, std::vector<JournalRow>> unfinished;
    for (JournalRow& row : journal.unfinished())
        unfinished[{row.revision, row.direction}].push_back(std::move(row));
    std::vector<Decision> decisions;
    std::vector<long long> never_begun;
    for (const auto& [key, rows] : unfinished) {
        const auto revision = std::ranges::find_if(plan, [&](const PlannedRevision& each) {
            return Key(each.id(), each.direction) == key;
        });
        const bool begun =
            std::ranges::any_of(rows, [](const JournalRow& row) { return row.state != "planned"; });
        if (!begun)
            std::ranges::transform(rows, std::back_inserter(never_begun), &JournalRow::seq);
        else if (revision == plan.end())
            not_in_plan(*std::ranges::find_if_not(rows, &JournalRow::settled));
        else
            std::ranges::copy(decide(walk, *revision, rows), std::back_inserter(decisions));
    }
    if (decisions.empty() && never_begun.empty())
        return;
    begin_waiting(walk);
    try {
        for (const Decision& each : decisions)
            if (each.verdict == Verdict::applied)
                journal.done(each.seq);
            else
                journal.planned_again(each.seq);
        for (long long seq : never_begun)
            journal.remove(seq);
        walk.connection.commit();
    } catch (...) {
        walk.connection.rollback();
        throw;
    }
}

} // namespace migrate::runner
