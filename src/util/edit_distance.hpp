// "did you mean".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace migrate {

// Insertions, deletions, substitutions and swaps of neighbours that turn a into b, letter case
// ignored; more than `limit` is answered as limit + 1.
int edit_distance(std::string_view a, std::string_view b, int limit);

// The known word that is nearest to `word`, if any is near enough to be what was meant (a third of
// its length); else the only one that `word` begins.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

// " (did you mean \"x\"?)", or nothing: to append to an error's message.
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

} // namespace migrate
