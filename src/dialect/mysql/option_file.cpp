#include "dialect/mysql/option_file.hpp"

#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::mysql {

namespace {

// https://dev.mysql.com/doc/refman/en/option-files.html
char escaped(char c) {
    switch (c) {
    case 'b':
        return '\b';
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 's':
        return ' ';
    default:
        return c;
    }
}

std::string unescaped(std::string_view text) {
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            value += escaped(text[++i]);
        else
            value += text[i];
    }
    return value;
}

std::string value_of(std::string_view text) {
    text = text::trim(text);
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'')) {
        if (const auto close = text.find(text.front(), 1); close != std::string_view::npos)
            return unescaped(text.substr(1, close - 1));
    }
    const auto comment = text.find(" #"); // alone among values, a # may begin a comment
    return unescaped(text::trim(text.substr(0, comment)));
}

} // namespace

FileOptions read_options(std::string_view text, const std::vector<std::string>& groups) {
    FileOptions options;
    bool wanted = false;
    for (const std::string& whole : text::split(text, '\n')) {
        const std::string_view line = text::trim(whole);
        if (line.empty() || line.front() == '#' || line.front() == ';' || line.front() == '!')
            continue;
        if (line.front() == '[') {
            const std::string group(line.substr(1, line.find(']') - 1));
            wanted = std::ranges::find(groups, group) != groups.end();
            continue;
        }
        const auto equals = line.find('=');
        if (!wanted || equals == std::string_view::npos)
            continue;
        const std::string name =
            text::replace_all(std::string(text::trim(line.substr(0, equals))), "_", "-");
        options[name] = value_of(line.substr(equals + 1));
    }
    return options;
}

FileOptions read_option_file(const std::filesystem::path& file,
                             const std::vector<std::string>& groups) {
    return read_options(read_file(file), groups);
}

} // namespace migrate::mysql
