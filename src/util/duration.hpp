// Durations as people write them in files and options: "500ms", "60s", "5m", "1h", "off".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

// nullopt for anything else, also for "off".
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// The shortest such text: "1500ms", "60s".
std::string format_duration(std::chrono::milliseconds duration);

} // namespace migrate
