// Pieces and what stands between them join to the text, and what stands after the last is no
// statement.
#include "sql/splitter.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace migrate::sql;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void check(std::string_view text, const Syntax& syntax) {
    std::size_t at = 0;
    const auto step = [&](std::string_view part) {
        require(part.data() == text.data() + at);
        at += part.size();
    };
    for (const Piece& piece : split(text, syntax)) {
        step(piece.lead);
        step(piece.sql);
        require(!piece.sql.empty() && piece.line >= 1 && piece.column >= 1);
        if (!piece.data.empty()) {
            at = static_cast<std::size_t>(piece.data.data() - text.data()) + piece.data.size();
        }
        require(at <= text.size());
    }
    // A DELIMITER line may stand there, or rows of COPY may end.
    if (!syntax.delimiter_command && !syntax.copy_data) {
        require(split(text.substr(at), syntax).empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
        check(text, *syntax);
    }
    return 0;
}
