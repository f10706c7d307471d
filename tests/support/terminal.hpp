// A program on a terminal of its own: for what it only does in front of a person.
#pragma once

#include <string>
#include <vector>

namespace migrate::test {

struct TerminalResult {
    std::string shown; // with LF line ends; what was typed is not echoed
    int exit_status = 0;
    bool settings_kept = true; // the terminal's modes are what they were
};

struct TerminalOptions {
    int columns = 100;
    std::string after = {}; // typed once this has been shown; empty: ahead
};

// False where the machine has no pseudo-terminals (a bare chroot without /dev/pts).
bool has_terminals();

// Runs the program and types the text. Throws std::runtime_error when it cannot.
TerminalResult run_on_terminal(const std::vector<std::string>& arguments, const std::string& typed,
                               const TerminalOptions& options = {});

} // namespace migrate::test
