// Chance from a seed: the same numbers on every platform, unlike the standard distributions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace migrate::test {

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    // 0 .. n - 1; n is at least 1.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
    std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
    bool percent(std::size_t chance) { return below(100) < chance; }

    template <class List>
    auto& pick(List& list) {
        return list[below(list.size())];
    }

    template <class T>
    void shuffle(std::vector<T>& list) {
        for (std::size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[below(i)]);
    }

  private:
    std::mt19937_64 engine_;
};

} // namespace migrate::test
