#include "report/color.hpp"

#include "util/env.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <array>

namespace migrate::report {

bool use_color(ColorMode mode, bool is_terminal) {
    if (mode != ColorMode::automatic)
        return mode == ColorMode::always;
    if (!get_env("NO_COLOR").value_or("").empty())
        return false;
    const std::string force = get_env("CLICOLOR_FORCE").value_or("");
    if (!force.empty() && force != "0")
        return true;
    return is_terminal && get_env("TERM").value_or("dumb") != "dumb";
}

std::string Style::wrap(std::string_view code, std::string_view text) const {
    if (!color_ || text.empty())
        return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string Style::rotating(std::size_t number, std::string_view text) const {
    constexpr std::array<std::string_view, 6> codes{"31", "32", "33", "34", "35", "36"};
    return wrap(codes[number % codes.size()], text);
}

std::string visible(std::string_view text) {
    std::string shown(text);
    std::ranges::replace(shown, '\t', ' ');
    std::ranges::replace_if(
        shown,
        [](char c) { return c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f); },
        '?');
    std::size_t from = 0;
    for (std::size_t at = utf8::first_invalid(shown); at != std::string::npos;
         at = utf8::first_invalid(std::string_view(shown).substr(from))) {
        shown[from + at] = '?';
        from += at + 1;
    }
    return shown;
}

} // namespace migrate::report
