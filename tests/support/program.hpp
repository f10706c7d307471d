// Runs the program inside the test: words in, exit code and both streams out. Nothing here is a
// terminal.
#pragma once

#include "cli/program.hpp"

#include <string>
#include <vector>

namespace migrate::test {

struct ProgramRun {
    int code = 0;
    std::string out;
    std::string err;
};

inline ProgramRun run_program(const std::vector<std::string>& words) {
    report::StringSink out;
    report::StringSink err;
    const cli::Streams streams{.out = out, .err = err};
    const cli::ExitCode code = cli::run_program(words, streams);
    return {static_cast<int>(code), out.text(), err.text()};
}

} // namespace migrate::test
