#include "runner/replay.hpp"

#include "db/recording.hpp"
#include "runner/prepare.hpp"
#include "util/text.hpp"

namespace migrate::runner {

Replay::Replay(const Dialect& dialect, const RevisionGraph& graph, const Settings& settings,
               std::unique_ptr<Connection> scratch)
    : dialect_(dialect),
      scratch_(std::move(scratch)),
      settings_(settings),
      walk_{*scratch_, dialect, graph, clock_, silent_, settings_, nullptr, nullptr},
      live_(walk_) {
}

Replay::Replay(const Dialect& dialect, const RevisionGraph& graph, const Settings& settings)
    : Replay(dialect, graph, settings, std::make_unique<RecordingConnection>()) {
    memory_.emplace().folding = dialect.capabilities().folding;
}

void Replay::reach(const ScriptFolder& scripts, const std::vector<std::string>& rows) {
    std::vector<std::string> reached;
    for (const std::string& row : rows) {
        const Plan plan = plan_upgrade(walk_.graph, reached, row);
        for (const PlannedRevision& revision : read_plan(scripts, dialect_, plan))
            run(revision);
        reached = plan.rows_after;
    }
}

void Replay::run(const PlannedRevision& revision) {
    for (const Step& step : revision.steps())
        run(revision, step, nullptr);
}

void Replay::run(const PlannedRevision& revision, const Step& step, const Sink& sink) {
    if (names_schema(step.op))
        run_known(revision, step, sink);
    else
        run_raw(revision, step, sink);
}

void Replay::run_known(const PlannedRevision& revision, const Step& step, const Sink& sink) {
    try {
        const Database& before = known();
        dialect_.ddl().check(step.op, before);
        // Batches follow the rows, and there are none here: one statement for all.
        Connection* asked = std::holds_alternative<Backfill>(step.op) ? nullptr : live();
        const std::vector<Statement> statements = dialect_.ddl().render(step.op, before, asked);
        if (sink)
            sink(statements);
        execute(statements);
        took(step);
    } catch (const Error& error) {
        throw explained(error, revision, step);
    }
}

void Replay::took(const Step& step) {
    if (!memory_)
        return live_.took(step);
    if (names_schema(step.op))
        dialect_.follow(step.op, *memory_);
    for (const Op& op : step.means)
        dialect_.follow(op, *memory_);
}

void Replay::execute(const std::vector<Statement>& statements) {
    if (memory_)
        return;
    for (const Statement& statement : statements)
        if (!statement.probe)
            scratch_->execute(statement.sql);
}

void Replay::name_unclear(const PlannedRevision& revision, const Step& step,
                          const std::string& why) {
    if (unclear_.empty())
        unclear_ = "step " + std::to_string(step.number) + " of revision " + revision.id() + " (" +
                   describe(step.op) + ") " + why;
}

void Replay::run_raw(const PlannedRevision& revision, const Step& step, const Sink& sink) {
    static const Database unknown;
    const auto statements = dialect_.ddl().render(step.op, unknown, live());
    if (sink)
        sink(statements);
    const bool silent = !step.says_means && !std::holds_alternative<Assert>(step.op);
    if (std::holds_alternative<Program>(step.op) && silent)
        name_unclear(revision, step, "runs a program");
    if (!memory_)
        return try_raw(revision, step, statements);
    if (silent)
        name_unclear(revision, step, "does not say what it does");
    took(step);
}

// What it needs may not be here, and what is not here it need not do.
void Replay::try_raw(const PlannedRevision& revision, const Step& step,
                     const std::vector<Statement>& statements) {
    bool failed = std::holds_alternative<Program>(step.op);
    for (const Statement& statement : statements) {
        if (statement.probe ||
            dialect_.ddl().outside_transaction(Sql{.text = statement.sql, .split = false}))
            continue;
        try {
            scratch_->execute(statement.sql);
        } catch (const DbError& error) {
            failed = true;
            if (!step.says_means)
                name_unclear(revision, step, "could not be followed: " + std::string(error.what()));
        }
    }
    live_.forget();
    if (step.says_means && failed)
        run_meaning(step);
}

// In place of a step that cannot run here.
void Replay::run_meaning(const Step& step) {
    for (const Op& op : step.means) {
        const Database before = live_.get();
        execute(dialect_.ddl().render(op, before, scratch_.get()));
        live_.forget();
    }
}

Error Replay::explained(const Error& error, const PlannedRevision& revision,
                        const Step& step) const {
    Error out = step_refused(error, revision, step, "cannot be replayed");
    if (unclear_.empty())
        return out;
    return out.note("what the schema is here is not known: " + unclear_)
        .help("say in that step what it does to the schema: means = [{ ... }]");
}

Database Replay::schema() {
    return known();
}

} // namespace migrate::runner
