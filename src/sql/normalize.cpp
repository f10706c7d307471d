#include "sql/normalize.hpp"

#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <span>

namespace migrate::sql {

namespace {

using Tokens = std::span<const Token>;

bool is_call_name(const Token& token, const Syntax& syntax) {
    return token.kind == TokenKind::quoted_name ||
           (token.kind == TokenKind::word && !is_reserved(token.text, syntax));
}

bool is_operand_end(const Token& token, const Syntax& syntax) {
    switch (token.kind) {
    case TokenKind::op:
        return false;
    case TokenKind::word:
        return !is_reserved(token.text, syntax);
    case TokenKind::punctuation:
        return token.is_punct(')') || token.is_punct(']');
    default:
        return true;
    }
}

// Whether tokens[i] is a sign, and not a subtraction.
bool is_sign(Tokens tokens, std::size_t i, const Syntax& syntax) {
    const Token& token = tokens[i];
    if (!token.is_op("-") && !token.is_op("+")) {
        return false;
    }
    return i == 0 || !is_operand_end(tokens[i - 1], syntax);
}

// Whether a blank stands between tokens[i - 1] and tokens[i]. Never is one left out that keeps two
// tokens apart.
bool blank_before(Tokens tokens, std::size_t i, const Syntax& syntax) {
    const Token& before = tokens[i - 1];
    const Token& token = tokens[i];
    if (before.is_punct('(') || before.is_punct('[') || token.is_punct(')') ||
        token.is_punct(']') || token.is_punct(',') || token.is_punct(';')) {
        return false;
    }
    if (before.is_punct('.')) {
        const bool qualifies = i > 1 && tokens[i - 2].is_name();
        return !qualifies || (!token.is_name() && !token.is_op("*"));
    }
    if (token.is_punct('.')) {
        return !before.is_name();
    }
    if (token.is_punct('(') || token.is_punct('[')) {
        return !is_call_name(before, syntax) && !before.is_punct(']');
    }
    if (before.is_op("::") || token.is_op("::")) {
        return before.kind == TokenKind::op && token.kind == TokenKind::op;
    }
    return !is_sign(tokens, i - 1, syntax) || token.kind == TokenKind::op;
}

std::string spelled_name(const Token& token, const Syntax& syntax) {
    const std::string name = unquoted(token);
    return quote_name_if_needed(syntax.name_case == NameCase::ignored ? text::lower(name) : name,
                                syntax);
}

std::string spelled(const Token& token, const Syntax& syntax) {
    switch (token.kind) {
    case TokenKind::word:
    case TokenKind::blob:
        return text::lower(token.text);
    case TokenKind::quoted_name:
        // A NUL cannot be quoted; the name is then compared as it stands.
        return token.text.find('\0') == std::string_view::npos ? spelled_name(token, syntax)
                                                               : std::string(token.text);
    case TokenKind::op:
        return token.text == "!=" ? "<>" : std::string(token.text == "==" ? "=" : token.text);
    default:
        return std::string(token.text);
    }
}

std::string joined(Tokens tokens, const Syntax& syntax) {
    std::string out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i > 0 && tokens[i - 1].kind == TokenKind::client_command) {
            out += '\n'; // it takes the rest of its line
        } else if (i > 0 && blank_before(tokens, i, syntax)) {
            out += ' ';
        }
        out += spelled(tokens[i], syntax);
    }
    return out;
}

// Whether the first token is a parenthesis that the last one closes.
bool is_enclosed(Tokens tokens) {
    if (tokens.size() < 2 || !tokens.front().is_punct('(') || !tokens.back().is_punct(')')) {
        return false;
    }
    int depth = 0;
    for (const Token& token : tokens.first(tokens.size() - 1)) {
        depth += token.is_punct('(') ? 1 : token.is_punct(')') ? -1 : 0;
        if (depth == 0) {
            return false;
        }
    }
    return depth == 1;
}

bool words_at(Tokens tokens, std::size_t i, std::initializer_list<std::string_view> words) {
    return i + words.size() <= tokens.size() &&
           std::ranges::equal(
               tokens.subspan(i, words.size()), words,
               [](const Token& token, std::string_view word) { return token.is(word); });
}

// Takes words out of the head of a CREATE statement, which ends at the first name, at most four
// words in.
void drop_from_head(std::vector<Token>& tokens, std::initializer_list<std::string_view> words) {
    constexpr std::size_t last_place = 4;
    for (std::size_t i = 1; i <= last_place; ++i) {
        if (words_at(tokens, i, words)) {
            const auto at = tokens.begin() + static_cast<std::ptrdiff_t>(i);
            tokens.erase(at, at + static_cast<std::ptrdiff_t>(words.size()));
            return;
        }
    }
}

} // namespace

std::string normalize_expression(std::string_view text, const Syntax& syntax) {
    const std::vector<Token> all = significant_tokens(text, syntax);
    Tokens tokens = all;
    while (is_enclosed(tokens)) {
        tokens = tokens.subspan(1, tokens.size() - 2);
    }
    return joined(tokens, syntax);
}

std::string normalize_statement(std::string_view text, const Syntax& syntax) {
    std::vector<Token> tokens = significant_tokens(text, syntax);
    while (!tokens.empty() && tokens.back().is_punct(';')) {
        tokens.pop_back();
    }
    if (!tokens.empty() && tokens.front().is("create")) {
        drop_from_head(tokens, {"or", "replace"});
        drop_from_head(tokens, {"if", "not", "exists"});
    }
    return joined(tokens, syntax);
}

bool same_expression(std::string_view a, std::string_view b, const Syntax& syntax) {
    return a == b || normalize_expression(a, syntax) == normalize_expression(b, syntax);
}

bool same_statement(std::string_view a, std::string_view b, const Syntax& syntax) {
    return a == b || normalize_statement(a, syntax) == normalize_statement(b, syntax);
}

} // namespace migrate::sql
