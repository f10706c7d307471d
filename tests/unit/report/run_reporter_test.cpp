#include "report/run_reporter.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::report;
using namespace std::chrono_literals;

namespace {

struct Run {
    explicit Run(const RunReporter::Options& options)
        : clock(Timestamp(1000s)),
          reporter(sink, clock, options) {}

    void revision(const std::string& id, const std::string& message, std::size_t index,
                  std::size_t count) {
        reporter.on(event::RevisionStarted{id, message, Direction::up, index, count});
        reporter.on(event::StepStarted{1, 1, "add column users.age"});
        reporter.on(event::StatementSent{"ALTER TABLE users ADD COLUMN age INTEGER"});
        reporter.on(event::RevisionFinished{id, message, Direction::up, 12ms, false});
    }
    std::string all() {
        reporter.on(event::RunStarted{Direction::up, 2});
        revision("1a2b", "create users", 1, 2);
        revision("3f2a", "add age\nand more", 2, 2);
        return sink.text();
    }

    FixedClock clock;
    StringSink sink;
    RunReporter reporter;
};

} // namespace

TEST_CASE("a pipe gets one line per revision", "[report]") {
    CHECK(Run({}).all() == "upgrade 1/2 1a2b create users (12 ms)\n"
                           "upgrade 2/2 3f2a add age (12 ms)\n");
}

TEST_CASE("-q is silent, warnings too", "[report]") {
    Run run({.loudness = Loudness::quiet});
    run.reporter.on(event::Warning{"x"});
    run.reporter.note("y");
    CHECK(run.all().empty());
}

TEST_CASE("-v tells steps and statements", "[report]") {
    Run run({.loudness = Loudness::verbose});
    run.revision("1a2b", "create users", 1, 1);
    CHECK(run.sink.text() == "upgrade 1a2b create users\n"
                             "  step 1/1: add column users.age\n"
                             "    ALTER TABLE users ADD COLUMN age INTEGER\n"
                             "upgrade 1a2b create users (12 ms)\n");
}

TEST_CASE("a long run on a terminal leaves no line per revision behind", "[report]") {
    Run run({.is_terminal = true});
    run.reporter.on(event::RunStarted{Direction::up, 100});
    for (std::size_t i = 1; i <= 100; ++i) {
        run.clock.advance(1s);
        run.revision("r" + std::to_string(i), "x", i, 100);
    }
    CHECK_THAT(run.sink.text(), test::ContainsSubstring("[50/100] 1.0/s, 52 s left"));
    CHECK_THAT(run.sink.text(), !test::ContainsSubstring("\n"));
    CHECK(run.sink.text().ends_with("\r\x1b[K"));
}

TEST_CASE("waiting for a lock names the holder", "[report]") {
    Run run({});
    run.reporter.on(event::WaitingForLock{0ms, "process 42"});
    run.reporter.on(event::WaitingForLock{250ms, "process 42"});
    run.reporter.on(event::WaitingForLock{10s, ""});
    CHECK(run.sink.text() == "waiting for process 42 to release the database\n"
                             "waiting for another session to release the database, 10 s so far\n");
}

TEST_CASE("what was passed over, tried again or odd is told", "[report]") {
    Run run({});
    run.reporter.on(event::StepContinued{"1a2b", 2, "no such table: x"});
    run.reporter.on(event::Retried{"deadlock", 2, 500ms});
    run.reporter.on(event::Warning{"edited"});
    CHECK(run.sink.text() == "warning: 1a2b: step 2 failed and was taken back alone (on_error = "
                             "\"continue\"): no such table: x\n"
                             "trying again (attempt 2) in 500 ms: deadlock\n"
                             "warning: edited\n");
}
