// Completion for shells. A script knows commands and options from the table of commands; revisions,
// environments, tables and columns it asks the program for when they are wanted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::cli {

const std::vector<std::string>& completion_shells(); // bash, zsh, fish

// The script for a shell, one of those.
std::string completion_script(std::string_view shell);

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

} // namespace migrate::cli
