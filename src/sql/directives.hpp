// Comments that speak to the tool: lines of `-- migrate:word argument`.
#pragma once

#include "sql/syntax.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sql {

struct Directive {
    std::string word;     // up to the first blank; empty if none follows the colon
    std::string argument; // the rest of the line, trimmed
    int line = 1;         // of the two dashes
    int column = 1;
    std::size_t begin = 0; // offset of the two dashes
    std::size_t end = 0;   // offset of the next line
};

// In the order of the text. A directive is a comment that has its line to itself and begins with
// `-- migrate:`. What looks like one in a string, in the body of a trigger or routine, or among
// rows of COPY is none. One that stands inside of a statement is found: it may be that the
// semicolon before it was forgotten.
std::vector<Directive> find_directives(std::string_view text, const Syntax& syntax);

} // namespace migrate::sql
