// One side of a diff: a schema that was named on the command line.
#pragma once

#include "migrate/commands.hpp"

namespace migrate::commands {

struct Side {
    std::string shown; // what it is, for people
    Database schema;
    std::vector<std::string> notes;
};

// The kind of database that all sides are of: that of the first URL among them, else the project's.
struct SideKind {
    Url url;
    const Dialect& dialect;
};
SideKind kind_of_sides(Context& context, const std::vector<std::string>& operands);

// A URL, `models`, a model file, or a revision; empty: the project's database. Throws Error(usage)
// for what is none of them, and Error(unreachable) for a database that is not there.
Side read_side(Context& context, const std::string& operand, const SideKind& kind);

} // namespace migrate::commands
