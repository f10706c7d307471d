#include "sql/rewrite.hpp"

#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

namespace migrate::sql {

bool is_this_name(const Token& token, std::string_view name, const Syntax& syntax) {
    // A reserved word that stands bare is no name.
    if (!token.is_name() || (token.kind == TokenKind::word && is_reserved(token.text, syntax))) {
        return false;
    }
    if (syntax.name_case == NameCase::ignored) {
        return text::equals_folded(unquoted(token), name);
    }
    return (token.kind == TokenKind::word ? text::lower(token.text) : unquoted(token)) == name;
}

bool mentions_name(std::string_view text, std::string_view name, const Syntax& syntax) {
    Lexer lexer(text, syntax);
    for (Token token = lexer.next(); !token.at_end(); token = lexer.next()) {
        if (is_this_name(token, name, syntax)) {
            return true;
        }
    }
    return false;
}

std::string replace_tokens(std::string_view text, const Syntax& syntax,
                           const Replacement& replacement) {
    std::string out;
    Lexer lexer(text, syntax);
    for (Token token = lexer.next(); !token.at_end(); token = lexer.next()) {
        const auto instead = token.significant() ? replacement(token) : std::nullopt;
        out += instead ? std::string_view(*instead) : token.text;
    }
    return out;
}

std::string rename_everywhere(std::string_view text, std::string_view from, std::string_view to,
                              const Syntax& syntax) {
    return replace_tokens(text, syntax, [&](const Token& token) -> std::optional<std::string> {
        if (!is_this_name(token, from, syntax)) {
            return std::nullopt;
        }
        return token.kind == TokenKind::quoted_name ? quote_name(to, syntax)
                                                    : quote_name_if_needed(to, syntax);
    });
}

} // namespace migrate::sql
