// What attributes stand on.
#pragma once

#include "diff/context.hpp"

#include <string>
#include <vector>

namespace migrate::diff {

// Their SQL. A body is read when it is called, and paths are no SQL.
void sql_in(const std::string& key, const Node& value, std::vector<std::string>& texts);
void sql_in(const Attributes& attributes, std::vector<std::string>& texts);

// The keys of the relations that they name: parents of a table, the column of a sequence.
void relations_in(const Context& context, const std::string& key, const Node& value,
                  std::vector<std::string>& keys);
void relations_in(const Context& context, const Attributes& attributes,
                  std::vector<std::string>& keys);

} // namespace migrate::diff
