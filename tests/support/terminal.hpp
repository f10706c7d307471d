// A program on a terminal of its own: for what it only does in front of a person.
#pragma once

#include <string>
#include <vector>

namespace migrate::test {

struct TerminalResult {
    std::string shown; // with LF line ends; what was typed is not echoed
    int exit_status = 0;
};

// False where the machine has no pseudo-terminals (a bare chroot without /dev/pts).
bool has_terminals();

// Runs the program with the text typed ahead. Throws std::runtime_error when it cannot.
TerminalResult run_on_terminal(const std::vector<std::string>& arguments, const std::string& typed);

} // namespace migrate::test
