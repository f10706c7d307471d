#include "config/naming.hpp"

#include "util/checksum.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>

namespace migrate {

std::string constraint_name(std::string_view name_template, std::string_view table,
                            const std::vector<std::string>& columns,
                            std::string_view referred_table, std::size_t max_bytes) {
    // In one pass: a table may be called "{columns}".
    std::string name;
    while (!name_template.empty()) {
        const auto take = [&](std::string_view placeholder, std::string_view value) {
            if (!name_template.starts_with(placeholder))
                return false;
            name += value;
            name_template.remove_prefix(placeholder.size());
            return true;
        };
        if (take("{table}", table) || take("{columns}", text::join(columns, "_")) ||
            take("{referred_table}", referred_table))
            continue;
        name += name_template[0];
        name_template.remove_prefix(1);
    }
    if (columns.empty()) // a check that names no column
        while (name.ends_with('_'))
            name.pop_back();
    if (max_bytes == 0 || name.size() <= max_bytes)
        return name;
    const std::string hash = "_" + sha256_hex(name).substr(0, 8);
    const std::size_t room = max_bytes > hash.size() ? max_bytes - hash.size() : 0;
    return (std::string(utf8::cut(name, room)) + hash).substr(0, max_bytes);
}

std::optional<std::string> unknown_placeholder(std::string_view text_template,
                                               const std::vector<std::string>& known) {
    for (auto at = text_template.find('{'); at != std::string_view::npos;
         at = text_template.find('{')) {
        const auto end = text_template.find('}', at);
        std::string name(
            text_template.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
        if (end == std::string_view::npos || std::ranges::find(known, name) == known.end())
            return name;
        text_template.remove_prefix(end + 1);
    }
    return std::nullopt;
}

} // namespace migrate
