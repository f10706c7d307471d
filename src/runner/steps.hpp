// One step of a revision: its statements, or its program, in the database at hand.
#pragma once

#include "runner/live_schema.hpp"

namespace migrate::runner {

class StepRunner {
  public:
    StepRunner(const Walk& walk, LiveSchema& live, std::string run_id)
        : walk_(walk),
          live_(live),
          run_id_(std::move(run_id)) {}

    // In a savepoint. A step with on_error = "continue" that fails is taken back alone, and what
    // the database said is returned.
    std::optional<std::string> run_in_savepoint(const PlannedRevision& revision, const Step& step);

    // As it is; `seq` is the number of its journal row, for programs.
    void run(const Step& step, long long seq = 0);
    // One statement of raw SQL.
    void run_statement(const std::string& sql);

    // Forgets what it knows of the schema.
    void forget() { live_.forget(); }

  private:
    std::vector<Statement> statements(const Step& step);
    void send(const Statement& statement);
    void send_all(const std::vector<Statement>& statements);
    void tell_started(const PlannedRevision& revision, const Step& step);
    void set_limits(const Step& step);
    void run_program(const Program& program, long long seq);
    void run_assert(const Assert& check);
    void probe(const Statement& statement);

    const Walk& walk_;
    LiveSchema& live_;
    std::string run_id_;
    std::optional<StatementLimits> limits_;
};

} // namespace migrate::runner
