#include "util/checksum.hpp"

#include <array>
#include <cstdint>
#include <sys/types.h>

#include <sha2.h>

namespace migrate {

std::string sha256_hex(std::string_view data) {
    std::array<char, SHA256_DIGEST_STRING_LENGTH> digits{};
    ::SHA256Data(reinterpret_cast<const std::uint8_t*>(data.data()), data.size(), digits.data());
    return digits.data();
}

} // namespace migrate
