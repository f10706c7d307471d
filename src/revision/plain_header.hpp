// The headers that most revisions have, read without a TOML parser.
#pragma once

#include "migrate/revision.hpp"

#include <optional>
#include <string_view>

namespace migrate::revision {

// Reads a header of lines `key = "text"`, `key = ["text", ...]`, `key = true` and comments, as
// tools and people write them. nullopt: it holds something else, or something wrong, and the TOML
// parser has to say what. Where there is an answer it is the parser's.
std::optional<RevisionHeader> read_plain_header(std::string_view header);

} // namespace migrate::revision
