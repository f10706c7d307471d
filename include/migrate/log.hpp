// The audit log, as it is read.
#pragma once

#include <chrono>
#include <string>

namespace migrate {

// A row of <version_table>_log: what was run, by whom, and what came of it.
struct LoggedRun {
    long long seq = 0;
    std::string revision;
    std::string direction; // up, down, stamp, resolve
    std::string at;        // RFC 3339
    std::string who, host;
    std::string tool_version;
    std::chrono::milliseconds took{};
    std::string outcome; // ok, failed
    std::string tag;
    std::string message;
    std::string run_id;
};

} // namespace migrate
