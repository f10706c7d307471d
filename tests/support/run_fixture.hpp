// A database in a file of its own, a history made by hand, and runs over it.
#pragma once

#include "runner/retry.hpp"
#include "runner/run_plan.hpp"
#include "support/plain_dialect.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <unistd.h>

namespace migrate::test {

struct EventLog : Observer {
    std::vector<Event> events;
    void on(const Event& event) override { events.push_back(event); }
    template <class E>
    std::size_t count() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            events, [](const Event& each) { return std::holds_alternative<E>(each); }));
    }
};

inline Step sql_step(int number, const std::string& text) {
    Step step;
    step.number = number;
    step.op = Sql{text, true, false, ""};
    step.pos = {"r.toml", 10 + number, 1};
    step.quoted_line = "sql = \"" + text + "\"";
    return step;
}

struct RunFixture {
    std::filesystem::path folder;
    PlainDialect dialect;
    std::unique_ptr<Connection> connection;
    EventLog events;
    FixedClock clock{Timestamp{std::chrono::seconds{1795324320}}};
    runner::Settings settings;
    RevisionGraph graph;
    std::map<std::string, Revision> revisions;
    std::map<std::string, std::string> checksums; // of the files as they are now
    int pauses = 0;

    RunFixture() {
        static int number = 0;
        folder = std::filesystem::temp_directory_path() /
                 ("migrate-runner-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        settings.lock_wait = std::chrono::milliseconds{0};
        settings.lock_timeout = std::chrono::milliseconds{0};
        settings.working_dir = folder;
        connection = open();
    }
    ~RunFixture() {
        connection.reset();
        std::filesystem::remove_all(folder);
    }
    RunFixture(const RunFixture&) = delete;
    RunFixture& operator=(const RunFixture&) = delete;

    Url url() const {
        Url url;
        url.dialect = "sqlite";
        url.database = (folder / "app.db").string();
        return url;
    }
    std::unique_ptr<Connection> open() const {
        ConnectOptions options;
        options.create = true;
        options.lock_timeout = std::chrono::milliseconds{0};
        return dialect.connect(url(), options);
    }

    // A line of revisions: each follows the one before.
    Revision& add(const std::string& id, std::vector<Step> up,
                  std::optional<std::vector<Step>> down = std::nullopt) {
        Revision& revision = revisions[id];
        revision.header.id = id;
        if (!last_.empty())
            revision.header.parents = {last_};
        revision.header.message = "message of " + id;
        revision.path = "revisions/" + id + ".toml";
        revision.upgrade = std::move(up);
        revision.downgrade = std::move(down);
        revision.checksum = "sum-" + id;
        checksums[id] = revision.checksum;
        last_ = id;
        order_.push_back(id);
        std::vector<RevisionNode> nodes;
        for (const auto& [name, each] : revisions)
            nodes.push_back({name, each.header.parents, {}, {}, each.header.message, ""});
        graph = RevisionGraph(std::move(nodes));
        return revision;
    }

    runner::Walk walk() { return walk_on(*connection); }
    runner::Walk walk_on(Connection& on) {
        return {on,
                dialect,
                graph,
                clock,
                events,
                settings,
                [this](const std::string& id) { return checksums.at(id); },
                [this](std::chrono::milliseconds) { ++pauses; }};
    }

    std::vector<runner::PlannedRevision> plan(Direction direction, const std::string& target) {
        const Plan plan = direction == Direction::up ? plan_upgrade(graph, rows(), target)
                                                     : plan_downgrade(graph, rows(), target);
        std::vector<runner::PlannedRevision> planned;
        for (const PlanStep& step : plan.steps)
            planned.push_back({revisions.at(graph.id(step.revision)), step.direction, step.change});
        return planned;
    }
    runner::RunResult run(Direction direction, const std::string& target) {
        const auto planned = plan(direction, target);
        return runner::run_plan(walk(), planned, rows());
    }
    runner::RunResult upgrade(const std::string& target = "head") {
        return run(Direction::up, target);
    }
    Error failing_upgrade() {
        try {
            upgrade();
        } catch (const Error& error) {
            return error;
        }
        return Error(ErrorCode::usage, "the upgrade did not fail");
    }

    std::vector<std::string> rows() { return runner::current_rows(*connection, dialect, settings); }
    std::string value(const std::string& sql) {
        return query_optional(*connection, sql).value_or("NULL");
    }
    bool has_table(const std::string& name) {
        return value("SELECT count(*) FROM sqlite_master WHERE name = '" + name + "'") == "1";
    }

  private:
    std::string last_;
    std::vector<std::string> order_;
};

inline std::string all_notes(const Error& error) {
    std::string text;
    for (const std::string& note : error.notes())
        text += note + "\n";
    return text;
}

} // namespace migrate::test
