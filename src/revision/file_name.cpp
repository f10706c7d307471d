#include "revision/file_name.hpp"

#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <fmt/format.h>

#include <map>

namespace migrate::revision {
namespace {

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

std::map<std::string, std::string> values(const std::string& id, const std::string& slug,
                                          Timestamp now, const std::string& zone) {
    const LocalTime t = local_time(now, zone);
    const auto two = [](int n) { return fmt::format("{:02}", n); };
    return {{"rev", id},
            {"slug", slug},
            {"year", fmt::format("{:04}", t.year)},
            {"month", two(t.month)},
            {"day", two(t.day)},
            {"hour", two(t.hour)},
            {"minute", two(t.minute)},
            {"second", two(t.second)},
            {"epoch", std::to_string(now.time_since_epoch().count())}};
}

} // namespace

std::string slug(const std::string& message, int max_length) {
    std::string result;
    for (const char c : text::lower(message)) {
        if (is_word_byte(c))
            result += c;
        else if (!result.empty() && result.back() != '_')
            result += '_';
    }
    while (result.ends_with('_'))
        result.pop_back();
    const auto limit = static_cast<std::size_t>(max_length);
    if (result.size() <= limit)
        return result;
    std::string cut(utf8::cut(result, limit));
    if (const auto word = cut.rfind('_'); word != std::string::npos && word > 0)
        cut.resize(word);
    return cut + "_";
}

std::string file_name(const std::string& pattern, const std::string& id, const std::string& slug,
                      Timestamp now, const std::string& zone) {
    const std::map<std::string, std::string> known = values(id, slug, now, zone);
    std::string result;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const auto close = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
        if (close == std::string::npos) {
            result += pattern[at];
            continue;
        }
        const std::string word = pattern.substr(at + 1, close - at - 1);
        const auto found = known.find(word);
        if (found == known.end()) {
            std::vector<std::string> words;
            for (const auto& [name, value] : known)
                words.push_back(name);
            throw Error(ErrorCode::usage,
                        "file_template has no {" + word + "}" + did_you_mean(word, words));
        }
        result += found->second;
        at = close;
    }
    while (result.ends_with('_'))
        result.pop_back(); // an empty slug
    return result;
}

std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& name,
                                const std::string& extension) {
    std::filesystem::path path = folder / (name + extension);
    for (int n = 2; std::filesystem::exists(path); ++n)
        path = folder / (name + "_" + std::to_string(n) + extension);
    return path;
}

} // namespace migrate::revision
