#include "runner/crash_point.hpp"

#ifdef MIGRATE_CRASH_POINTS
#include "util/env.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace migrate::runner {

namespace {

// Ends with the process: the count is written by its destructor.
struct Counter {
    long passed = 0;
    long deadly = 0; // 0: none
    long held = 0;
    int tell = -1, wait = -1; // descriptors
    bool told = false;
    std::string file;

    Counter() {
        deadly = std::atol(get_env("MIGRATE_CRASH_AT").value_or("0").c_str());
        told = get_env("MIGRATE_CRASH_TRACE").has_value();
        file = get_env("MIGRATE_CRASH_COUNT").value_or("");
        std::sscanf(get_env("MIGRATE_CRASH_HOLD").value_or("").c_str(), "%ld,%d,%d", &held, &tell,
                    &wait);
    }
    void hold() const {
        char byte = 0;
        [[maybe_unused]] const auto told_it = ::write(tell, &byte, 1);
        [[maybe_unused]] const auto heard = ::read(wait, &byte, 1);
    }
    ~Counter() {
        if (file.empty())
            return;
        if (std::FILE* out = std::fopen(file.c_str(), "w")) {
            std::fprintf(out, "%ld\n", passed);
            std::fclose(out);
        }
    }
};

} // namespace

void crash_point(const char* name) {
    static Counter counter;
    ++counter.passed;
    if (counter.told)
        std::fprintf(stderr, "crash point %ld: %s\n", counter.passed, name);
    if (counter.passed == counter.held)
        counter.hold();
    if (counter.passed == counter.deadly)
        std::raise(SIGKILL);
}

} // namespace migrate::runner
#endif
