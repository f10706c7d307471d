#include "revision/checksum.hpp"

#include "migrate/error.hpp"
#include "toml/reader.hpp"
#include "util/checksum.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace migrate::revision {
namespace {

namespace fs = std::filesystem;

void collect(const Node* steps, std::vector<std::string>& paths) {
    if (!steps || !steps->is_array())
        return;
    for (const Node& step : steps->items()) {
        for (const Node::Member& member : step.members()) {
            if (member.key == "sql_file" && member.value.is_string())
                paths.push_back(member.value.text());
            if (const Node* nested = member.value.find("sql_file"); nested && nested->is_string())
                paths.push_back(nested->text()); // mysql.sql_file
        }
    }
}

} // namespace

std::string checksum(std::string_view text, const std::vector<std::string>& included_files) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    std::string data = text::replace_all(std::string(text), "\r\n", "\n");
    data.resize(data.find_last_not_of(" \t\r\n") + 1);
    for (const std::string& file : included_files)
        data += '\0' + text::replace_all(file, "\r\n", "\n");
    return sha256_hex(data);
}

std::vector<std::string> included_paths(const std::string& text, const std::string& file) {
    std::vector<std::string> paths;
    if (text.find("sql_file") == std::string::npos)
        return paths;
    const Document document = toml::read_document(text, file);
    collect(document.root.find("upgrade"), paths);
    collect(document.root.find("downgrade"), paths);
    return paths;
}

std::string read_beside(const fs::path& revision, const std::string& name) {
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(revision.parent_path(), error);
    const fs::path wanted = fs::weakly_canonical(folder / name, error);
    const fs::path inside = wanted.lexically_relative(folder);
    if (inside.empty() || *inside.begin() == "..")
        throw Error(ErrorCode::usage, "\"" + name + "\" leads out of the revision's folder")
            .help("keep the file beside the revision: its checksum goes with the history");
    std::string text = read_file(wanted);
    toml::refuse_what_is_no_text(text, name);
    return text;
}

} // namespace migrate::revision
