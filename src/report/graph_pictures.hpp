// A listing of revisions as a picture for other programs.
#pragma once

#include "migrate/commands.hpp"

#include <string>
#include <vector>

namespace migrate::report {

// For Graphviz: an arrow from each revision to what follows it, dashed for a dependency.
std::string graph_dot(const std::vector<commands::RevisionEntry>& entries);
// The same for Mermaid.
std::string graph_mermaid(const std::vector<commands::RevisionEntry>& entries);
// The lanes of the terminal, drawn; one file that needs no other, readable on white and on black.
std::string graph_svg(const std::vector<commands::RevisionEntry>& entries);

} // namespace migrate::report
