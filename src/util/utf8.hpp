// UTF-8 text: counting, cutting and laying out by code point.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::utf8 {

// Where the first byte stands that is not part of valid UTF-8; npos when there is none.
std::size_t first_invalid(std::string_view text);
bool valid(std::string_view text);

// One code point, and how many bytes it takes; a byte that begins none counts as one code point.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0;
};
CodePoint decode(std::string_view text);

// Appends a code point.
void append(std::string& text, char32_t code_point);

// Code points of the text.
std::size_t length(std::string_view text);

// The bytes that the first `count` code points take; all of them when there are fewer.
std::size_t offset_of(std::string_view text, std::size_t count);

// At most `bytes` bytes, never half a code point.
std::string_view cut(std::string_view text, std::size_t bytes);

// Columns of a terminal that the text takes: 0 for combining marks and controls, 2 for wide East
// Asian characters and emoji, else 1. A tab counts as 1.
int display_width(std::string_view text);

} // namespace migrate::utf8
