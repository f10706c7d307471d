// SHA-256, by libmd.
#pragma once

#include <string>
#include <string_view>

namespace migrate {

// 64 hex digits in small letters.
std::string sha256_hex(std::string_view data);

} // namespace migrate
