#include "runner/offline.hpp"

#include "runner/prepare.hpp"
#include "runner/replay.hpp"
#include "runner/script_text.hpp"
#include "runner/transaction_policy.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// Where a script starts and ends. A target alone is the end; the start is then base.
struct Ends {
    std::vector<std::string> start; // rows
    std::optional<std::string> target;
    bool has_start = false;
};

Ends ends_of(const RevisionGraph& graph, const std::string& text) {
    Target target = parse_target(text);
    if (auto* point = std::get_if<TargetPoint>(&target))
        return {{}, to_string(*point), false};
    const auto& range = std::get<TargetRange>(target);
    Ends ends;
    if (range.start) {
        ends.has_start = true;
        const std::vector<RevisionIndex> start = resolve_revisions(graph, *range.start);
        ends.start = graph.ids(start);
        std::ranges::sort(ends.start);
    }
    if (range.end)
        ends.target = to_string(*range.end);
    return ends;
}

Plan plan_of(const RevisionGraph& graph, Direction direction, const std::string& text) {
    const Ends ends = ends_of(graph, text);
    if (direction == Direction::up)
        return plan_upgrade(graph, ends.start, ends.target.value_or("head"));
    if (!ends.has_start || !ends.target)
        throw Error(ErrorCode::usage, "downgrade --sql needs a range: \"" + text +
                                          "\" does not say where the database stands")
            .help("write both ends, for example migrate downgrade head:base --sql");
    return plan_downgrade(graph, ends.start, *ends.target);
}

std::vector<std::string> titles_of(const std::string& what, const Script& script,
                                   const Dialect& dialect, const Settings& settings) {
    std::vector<std::string> titles{what + " " + rows_text(script.from) + " -> " +
                                    rows_text(script.to) + ", for " +
                                    std::string(dialect.display_name())};
    if (!settings.tag.empty())
        titles.push_back("Tag: " + settings.tag);
    if (script.revisions.empty() && script.from == script.to)
        titles.emplace_back("nothing to do");
    return titles;
}

// Why no script can hold the step; empty when one can.
std::string reason_against(const Step& step) {
    if (std::holds_alternative<Program>(step.op))
        return "it runs a program";
    if (step.options.continue_on_error)
        return "on_error = \"continue\" needs somebody who looks at the error";
    return {};
}

void refuse_what_no_script_holds(const std::vector<PlannedRevision>& plan) {
    for (const PlannedRevision& revision : plan)
        for (const Step& step : revision.steps())
            if (const std::string reason = reason_against(step); !reason.empty())
                throw step_refused(Error(ErrorCode::failed, reason)
                                       .help("write scripts up to this revision and from it on, "
                                             "and run it with migrate in between"),
                                   revision, step, "cannot be written as SQL");
}

// Raw SQL needs no schema to be written down, as long as nothing stands around it.
bool needs_replay(const std::vector<PlannedRevision>& plan, const Dialect& dialect) {
    return std::ranges::any_of(plan, [&](const PlannedRevision& revision) {
        return std::ranges::any_of(revision.steps(), [&](const Step& step) {
            return names_schema(step.op) || dialect.ddl().wants_guard(step.op);
        });
    });
}

class OfflineRun {
  public:
    OfflineRun(const Dialect& dialect, const Settings& settings)
        : dialect_(dialect),
          settings_(settings),
          script_(dialect, settings) {}

    void replay(std::unique_ptr<Replay> replay) { replay_ = std::move(replay); }

    std::string run(const std::vector<PlannedRevision>& plan, const Plan& rows,
                    const std::vector<std::string>& titles) {
        for (const PlannedRevision& revision : plan) {
            open();
            script_.comment(running(revision));
            if (&revision == &plan.front())
                script_.start(rows.rows_before);
            for (const Step& step : revision.steps())
                write(revision, step);
            open();
            script_.change(revision.change);
            if (settings_.transaction != TransactionMode::all)
                script_.end_transaction();
        }
        return script_.finish(titles);
    }

  private:
    static std::string running(const PlannedRevision& revision) {
        const std::string below = text::join(revision.revision.header.parents, ", ");
        const std::string& id = revision.id();
        const bool up = revision.direction == Direction::up;
        const std::string& message = revision.revision.header.message;
        return "Running " + std::string(word(revision.direction)) + " " +
               (up ? below + " -> " + id : id + " -> " + below) +
               (message.empty() ? "" : ", " + message);
    }

    void open() {
        if (replay_ && !script_.guard())
            script_.guard(dialect_.client_script()->guard(replay_->connection()));
    }

    void write(const PlannedRevision& revision, const Step& step) {
        const std::string title = "step " + std::to_string(step.number) + ": " + describe(step.op);
        if (runs_outside(step, revision, dialect_)) {
            outside(title, revision, step);
            return;
        }
        // Alone in a transaction, where it says so: what it adds or proves is used after the
        // commit.
        const bool alone = step.options.transaction == false;
        if (alone)
            script_.end_transaction();
        open();
        render(revision, step, [&](const std::vector<Statement>& statements) {
            script_.comment(title);
            if (ScriptGuard* guard = script_.guard())
                for (const std::string& sql : guard->before_step())
                    script_.statement(sql);
            script_.statements(statements);
        });
        if (alone || settings_.transaction == TransactionMode::none)
            script_.end_transaction();
    }

    void outside(const std::string& title, const PlannedRevision& revision, const Step& step) {
        script_.end_transaction();
        render(revision, step, [&](std::vector<Statement> statements) {
            if (!step.options.done_when.empty())
                statements.push_back(
                    {"SELECT CASE WHEN (" + step.options.done_when + ") THEN 0 ELSE 1 END", true,
                     "not done: " + shortened(step.options.done_when), ""});
            script_.outside(title, statements);
        });
    }

    void render(const PlannedRevision& revision, const Step& step, const Replay::Sink& sink) {
        static const Database unknown;
        if (replay_)
            replay_->run(revision, step, sink);
        else
            sink(dialect_.ddl().render(step.op, unknown, nullptr));
    }

    const Dialect& dialect_;
    const Settings& settings_;
    ScriptText script_;
    std::unique_ptr<Replay> replay_;
};

} // namespace

Script script_of_run(const ScriptFolder& scripts, const Dialect& dialect, const Url& url,
                     Direction direction, const std::string& target, const Settings& settings) {
    const RevisionGraph& graph = scripts.graph();
    const Plan rows = plan_of(graph, direction, target);
    const std::vector<PlannedRevision> plan = read_plan(scripts, dialect, rows);
    refuse_what_no_script_holds(plan);
    check_policy(plan, dialect, settings);
    if (settings.no_destructive)
        refuse_destructive(plan);
    Script script{"", rows.rows_before, rows.rows_after, {}};
    for (const PlannedRevision& revision : plan)
        script.revisions.push_back(revision.id());
    OfflineRun run(dialect, settings);
    if (needs_replay(plan, dialect)) {
        auto replay =
            dialect.capabilities().replays_in_memory
                ? std::make_unique<Replay>(dialect, graph, settings)
                : std::make_unique<Replay>(dialect, graph, settings, dialect.scratch(url));
        replay->reach(scripts, rows.rows_before);
        run.replay(std::move(replay));
    }
    script.text =
        run.run(plan, rows, titles_of(std::string(word(direction)), script, dialect, settings));
    return script;
}

Script script_of_stamp(const ScriptFolder& scripts, const Dialect& dialect,
                       const std::vector<std::string>& targets, const Settings& settings) {
    const RevisionGraph& graph = scripts.graph();
    std::optional<std::vector<std::string>> start;
    std::vector<std::string> ends;
    for (const std::string& target : targets) {
        const Ends each = ends_of(graph, target);
        if (start && *start != each.start)
            throw Error(ErrorCode::usage, "stamp --sql: the targets start from different places: " +
                                              rows_text(*start) + ", and " + rows_text(each.start))
                .help("write the same start for all of them");
        start = each.start;
        ends.push_back(each.target.value_or("heads"));
    }
    const StampPlan plan = plan_stamp(graph, start.value_or(std::vector<std::string>()), ends);
    Script script{"", plan.rows_before, plan.rows_after, {}};
    ScriptText text(dialect, settings);
    if (!plan.change.empty()) {
        text.comment("Running stamp " + rows_text(script.from) + " -> " + rows_text(script.to));
        text.start(plan.rows_before);
        text.change(plan.change);
    }
    script.text = text.finish(titles_of("stamp", script, dialect, settings));
    return script;
}

Script script_of_version_table(const Dialect& dialect, const Settings& settings) {
    ScriptText text(dialect, settings);
    text.make_version_table();
    return {
        text.finish({"the version table, for " + std::string(dialect.display_name())}), {}, {}, {}};
}

} // namespace migrate::runner
