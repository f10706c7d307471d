// What a history does to a schema, found without the project's database: the steps run on an empty
// one of the same kind that vanishes afterwards, or change a model of the schema in memory.
#pragma once

#include "runner/live_schema.hpp"

namespace migrate::runner {

class Replay {
  public:
    Replay(const Dialect& dialect, const RevisionGraph& graph, const Settings& settings,
           std::unique_ptr<Connection> scratch);
    // In memory: raw SQL is followed by what it says of itself alone.
    Replay(const Dialect& dialect, const RevisionGraph& graph, const Settings& settings);

    // Runs all that leads to the rows. Throws Error(failed) for a step that cannot be followed.
    void reach(const ScriptFolder& scripts, const std::vector<std::string>& rows);
    void run(const PlannedRevision& revision);

    // Told the statements of a step, probes among them, before they run.
    using Sink = std::function<void(const std::vector<Statement>&)>;
    void run(const PlannedRevision& revision, const Step& step, const Sink& sink);

    // In memory, one that runs nothing.
    Connection& connection() { return *scratch_; }
    Database schema();
    // What could not be followed, so that the schema may be another; empty: nothing.
    const std::string& unclear() const { return unclear_; }

  private:
    struct Silent : Observer {
        void on(const Event& /*event*/) override {}
    };

    void run_known(const PlannedRevision& revision, const Step& step, const Sink& sink);
    void run_raw(const PlannedRevision& revision, const Step& step, const Sink& sink);
    void run_meaning(const Step& step);
    void try_raw(const PlannedRevision& revision, const Step& step,
                 const std::vector<Statement>& statements);
    void execute(const std::vector<Statement>& statements);
    const Database& known() { return memory_ ? *memory_ : live_.get(); }
    Connection* live() { return memory_ ? nullptr : scratch_.get(); }
    void took(const Step& step);
    void name_unclear(const PlannedRevision& revision, const Step& step, const std::string& why);
    Error explained(const Error& error, const PlannedRevision& revision, const Step& step) const;

    const Dialect& dialect_;
    std::unique_ptr<Connection> scratch_;
    SystemClock clock_;
    Silent silent_;
    Settings settings_;
    Walk walk_;
    LiveSchema live_;
    std::optional<Database> memory_; // the schema, when no database holds it
    // The first step that may have done what nobody knows, and why: raw SQL can need rows or tables
    // that no revision makes.
    std::string unclear_;
};

} // namespace migrate::runner
