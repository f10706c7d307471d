#include "runner/crash_point.hpp"

#ifdef MIGRATE_CRASH_POINTS
#include "util/env.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace migrate::runner {

namespace {

// Ends with the process: the count is written by its destructor.
struct Counter {
    long passed = 0;
    long deadly = 0; // 0: none
    bool told = false;
    std::string file;

    Counter() {
        deadly = std::atol(get_env("MIGRATE_CRASH_AT").value_or("0").c_str());
        told = get_env("MIGRATE_CRASH_TRACE").has_value();
        file = get_env("MIGRATE_CRASH_COUNT").value_or("");
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
    if (counter.passed == counter.deadly)
        std::raise(SIGKILL);
}

} // namespace migrate::runner
#endif
