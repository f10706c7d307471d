// What is seen of a document before toml++ parses it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace migrate::toml {

// The first character outside of texts and comments that is not ASCII. TOML has no use for any
// there, and toml++ does not look at them with care.
std::optional<std::size_t> foreign_character(std::string_view text);

// toml++ looks through all tables made by dotted names for each key of one: its time grows with the
// square of their number, so a model of ten thousand tables is given to it in parts.
// The text in parts of at least so many bytes, where there are as many; each but the first begins
// with a line [a.b]. One part, the whole, where it is not plain that the parts say the same as the
// whole: a header that stands twice, one with an escape, a text that does not end.
std::vector<std::string_view> cut_at_headers(std::string_view text, std::size_t least);

} // namespace migrate::toml
