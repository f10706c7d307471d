#include "report/progress.hpp"

#include "support/catch.hpp"

using namespace migrate::report;
using namespace std::chrono_literals;

TEST_CASE("a status line is overwritten on a terminal and taken away before a line that stays",
          "[report]") {
    StringSink sink;
    {
        StatusLine line(sink, true, 20);
        line.show("one");
        line.show("two");
        line.print("stays");
        line.show("three");
    }
    CHECK(sink.text() == "\r\x1b[Kone\r\x1b[Ktwo\r\x1b[Kstays\n\r\x1b[Kthree\r\x1b[K");
}

TEST_CASE("a status line is cut one column short of the terminal", "[report]") {
    StringSink sink;
    StatusLine line(sink, true, 6);
    line.show("abcdefgh");
    CHECK(sink.text() == "\r\x1b[Kabcd…");
}

TEST_CASE("in a pipe only lines that stay are written", "[report]") {
    StringSink sink;
    StatusLine line(sink, false, 80);
    line.show("one");
    line.print("stays");
    line.clear();
    CHECK(sink.text() == "stays\n");
}

TEST_CASE("progress has a rate and the time left once there is something to measure", "[report]") {
    CHECK(progress_text(0, 40, 0us) == "[0/40]");
    CHECK(progress_text(10, 40, 5s) == "[10/40] 2.0/s, 16 s left");
    CHECK(progress_text(40, 40, 5s) == "[40/40]");
}

TEST_CASE("durations have about three digits", "[report]") {
    CHECK(shown_duration(850us) == "850 us");
    CHECK(shown_duration(12345us) == "12 ms");
    CHECK(shown_duration(3s) == "3 s");
    CHECK(shown_duration(3412345us) == "3.41 s");
    CHECK(shown_duration(125s) == "2 min 05 s");
    CHECK(shown_duration(2h + 3min) == "2 h 03 min");
}

TEST_CASE("a wait is told at 0, 10 and 30 seconds and then each minute", "[report]") {
    WaitSchedule schedule(false);
    std::vector<long long> told;
    for (auto waited = 0ms; waited <= 130s; waited += 250ms)
        if (schedule.due(waited))
            told.push_back(waited / 1s);
    CHECK(told == std::vector<long long>{0, 10, 30, 60, 120});
    CHECK(schedule.due(0ms)); // the next wait
}

TEST_CASE("on a terminal a wait is told every second", "[report]") {
    WaitSchedule schedule(true);
    int told = 0;
    for (auto waited = 0ms; waited < 5s; waited += 250ms)
        told += schedule.due(waited) ? 1 : 0;
    CHECK(told == 5);
}
