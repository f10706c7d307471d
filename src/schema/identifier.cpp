#include "migrate/identifier.hpp"

#include "migrate/error.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate {

bool same_name(std::string_view a, std::string_view b, NameFolding folding) {
    return folding == NameFolding::ascii ? text::equals_folded(a, b) : a == b;
}

std::string folded(std::string_view name, NameFolding folding) {
    return folding == NameFolding::ascii ? text::lower(name) : std::string(name);
}

bool same_name(const QualifiedName& a, const QualifiedName& b, NameFolding folding) {
    return same_name(a.name, b.name, folding) && same_name(a.schema, b.schema, folding);
}

namespace {

[[noreturn]] void bad_path(std::string_view text, const char* what) {
    throw Error(ErrorCode::usage, "\"" + std::string(text) + "\" is no name: " + what)
        .help("dots divide the parts; a part with a dot, blank, parenthesis or quote stands in "
              "double quotes: "
              "shop.\"order items\"");
}

// Reads the quoted part that starts at text[at] == '"'; leaves `at` behind the closing quote.
std::string quoted_part(std::string_view text, std::size_t& at) {
    std::string part;
    for (++at; at < text.size(); ++at) {
        if (text[at] != '"') {
            part += text[at];
            continue;
        }
        if (at + 1 < text.size() && text[at + 1] == '"') {
            part += text[++at];
            continue;
        }
        ++at;
        return part;
    }
    bad_path(text, "a quote is not closed");
}

bool needs_quotes(std::string_view part) {
    return part.empty() || part.find_first_of(". ()\"\t\r\n,") != std::string_view::npos;
}

} // namespace

std::vector<std::string> parse_path(std::string_view text) {
    std::vector<std::string> parts;
    std::size_t at = 0;
    for (;;) {
        std::string part;
        if (at < text.size() && text[at] == '"') {
            part = quoted_part(text, at);
            if (at < text.size() && text[at] != '.')
                bad_path(text, "something follows a closing quote");
        } else {
            const auto end = std::min(text.find('.', at), text.size());
            part = text.substr(at, end - at);
            if (part.find('"') != std::string::npos)
                bad_path(text, "a quote stands inside a part");
            at = end;
        }
        if (part.empty())
            bad_path(text, "a part is empty");
        if (part.find('\0') != std::string::npos)
            bad_path(text, "it holds a NUL");
        parts.push_back(std::move(part));
        if (at >= text.size())
            return parts;
        ++at; // the dot
    }
}

std::string format_path(const std::vector<std::string>& parts) {
    std::string result;
    for (const std::string& part : parts) {
        if (&part != &parts.front())
            result += '.';
        result += needs_quotes(part) ? "\"" + text::replace_all(part, "\"", "\"\"") + "\"" : part;
    }
    return result;
}

std::string to_string(const QualifiedName& name) {
    return name.schema.empty() ? format_path({name.name}) : format_path({name.schema, name.name});
}

} // namespace migrate
