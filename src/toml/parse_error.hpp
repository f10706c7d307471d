// What the TOML parser says, turned into what the writer of the file needs to know.
#pragma once

#include "migrate/error.hpp"
#include "migrate/node.hpp"

#include <string_view>

namespace migrate::toml {

// For "cannot redefine", also says where the first definition stands and what to write instead.
Error explain_parse_error(const Document& document, std::string_view description, NodePos pos);

} // namespace migrate::toml
