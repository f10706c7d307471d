#include "report/progress.hpp"

#include "report/table.hpp"

#include <fmt/format.h>

namespace migrate::report {

using std::chrono::milliseconds;
using std::chrono::seconds;

void StatusLine::print(std::string_view line) {
    clear();
    sink_.write(std::string(line) + '\n'); // one write: lines of several processes do not mix
}

void StatusLine::show(std::string_view text) {
    if (!is_terminal_)
        return;
    // One column stays free: a terminal that wraps at its last one would leave a line behind.
    sink_.write("\r\x1b[K" + clipped(text, width_ - 1));
    shown_ = true;
}

void StatusLine::clear() {
    if (shown_)
        sink_.write("\r\x1b[K");
    shown_ = false;
}

std::string progress_text(std::size_t done, std::size_t total, std::chrono::microseconds elapsed) {
    std::string text = fmt::format("[{}/{}]", done, total);
    const double spent = std::chrono::duration<double>(elapsed).count();
    if (done == 0 || done >= total || spent <= 0)
        return text;
    const double rate = static_cast<double>(done) / spent;
    const double left = static_cast<double>(total - done) / rate;
    return text + fmt::format(" {:.{}f}/s, {} left", rate, rate < 10 ? 1 : 0,
                              shown_duration(seconds(static_cast<long long>(left) + 1)));
}

std::string shown_duration(std::chrono::microseconds duration) {
    const auto us = duration.count();
    if (us < 1000)
        return fmt::format("{} us", us);
    if (us < 1'000'000)
        return fmt::format("{} ms", us / 1000);
    if (us < 60'000'000 && us % 1'000'000 == 0)
        return fmt::format("{} s", us / 1'000'000);
    if (us < 60'000'000)
        return fmt::format("{:.2f} s", static_cast<double>(us) / 1e6);
    const auto whole = us / 1'000'000;
    if (whole < 3600)
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

milliseconds WaitSchedule::after(milliseconds waited) const {
    if (is_terminal_)
        return std::chrono::floor<seconds>(waited) + seconds(1);
    if (waited < seconds(10))
        return seconds(10);
    if (waited < seconds(30))
        return seconds(30);
    return std::chrono::floor<std::chrono::minutes>(waited) + std::chrono::minutes(1);
}

bool WaitSchedule::due(milliseconds waited) {
    if (waited < last_)
        next_ = milliseconds(0);
    last_ = waited;
    if (waited < next_)
        return false;
    next_ = after(waited);
    return true;
}

} // namespace migrate::report
