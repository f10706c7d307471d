// Running other programs: argument lists, never a shell.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate {

struct ProcessOptions {
    std::vector<std::string>
        arguments; // the first is the program: a path, or a name that PATH is searched for
    std::vector<std::pair<std::string, std::string>> environment =
        {};                                                 // added to, or replacing, what is there
    std::filesystem::path working_directory = {};           // empty: the present one
    std::optional<std::chrono::milliseconds> deadline = {}; // killed after so long
    // Input and errors stay those of this process, and output joins the errors: an editor sees the
    // terminal, and cannot write among results. Else input is empty.
    bool inherit = false;
};

struct ProcessResult {
    int exit_status = 0; // when signal is 0
    int signal = 0;      // that ended it, or 0
    bool timed_out = false;
    std::string output; // empty with `inherit`
    std::string errors;

    bool ok() const { return exit_status == 0 && signal == 0; }
    // "exited with 3", "was killed by signal 9", "ran longer than 500 ms and was killed".
    std::string outcome() const;
    std::chrono::milliseconds deadline{}; // as it was given: for outcome()
};

// Runs the program to its end. Throws Error(failed) when it cannot be started; what it does then is
// in the result.
ProcessResult run_process(const ProcessOptions& options);

} // namespace migrate
