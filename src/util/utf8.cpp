#include "util/utf8.hpp"

#include <algorithm>
#include <array>

namespace migrate::utf8 {
namespace {

struct Range {
    char32_t first, last;
};

constexpr std::array zero_width = std::to_array<Range>({
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
});

constexpr std::array double_width = std::to_array<Range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},
    {0x26C4, 0x26C5},   {0x2705, 0x2705},   {0x274C, 0x274C},   {0x2753, 0x2755},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
});

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
    const auto it = std::ranges::lower_bound(ranges, c, {}, &Range::last);
    return it != ranges.end() && it->first <= c;
}

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

// Bytes of the sequence that begins here; 0 when it is not valid.
std::size_t sequence_size(std::string_view text) {
    const auto byte = static_cast<unsigned char>(text[0]);
    const std::size_t size = byte < 0x80                   ? 1
                             : byte >= 0xC2 && byte < 0xE0 ? 2
                             : byte >= 0xE0 && byte < 0xF0 ? 3
                             : byte >= 0xF0 && byte < 0xF5 ? 4
                                                           : 0;
    if (size == 0 || text.size() < size)
        return 0;
    for (std::size_t i = 1; i < size; ++i)
        if (!continues(text[i]))
            return 0;
    if (size < 3)
        return size;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (byte == 0xE0 && second < 0xA0) || (byte == 0xF0 && second < 0x90);
    const bool surrogate = byte == 0xED && second >= 0xA0;
    const bool too_large = byte == 0xF4 && second >= 0x90;
    return overlong || surrogate || too_large ? 0 : size;
}

} // namespace

std::size_t first_invalid(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) { // nearly all of every file
            ++at;
            continue;
        }
        const std::size_t size = sequence_size(text.substr(at));
        if (size == 0)
            return at;
        at += size;
    }
    return std::string_view::npos;
}

bool valid(std::string_view text) {
    return first_invalid(text) == std::string_view::npos;
}

CodePoint decode(std::string_view text) {
    if (text.empty())
        return {};
    const std::size_t size = sequence_size(text);
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    if (size <= 1)
        return {byte(0), 1};
    char32_t value = byte(0) & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i)
        value = value << 6U | (byte(i) & 0x3FU);
    return {value, size};
}

void append(std::string& text, char32_t c) {
    const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (c < 0x80)
        return put(c);
    if (c < 0x800) {
        put(0xC0U | c >> 6U);
    } else {
        if (c < 0x10000) {
            put(0xE0U | c >> 12U);
        } else {
            put(0xF0U | c >> 18U);
            put(0x80U | (c >> 12U & 0x3FU));
        }
        put(0x80U | (c >> 6U & 0x3FU));
    }
    put(0x80U | (c & 0x3FU));
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        text.remove_prefix(decode(text).bytes);
    return count;
}

std::size_t offset_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count)
        at += decode(text.substr(at)).bytes;
    return at;
}

std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && continues(text[bytes]))
        --bytes;
    return text.substr(0, bytes);
}

int display_width(std::string_view text) {
    int width = 0;
    while (!text.empty()) {
        const CodePoint c = decode(text);
        text.remove_prefix(c.bytes);
        if (c.value == '\t')
            ++width;
        else if (c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0) || in(zero_width, c.value))
            continue;
        else
            width += in(double_width, c.value) ? 2 : 1;
    }
    return width;
}

} // namespace migrate::utf8
