// One line that overwrites itself on a terminal, and the arithmetic of "how long still".
#pragma once

#include "report/sink.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::report {

// Lines that stay and, on a terminal, one below them that does not.
class StatusLine {
  public:
    StatusLine(Sink& sink, bool is_terminal, int width)
        : sink_(sink),
          is_terminal_(is_terminal),
          width_(width) {}
    ~StatusLine() { clear(); }
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    bool is_terminal() const { return is_terminal_; }
    // A line that stays. Whatever is shown below it is taken away first.
    void print(std::string_view line);
    // Replaces what is shown; cut to the width. Nothing in a pipe.
    void show(std::string_view text);
    void clear();

  private:
    Sink& sink_;
    bool is_terminal_;
    int width_;
    bool shown_ = false;
};

// "[12/40] 3.1/s, 9s left"; the rate once there is something to measure.
std::string progress_text(std::size_t done, std::size_t total, std::chrono::microseconds elapsed);

// A duration that was measured, to about three digits: "850 us", "12 ms", "3.41 s", "2 min 05 s".
std::string shown_duration(std::chrono::microseconds duration);

// Which of the messages about a wait are worth a line in a pipe: at 0, 10 and 30 seconds, then each
// minute. On a terminal: every second.
class WaitSchedule {
  public:
    explicit WaitSchedule(bool is_terminal) : is_terminal_(is_terminal) {}
    // True when a message is due; told the time waited so far, which starts anew with each wait.
    bool due(std::chrono::milliseconds waited);

  private:
    std::chrono::milliseconds after(std::chrono::milliseconds waited) const;

    bool is_terminal_;
    std::chrono::milliseconds last_{0};
    std::chrono::milliseconds next_{0};
};

} // namespace migrate::report
