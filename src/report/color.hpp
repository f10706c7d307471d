// When to use colours, and which.
#pragma once

#include <string>
#include <string_view>

namespace migrate::report {

enum class ColorMode { automatic, always, never };

// `always` and `never` are the person's word (--color). Else NO_COLOR forbids it, CLICOLOR_FORCE
// asks for it, and what remains is whether the stream is a terminal that knows colours.
bool use_color(ColorMode mode, bool is_terminal);

// Wraps text in the codes of a terminal, or leaves it as it is.
class Style {
  public:
    explicit Style(bool color = false) : color_(color) {}

    std::string bold(std::string_view text) const { return wrap("1", text); }
    std::string dim(std::string_view text) const { return wrap("2", text); }
    std::string red(std::string_view text) const { return wrap("1;31", text); }
    std::string green(std::string_view text) const { return wrap("32", text); }
    std::string yellow(std::string_view text) const { return wrap("33", text); }
    std::string cyan(std::string_view text) const { return wrap("36", text); }
    // One of six colours, the same for the same number: for things side by side.
    std::string rotating(std::size_t number, std::string_view text) const;

  private:
    std::string wrap(std::string_view code, std::string_view text) const;

    bool color_;
};

// Text that came from a file or a database, made harmless for a terminal: controls but line ends
// and what is not UTF-8 become `?`, a tab one blank (so that columns stay where they are).
std::string visible(std::string_view text);

} // namespace migrate::report
