#include "util/log.hpp"

#include <atomic>
#include <cstdio>
#include <string>

namespace migrate {
namespace {

std::atomic<LogLevel> shown{LogLevel::info};

} // namespace

void set_log_level(LogLevel level) {
    shown = level;
}

LogLevel log_level() {
    return shown;
}

void log(LogLevel level, std::string_view line) {
    if (level > shown.load())
        return;
    const std::string whole =
        std::string(line) + '\n'; // one write: lines of several processes do not mix
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

void warn(std::string_view line) {
    log(LogLevel::info, "warning: " + std::string(line));
}

} // namespace migrate
