// The canonical spelling is its own canonical spelling, and a text in which nothing is replaced
// stays as it is.
#include "sql/directives.hpp"
#include "sql/normalize.hpp"
#include "sql/rewrite.hpp"

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
        const std::string once = normalize_expression(text, *syntax);
        require(normalize_expression(once, *syntax) == once);
        require(replace_tokens(text, *syntax, [](const Token&) { return std::nullopt; }) == text);
        for (const Directive& directive : find_directives(text, *syntax)) {
            require(directive.begin < directive.end && directive.end <= text.size());
        }
    }
    return 0;
}
