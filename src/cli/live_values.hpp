// What a shell offers that only the project knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::cli {

// The values of a kind ("revisions", "environments", "tables", "columns") that begin with `word`,
// one "value<TAB>description" line each. `typed` are the words of the command line before it, whose
// -c, -e, -u and -x count. Opens no connection to a server and runs no program; what cannot be told
// is left out, nothing is an error.
std::string live_values(std::string_view kind, const std::string& word,
                        std::vector<std::string> typed);

} // namespace migrate::cli
