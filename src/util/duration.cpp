#include "util/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

namespace migrate {
namespace {

struct Unit {
    std::string_view name;
    long long milliseconds;
};
constexpr std::array units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000}};

} // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    // Databases take their limits as 32 bits of milliseconds.
    constexpr long long longest = std::numeric_limits<std::int32_t>::max();
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0)
        return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const Unit& known : units)
        if (known.name == unit && number <= longest / known.milliseconds)
            return std::chrono::milliseconds(number * known.milliseconds);
    return std::nullopt;
}

std::string format_duration(std::chrono::milliseconds duration) {
    const long long ms = duration.count();
    if (ms != 0 && ms % 1000 == 0)
        return std::to_string(ms / 1000) + "s";
    return std::to_string(ms) + "ms";
}

} // namespace migrate
