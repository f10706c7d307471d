#include "util/random_id.hpp"

#include <fmt/format.h>

namespace migrate {
namespace {

std::uint64_t machine_seed() {
    std::random_device device;
    return std::uint64_t{device()} << 32U | device();
}

} // namespace

RandomIds::RandomIds() : RandomIds(machine_seed()) {
}

std::string RandomIds::next() {
    return fmt::format("{:012x}", engine_() >> 16U);
}

} // namespace migrate
