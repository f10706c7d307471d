// Names for constraints and indexes that a model leaves unnamed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

// Fills {table}, {columns} (joined by _) and {referred_table}. A name longer than max_bytes (0: any
// length) is cut and ends in _ and 8 hex digits of a hash of the whole name, so that two long names
// stay different.
std::string constraint_name(std::string_view name_template, std::string_view table,
                            const std::vector<std::string>& columns,
                            std::string_view referred_table, std::size_t max_bytes);

// The first placeholder of a template that is none of `known`, if any; also for a brace that is
// never closed.
std::optional<std::string> unknown_placeholder(std::string_view text_template,
                                               const std::vector<std::string>& known);

} // namespace migrate
