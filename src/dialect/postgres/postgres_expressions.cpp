#include "dialect/postgres/postgres_expressions.hpp"

#include "dialect/postgres/postgres_types.hpp"
#include "migrate/error.hpp"
#include "sql/cursor.hpp"
#include "sql/normalize.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace migrate::postgres {

namespace {

using Parts = std::vector<std::string>;

bool is_number(std::string_view text) {
    if (text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_literal(std::string_view text) {
    return text.starts_with('\'') || is_number(text) || text == "null";
}

bool is_text_type(std::string type) {
    while (type.ends_with("[]"))
        type.resize(type.size() - 2);
    return type == "text" || type == "character varying" || type == "character" ||
           type == "bpchar" || type == "name";
}

bool is_number_type(std::string_view type) {
    constexpr std::array<std::string_view, 6> types{"smallint", "integer", "bigint",
                                                    "numeric",  "real",    "double precision"};
    return std::ranges::find(types, type) != types.end();
}

std::string node(std::string_view name, const Parts& parts) {
    return std::string(name) + "(" + text::join(parts, ", ") + ")";
}

std::string binary(const std::string& left, std::string_view op, const std::string& right) {
    return "(" + left + " " + std::string(op) + " " + right + ")";
}

// A literal is the same in any type; a text is the same in any type of texts.
std::string cast(const std::string& value, const std::string& type) {
    if (is_text_type(type))
        return value;
    if (value.starts_with('\'') && is_number_type(type)) {
        const std::string inner = value.substr(1, value.size() - 2);
        return is_number(inner) ? inner : value;
    }
    return is_literal(value) ? value : "(" + value + " :: " + type + ")";
}

// Reads by precedence, and writes every operation with its operands around it. What it does not
// know ends in the cursor's error.
class Speller {
  public:
    explicit Speller(std::string_view text) : at_(text, sql::postgres_syntax()) {}

    std::string whole() {
        std::string out = expression();
        if (!at_.at_end())
            at_.fail("the end of the expression");
        return out;
    }

  private:
    std::string expression() {
        return chain("or", [this] { return conjunction(); });
    }
    std::string conjunction() {
        return chain("and", [this] { return negation(); });
    }

    // a AND (b AND c) is one chain of three.
    template <typename Operand>
    std::string chain(std::string_view word, Operand operand) {
        const std::string open = std::string(word) + "(";
        Parts parts;
        bool opened = false;
        do {
            std::string part = operand();
            if (part.starts_with(open)) {
                part = part.substr(open.size(), part.size() - open.size() - 1);
                opened = true;
            }
            parts.push_back(std::move(part));
        } while (at_.accept(word));
        return parts.size() == 1 && !opened ? parts[0] : node(word, parts);
    }

    std::string negation() { return at_.accept("not") ? node("not", {negation()}) : test(); }

    std::string test() {
        std::string left = comparison();
        for (;;) {
            if (at_.accept("isnull") || at_.accept("is null"))
                left = node("null", {left});
            else if (at_.accept("notnull") || at_.accept("is not null"))
                left = node("not_null", {left});
            else if (at_.accept("is distinct from"))
                left = node("distinct", {left, comparison()});
            else if (at_.accept("is not distinct from"))
                left = node("not_distinct", {left, comparison()});
            else if (at_.accept("is"))
                left = node("is", {left, truth()});
            else
                return left;
        }
    }

    std::string truth() {
        const std::string no = at_.accept("not") ? "not " : "";
        for (const char* word : {"true", "false", "unknown"})
            if (at_.accept(word))
                return no + word;
        at_.fail("true, false, unknown or null");
    }

    std::string comparison() {
        std::string left = range();
        for (;;) {
            const std::string op(at_.peek().text);
            if (op != "=" && op != "<>" && op != "!=" && op != "<" && op != ">" && op != "<=" &&
                op != ">=")
                return left;
            at_.next();
            const std::string known = op == "!=" ? "<>" : op;
            if (at_.accept("any") || at_.accept("some"))
                left = among("any", left, known, array_in_parentheses());
            else if (at_.accept("all"))
                left = among("all", left, known, array_in_parentheses());
            else
                left = binary(left, known, range());
        }
    }

    static std::string among(std::string_view word, const std::string& left, const std::string& op,
                             Parts values) {
        if (values.size() == 1)
            return binary(left, op, values[0]);
        values.insert(values.begin(), left + " " + op);
        return node(word, values);
    }

    // (ARRAY[a, b]), with a cast of the whole or without.
    Parts array_in_parentheses() {
        const std::size_t depth = skip_opening();
        at_.expect("array");
        at_.expect_punct('[');
        Parts values = list(']');
        for (std::size_t i = 0; i < depth; ++i) {
            while (at_.accept_op("::"))
                type();
            at_.expect_punct(')');
        }
        return values;
    }

    std::size_t skip_opening() {
        std::size_t depth = 0;
        while (at_.accept_punct('('))
            ++depth;
        return depth;
    }

    std::string range() {
        std::string left = other();
        const std::size_t mark = at_.mark();
        const bool no = at_.accept("not");
        if (at_.accept("between")) {
            const std::string low = other();
            at_.expect("and");
            const std::string high = other();
            return no ? node("or", {binary(left, "<", low), binary(left, ">", high)})
                      : node("and", {binary(left, ">=", low), binary(left, "<=", high)});
        }
        if (at_.accept("in")) {
            at_.expect_punct('(');
            return among(no ? "all" : "any", left, no ? "<>" : "=", list(')'));
        }
        if (at_.accept("like"))
            return binary(left, no ? "!~~" : "~~", other());
        if (at_.accept("ilike"))
            return binary(left, no ? "!~~*" : "~~*", other());
        at_.rewind(mark);
        return left;
    }

    // Operators without a place of their own: ||, ->, ~, ...
    std::string other() {
        std::string left = sum();
        while (at_.peek().kind == sql::TokenKind::op && !has_place(at_.peek().text)) {
            const std::string op(at_.next().text);
            left = binary(left, op, sum());
        }
        return left;
    }

    static bool has_place(std::string_view op) {
        constexpr std::array<std::string_view, 14> placed{
            "=", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "^", "::"};
        return std::ranges::find(placed, op) != placed.end();
    }

    std::string sum() {
        return left_to_right({"+", "-"}, [this] { return product(); });
    }
    std::string product() {
        return left_to_right({"*", "/", "%"}, [this] { return power(); });
    }
    std::string power() {
        return left_to_right({"^"}, [this] { return sign(); });
    }

    template <typename Operand>
    std::string left_to_right(std::initializer_list<std::string_view> ops, Operand operand) {
        std::string left = operand();
        while (std::ranges::find(ops, at_.peek().text) != ops.end()) {
            const std::string op(at_.next().text);
            left = binary(left, op, operand());
        }
        return left;
    }

    std::string sign() {
        if (at_.accept_op("+"))
            return sign();
        if (!at_.accept_op("-"))
            return suffixed();
        const std::string value = sign();
        return is_number(value) && !value.starts_with('-') ? "-" + value : node("-", {value});
    }

    std::string suffixed() {
        std::string value = primary();
        for (;;) {
            if (at_.accept_op("::"))
                value = cast(value, type());
            else if (at_.accept_punct('['))
                value = node("at", {value, text::join(list(']'), ", ")});
            else if (at_.accept("collate"))
                value = node("collate", {value, name()});
            else if (at_.accept("at time zone"))
                value = node("zone", {value, suffixed()});
            else
                return value;
        }
    }

    std::string primary() {
        const sql::Token& token = at_.peek();
        switch (token.kind) {
        case sql::TokenKind::string:
            return sql::quote_string(unquoted(at_.next()), sql::postgres_syntax());
        case sql::TokenKind::number:
            return std::string(at_.next().text);
        case sql::TokenKind::punctuation:
            return in_parentheses();
        case sql::TokenKind::word:
        case sql::TokenKind::quoted_name:
            return named();
        default:
            at_.fail("an operand");
        }
    }

    std::string in_parentheses() {
        at_.expect_punct('(');
        const Parts parts = list(')');
        return parts.size() == 1 ? parts[0] : node("row", parts);
    }

    // Up to the closing character, which is stepped over.
    Parts list(char close) {
        Parts parts;
        if (at_.accept_punct(close))
            return parts;
        do
            parts.push_back(expression());
        while (at_.accept_punct(','));
        at_.expect_punct(close);
        return parts;
    }

    std::string named() {
        if (at_.sees("select") || at_.sees("exists") || at_.sees("with"))
            at_.fail("an operand");
        if (at_.accept("case"))
            return case_of();
        if (at_.accept("array")) {
            at_.expect_punct('[');
            return node("array", list(']'));
        }
        if (at_.accept("cast")) {
            at_.expect_punct('(');
            const std::string value = expression();
            at_.expect("as");
            const std::string to = type();
            at_.expect_punct(')');
            return cast(value, to);
        }
        const std::size_t mark = at_.mark();
        const std::string called = name();
        if (at_.accept_punct('('))
            return node(called, list(')'));
        at_.rewind(mark);
        if (std::optional<std::string> literal = typed_literal())
            return *literal;
        return name();
    }

    // date '2026-01-01'
    std::optional<std::string> typed_literal() {
        const std::size_t mark = at_.mark();
        const std::string of = type();
        if (at_.peek().kind == sql::TokenKind::string)
            return cast(sql::quote_string(unquoted(at_.next()), sql::postgres_syntax()), of);
        at_.rewind(mark);
        return std::nullopt;
    }

    std::string case_of() {
        Parts parts;
        if (!at_.sees("when"))
            parts.push_back(expression());
        while (at_.accept("when")) {
            parts.push_back("when " + expression());
            at_.expect("then");
            parts.push_back("then " + expression());
        }
        if (at_.accept("else"))
            parts.push_back("else " + expression());
        at_.expect("end");
        return node("case", parts);
    }

    std::string name() {
        std::string out;
        do {
            const bool bare = at_.peek().kind == sql::TokenKind::word;
            const std::string part = at_.expect_name();
            out +=
                (out.empty() ? "" : ".") +
                sql::quote_name_if_needed(bare ? text::lower(part) : part, sql::postgres_syntax());
        } while (at_.accept_punct('.'));
        return out;
    }

    std::string type() {
        const bool bare = at_.peek().kind == sql::TokenKind::word; // may be a reserved one: int
        std::string out = bare ? text::lower(at_.next().text) : name();
        if (at_.accept_punct('.'))
            out += "." + name();
        for (const char* more : {"precision", "varying"})
            if (at_.accept(more))
                out += std::string(" ") + more;
        if (at_.accept_punct('('))
            out += "(" + text::join(list(')'), ",") + ")";
        for (const char* more : {"without time zone", "with time zone"})
            if (at_.accept(more))
                out += std::string(" ") + more;
        while (at_.peek().is_punct('[') && at_.peek(1).is_punct(']')) {
            at_.next();
            at_.next();
            out += "[]";
        }
        return canonical_type(out);
    }

    sql::Cursor at_;
};

} // namespace

std::optional<std::string> canonical_expression(std::string_view text) {
    try {
        return Speller(text).whole();
    } catch (const Error&) { // not understood
        return std::nullopt;
    }
}

bool same_expression(std::string_view a, std::string_view b) {
    if (sql::same_expression(a, b, sql::postgres_syntax()))
        return true;
    const std::optional<std::string> left = canonical_expression(a);
    return left && left == canonical_expression(b);
}

} // namespace migrate::postgres
