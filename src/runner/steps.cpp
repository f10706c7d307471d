#include "runner/steps.hpp"

#include "runner/crash_point.hpp"
#include "runner/refusal.hpp"
#include "util/process.hpp"
#include "util/signal.hpp"
#include "util/text.hpp"

namespace migrate::runner {

void StepRunner::tell_started(const PlannedRevision& revision, const Step& step) {
    const int count = static_cast<int>(revision.steps().size());
    walk_.observer.on(
        event::StepStarted{step.number, std::max(count, step.number), describe(step.op)});
}

std::optional<std::string> StepRunner::run_in_savepoint(const PlannedRevision& revision,
                                                        const Step& step) {
    tell_started(revision, step);
    MIGRATE_CRASH_POINT("before a savepoint");
    Savepoint savepoint(walk_.connection, "migrate_step");
    try {
        run(step);
        savepoint.release();
        MIGRATE_CRASH_POINT("after a savepoint");
        return std::nullopt;
    } catch (const Error& error) {
        live_.forget();
        const bool survives =
            walk_.connection.in_transaction() && !error.retryable() && stop_requested() == 0;
        if (!step.options.continue_on_error || !survives)
            throw;
        savepoint.rollback();
        walk_.observer.on(event::StepContinued{revision.id(), step.number, error.what()});
        return error.what();
    }
}

void StepRunner::set_limits(const Step& step) {
    StatementLimits wanted{step.options.lock_timeout.value_or(walk_.settings.lock_timeout),
                           step.options.statement_timeout ? step.options.statement_timeout
                                                          : walk_.settings.statement_timeout};
    if (limits_ == wanted)
        return;
    walk_.connection.set_limits(wanted);
    limits_ = wanted;
}

void StepRunner::run(const Step& step, long long seq) {
    set_limits(step);
    if (const auto* program = std::get_if<Program>(&step.op))
        run_program(*program, seq);
    else if (const auto* check = std::get_if<Assert>(&step.op))
        run_assert(*check);
    else
        send_all(statements(step));
    live_.took(step);
}

std::vector<Statement> StepRunner::statements(const Step& step) {
    static const Database unknown;
    const Database& before = names_schema(step.op) ? live_.get() : unknown;
    return walk_.dialect.ddl().render(step.op, before, &walk_.connection);
}

void StepRunner::send_all(const std::vector<Statement>& statements) {
    for (const Statement& statement : statements) {
        send(statement);
        if (statement.pause_ms > 0 && !walk_.connection.in_transaction())
            walk_.pause(std::chrono::milliseconds(statement.pause_ms));
    }
}

void StepRunner::run_statement(const std::string& sql) {
    static const Database unknown;
    const Sql raw{.text = sql, .split = false};
    for (const Statement& statement : walk_.dialect.ddl().render(raw, unknown, &walk_.connection))
        send(statement);
}

void StepRunner::send(const Statement& statement) {
    throw_if_stopped();
    if (statement.probe)
        return probe(statement);
    walk_.observer.on(event::StatementSent{statement.sql});
    MIGRATE_CRASH_POINT("before a statement");
    walk_.connection.execute(statement.sql);
    MIGRATE_CRASH_POINT("after a statement");
}

void StepRunner::probe(const Statement& statement) {
    const std::string number = query_optional(walk_.connection, statement.sql).value_or("0");
    if (number == "0")
        return;
    throw Error(ErrorCode::failed, refusal_text(statement, number)).help(statement.help);
}

void StepRunner::run_assert(const Assert& check) {
    const Result result = walk_.connection.query(check.query);
    if (result.rows.size() == 1 && result.rows.front().size() == 1 &&
        is_true(result.rows.front().front()))
        return;
    std::string got = text::count(result.rows.size(), "row");
    if (result.rows.size() == 1 && result.rows.front().size() == 1)
        got = result.rows.front().front().value_or("NULL");
    throw Error(ErrorCode::failed, check.message.empty() ? "the assertion does not hold"
                                                         : "assertion: " + check.message)
        .note("the query gave " + got + ", expected one true value: " + shortened(check.query));
}

void StepRunner::run_program(const Program& program, long long seq) {
    throw_if_stopped();
    ProcessOptions options;
    options.arguments = program.arguments;
    options.working_directory = walk_.settings.working_dir;
    options.environment = walk_.settings.environment;
    options.environment.emplace_back("MIGRATE_TAG", walk_.settings.tag);
    options.environment.emplace_back("MIGRATE_RUN_ID", run_id_);
    options.environment.emplace_back("MIGRATE_SEQ", std::to_string(seq));
    MIGRATE_CRASH_POINT("before a program");
    const ProcessResult result = run_process(options);
    MIGRATE_CRASH_POINT("after a program");
    if (result.ok())
        return;
    if (result.signal != 0)
        throw_if_stopped(); // Ctrl-C goes to the program too
    Error error(ErrorCode::failed,
                "the program " + text::join(program.arguments, " ") + " " + result.outcome());
    if (const std::string said(text::trim(result.errors)); !said.empty())
        error.note("it said: " + text::indent(said, 4, false));
    throw error;
}

} // namespace migrate::runner
