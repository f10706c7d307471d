// Time comes in through a Clock, so that tests decide what it is. Texts are RFC 3339.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

using Timestamp = std::chrono::sys_seconds;

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
    // For measuring: from a start that means nothing.
    virtual std::chrono::microseconds elapsed() const = 0;
};

class SystemClock : public Clock {
  public:
    Timestamp now() const override;
    std::chrono::microseconds elapsed() const override;
};

// Stands still until it is told to move.
class FixedClock : public Clock {
  public:
    explicit FixedClock(Timestamp now) : now_(now) {}
    Timestamp now() const override { return now_; }
    std::chrono::microseconds elapsed() const override { return now_.time_since_epoch(); }
    void advance(std::chrono::seconds by) { now_ += by; }

  private:
    Timestamp now_;
};

// 2026-11-22T05:12:00Z
std::string format_rfc3339(Timestamp time);

// Also with another offset than Z, a blank for the T, and fractions (dropped). A time without an
// offset is UTC.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

// A moment as the clocks on the walls of a zone show it.
struct LocalTime {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;

    bool operator==(const LocalTime&) const = default;
};

// `zone` is a name of the time zone database: UTC, Europe/Berlin. Throws Error(usage) for one that
// the machine does not know. Sets TZ for a moment, so not for use beside other threads.
LocalTime local_time(Timestamp time, const std::string& zone);

} // namespace migrate
