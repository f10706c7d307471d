// <version_table>_log: who ran what, when, with what outcome.
#pragma once

#include "migrate/dialect.hpp"
#include "runner/runner.hpp"
#include "util/clock.hpp"

#include <chrono>
#include <map>

namespace migrate::runner {

// Who runs this: user and machine.
struct Actor {
    std::string user;
    std::string host;
};
const Actor& actor();

struct LogEntry {
    std::string revision;
    std::string direction; // up, down, stamp, resolve
    std::string message;
    std::string checksum;
    std::chrono::milliseconds took{};
    std::string outcome; // ok, failed
    std::string tag;
    std::string run_id;
};

class AuditLog {
  public:
    AuditLog(Connection& connection, const Dialect& dialect, const std::string& schema,
             const std::string& version_table);

    bool exists();
    void create();
    void write(const LogEntry& entry, Timestamp at);

    // Whether that run has carried out the revision, as far as its transaction is kept.
    bool has(const std::string& run_id, const std::string& revision);

    // The last ones, newest first; 0 is all of them.
    std::vector<LoggedRun> entries(std::size_t limit);

    // Of the last time that each revision was run upwards: revision, checksum.
    std::map<std::string, std::string> checksums();

  private:
    Connection& connection_;
    std::string quoted_;
    std::string insert_sql_;
};

} // namespace migrate::runner
