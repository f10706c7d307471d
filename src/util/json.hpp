// JSON text to the neutral tree (migrate/node.hpp) and back.
#pragma once

#include "migrate/node.hpp"

#include <string>

namespace migrate {

enum class JsonStyle { one_line, pretty };

// Numbers keep their text; dates, and numbers that JSON has no word for (inf, nan), become strings.
// Bytes that are not UTF-8 become U+FFFD. No line end at the end.
std::string to_json(const Node& node, JsonStyle style = JsonStyle::pretty);

// Reads one JSON value. Members keep their order; a key that comes twice is an error. Throws
// Error(usage) with position and quoted line.
Document read_json(std::string text, std::string file = {});

} // namespace migrate
