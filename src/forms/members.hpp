// Which keys the structs of the schema have members for.
#pragma once

#include <string_view>

namespace migrate::forms {

bool is_member(std::string_view kind, std::string_view key);

} // namespace migrate::forms
