// Revision ids.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace migrate {

// Makes ids of 12 hex digits: from the machine's randomness, or from a seed, the same ones each
// time.
class RandomIds {
  public:
    RandomIds();
    explicit RandomIds(std::uint64_t seed) : engine_(seed) {}

    std::string next();

  private:
    std::mt19937_64 engine_;
};

} // namespace migrate
