#include "runner/prepare.hpp"

#include "util/text.hpp"

namespace migrate::runner {

std::vector<PlannedRevision> read_plan(const ScriptFolder& scripts, const Dialect& dialect,
                                       const Plan& plan) {
    std::vector<PlannedRevision> revisions;
    revisions.reserve(plan.steps.size());
    for (const PlanStep& step : plan.steps) {
        const std::string& id = scripts.graph().id(step.revision);
        revisions.push_back({scripts.read(id, dialect), step.direction, step.change});
        check_way_back(revisions.back());
    }
    return revisions;
}

void check_way_back(const PlannedRevision& revision) {
    if (revision.direction == Direction::up)
        return;
    const std::string what = "downgrade " + revision.id();
    const SourcePos file{revision.revision.path.string()};
    if (!revision.revision.header.irreversible.empty())
        throw Error(ErrorCode::failed, what + ": the revision is irreversible: " +
                                           revision.revision.header.irreversible)
            .at(file)
            .note("nothing was run");
    if (!revision.revision.downgrade)
        throw Error(ErrorCode::failed, what + ": the file has no downgrade")
            .at(file)
            .note("nothing was run")
            .help(revision.revision.path.extension() == ".sql"
                      ? "write a -- migrate:downgrade section; it may be empty"
                      : "write [[downgrade]] steps, or downgrade = [] when there is nothing to do");
    for (const Step& step : *revision.revision.downgrade)
        if (const auto* irreversible = std::get_if<Irreversible>(&step.op))
            throw Error(ErrorCode::failed,
                        what + ": the revision is irreversible: " + irreversible->why)
                .at(step.pos, step.quoted_line)
                .note("nothing was run");
}

void refuse_destructive(const std::vector<PlannedRevision>& plan) {
    std::vector<std::string> found;
    for (const PlannedRevision& revision : plan)
        for (const Step& step : revision.steps())
            if (step.options.destructive.value_or(is_destructive(step.op)))
                found.push_back("revision " + revision.id() + ", step " +
                                std::to_string(step.number) + ": " + describe(step.op));
    if (found.empty())
        return;
    Error error(ErrorCode::failed, "--no-destructive: the plan holds " +
                                       text::count(found.size(), "destructive step") +
                                       "; nothing was run");
    for (std::string& each : found)
        error.note(std::move(each));
    throw error;
}

Error step_refused(const Error& error, const PlannedRevision& revision, const Step& step,
                   const std::string& what) {
    Error out(error.code(), std::string(word(revision.direction)) + " " + revision.id() +
                                ": step " + std::to_string(step.number) + " " + what + ": " +
                                error.what());
    out.at(step.pos, step.quoted_line);
    for (const std::string& note : error.notes())
        out.note(note);
    out.note("nothing was run");
    return out.help(error.help_text());
}

namespace {

// Goes through the plan with a schema of its own.
class StepCheck {
  public:
    StepCheck(const Walk& walk, LiveSchema& live) : walk_(walk), live_(live) {}

    void check(const PlannedRevision& revision, const Step& step, bool begun) {
        if (!names_schema(step.op)) {
            check_raw(revision, step);
            after_raw(step);
            return;
        }
        if (!schema_)
            schema_ = live_.get();
        try {
            walk_.dialect.ddl().check(step.op, *schema_);
            walk_.dialect.follow(step.op, *schema_);
        } catch (Error& error) {
            // After raw SQL the schema may hold anything: what it lacks is found when the step
            // runs.
            if (opaque_ || begun)
                return;
            throw step_refused(error, revision, step, "cannot run");
        }
    }

  private:
    void check_raw(const PlannedRevision& revision, const Step& step) const {
        try {
            walk_.dialect.ddl().check(step.op, schema_ ? *schema_ : empty_);
        } catch (const Error& error) {
            throw step_refused(error, revision, step, "cannot run");
        }
    }

    void after_raw(const Step& step) {
        if (std::holds_alternative<Assert>(step.op))
            return;
        opaque_ = opaque_ || !step.says_means;
        if (opaque_ || step.means.empty())
            return;
        if (!schema_)
            schema_ = live_.get();
        try {
            for (const Op& op : step.means)
                walk_.dialect.follow(op, *schema_);
        } catch (const Error&) { // it says what it does, and the database has the last word
            opaque_ = true;
        }
    }

    const Walk& walk_;
    LiveSchema& live_;
    std::optional<Database> schema_;
    Database empty_;
    bool opaque_ = false;
};

} // namespace

void check_steps(const std::vector<PlannedRevision>& plan, const Walk& walk, LiveSchema& live,
                 const JournaledSteps& journaled) {
    StepCheck check(walk, live);
    for (const PlannedRevision& revision : plan)
        for (const Step& step : revision.steps()) {
            const auto known = journaled.find({revision.id(), step.number});
            if (known == journaled.end() || known->second == Journaled::begun)
                check.check(revision, step, known != journaled.end());
        }
}

} // namespace migrate::runner
