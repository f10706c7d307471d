// The tables of docs/reference/model-format.md that say which database has what: they are what the
// vocabulary says.
#include "forms/vocabulary.hpp"
#include "schema/words.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include "support/catch.hpp"

#include <cstdlib>

using namespace migrate;
using namespace migrate::forms;

namespace {

constexpr Dialects columns[] = {on::postgresql, on::family, on::sqlite};

std::string words(const Kind& kind, Dialects databases, bool shared) {
    std::vector<std::string> found;
    for (const Key& key : kind.keys) {
        const Dialects has = key.dialects & kind.dialects;
        const bool everywhere = has == kind.dialects && kind.dialects == on::all;
        if (everywhere == shared && (has & databases) != 0 && key.attribute)
            found.push_back("`" + std::string(key.name) + "`");
    }
    return found.empty() ? "–" : text::join(found, " ");
}

std::string row(std::string_view name) {
    const Kind& kind = kind_of(name);
    std::string line = "| `" + std::string(name) + "` | " + words(kind, on::all, true);
    for (const Dialects databases : columns)
        line += " | " + words(kind, databases, false);
    return line + " |\n";
}

std::string generated() {
    std::string text = "| kind | everywhere | PostgreSQL | MySQL, MariaDB, TiDB | SQLite |\n"
                       "|---|---|---|---|---|\n";
    for (const char* name : {"table", "column", "primary_key", "unique", "check", "foreign_key",
                             "index", "part", "trigger", "view", "enum"})
        text += row(name);
    for (const PartWord& part : part_words())
        text += row(part.word);
    for (const ObjectWord& object : object_words())
        text += row(object.word);
    return text;
}

} // namespace

TEST_CASE("the reference lists the keys that the vocabulary has", "[forms]") {
    const std::string path = MIGRATE_SOURCE_DIR "/docs/reference/model-format.md";
    std::string page = read_file(path);
    const std::string begin = "| kind | everywhere |";
    const std::size_t from = page.find(begin);
    REQUIRE(from != std::string::npos);
    const std::size_t to = page.find("\n\n", from) + 1;
    if (std::getenv("MIGRATE_UPDATE_GOLDEN"))
        write_file_atomically(path, page.replace(from, to - from, generated()), Overwrite::allow);
    CHECK(read_file(path).substr(from, generated().size()) == generated());
}
