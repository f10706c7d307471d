// The texts of all tokens, joined, are the text, and each stands where it says.
#include "sql/lexer.hpp"

#include <cstdint>
#include <cstdlib>

using namespace migrate::sql;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
        std::size_t at = 0;
        for (const Token& token : tokenize(text, *syntax)) {
            require(token.offset == at && token.text.data() == text.data() + at);
            require(!token.text.empty());
            require(token.kind != TokenKind::end);
            unquoted(token);
            at = token.end_offset();
        }
        require(at == text.size());
    }
    return 0;
}
