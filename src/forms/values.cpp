#include "forms/values.hpp"

#include "toml/reader.hpp"
#include "util/edit_distance.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace migrate::forms {
namespace {

template <class T>
using Words = std::span<const std::pair<std::string_view, T>>;

constexpr std::array<std::pair<std::string_view, FkAction>, 5> actions{{
    {"no action", FkAction::no_action},
    {"restrict", FkAction::restrict},
    {"cascade", FkAction::cascade},
    {"set null", FkAction::set_null},
    {"set default", FkAction::set_default},
}};

constexpr std::array<std::pair<std::string_view, Conflict>, 5> conflicts{{
    {"rollback", Conflict::rollback},
    {"abort", Conflict::abort},
    {"fail", Conflict::fail},
    {"ignore", Conflict::ignore},
    {"replace", Conflict::replace},
}};

template <class T>
T read_word(const Reader& reader, const Node& node, Words<T> words) {
    const std::string given = text::lower(node.text());
    std::vector<std::string> known;
    for (const auto& [word, value] : words) {
        if (word == given)
            return value;
        known.emplace_back(word);
    }
    throw reader
        .error(node.pos, "\"" + node.text() + "\" is none of the words that may stand here" +
                             did_you_mean(node.text(), known))
        .help("write one of: " + text::join(known, ", "));
}

template <class T>
std::string_view find_word(T wanted, Words<T> words) {
    for (const auto& [word, value] : words)
        if (value == wanted)
            return word;
    return {};
}

bool is_quote(char c) {
    return c == '\'' || c == '"' || c == '`';
}

// The end of a quoted run that begins at `at`; doubled quotes fall out as two runs.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
    const auto end = text.find(text[at], at + 1);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t skip_comment(std::string_view text, std::size_t at) {
    const bool line = text.substr(at, 2) == "--";
    const std::string_view close = line ? "\n" : "*/";
    const auto end = text.find(close, at + 2);
    return end == std::string_view::npos ? text.size() : end + close.size();
}

// True if the first parenthesis is closed by the last one.
bool wrapped_in_parentheses(std::string_view text) {
    if (text.size() < 2 || text.front() != '(' || text.back() != ')')
        return false;
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (is_quote(text[at])) {
            at = skip_quoted(text, at);
            continue;
        }
        if (text.substr(at, 2) == "--" || text.substr(at, 2) == "/*") {
            at = skip_comment(text, at);
            continue;
        }
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        ++at;
        if (depth == 0)
            return at == text.size();
    }
    return false;
}

// Where `wanted` stands outside of double quotes; npos when it does not.
std::size_t find_outside_quotes(std::string_view text, char wanted, std::size_t from = 0) {
    bool inside = false;
    for (std::size_t at = from; at < text.size(); ++at) {
        if (text[at] == '"')
            inside = !inside;
        else if (!inside && text[at] == wanted)
            return at;
    }
    return std::string_view::npos;
}

} // namespace

Error Reader::error(NodePos pos, const std::string& message) const {
    return toml::error_at(document, pos, message);
}

std::vector<std::string> Reader::path(const Node& text) const {
    try {
        return parse_path(text.text());
    } catch (const Error& wrong) {
        throw error(text.pos, wrong.what()).help(wrong.help_text());
    }
}

QualifiedName Reader::object_name(const std::string& text, NodePos pos) const {
    Node node = Node::string(text);
    node.pos = pos;
    std::vector<std::string> parts = path(node);
    if (parts.size() > 2)
        throw error(pos, "\"" + text + "\" has more than two parts: a schema and a name")
            .help("a part with a dot in it stands in double quotes: '\"a.b\"'");
    if (parts.size() == 1)
        return {"", std::move(parts[0])};
    return {std::move(parts[0]), std::move(parts[1])};
}

QualifiedName Reader::object_name(const Node& text) const {
    return object_name(text.text(), text.pos);
}

Reader reader_of(const Document& document, const FormDialect& dialect) {
    return {document, dialect, std::make_shared<const std::string>(document.file)};
}

std::string Fields::text(std::string_view key) const {
    const Node* node = find(key);
    return node ? node->text() : std::string();
}

std::string Fields::sql(std::string_view key) const {
    return std::string(text::trim(text(key)));
}

bool Fields::flag(std::string_view key, bool missing) const {
    const Node* node = find(key);
    return node ? node->as_boolean() : missing;
}

std::vector<std::string> Fields::texts(std::string_view key) const {
    const Node* node = find(key);
    return node ? read_texts(*node) : std::vector<std::string>();
}

Fields fields_of(const Reader& reader, const Node& table, const Kind& kind,
                 const std::vector<Key>& extra) {
    return {reader, overlay(table, kind, reader.dialect, extra)};
}

Value read_value(const Reader& reader, const Node& node) {
    switch (node.kind()) {
    case Node::Kind::boolean:
        return Literal{Literal::Kind::boolean, node.text()};
    case Node::Kind::integer:
    case Node::Kind::real:
        if (node.text().find("inf") != std::string::npos ||
            node.text().find("nan") != std::string::npos)
            throw reader.error(node.pos, node.text() + " is no number that a database takes")
                .help("write it as an expression: { sql = \"...\" }");
        return Literal{Literal::Kind::number, node.text()};
    case Node::Kind::string:
        return Literal{Literal::Kind::string, node.text()};
    case Node::Kind::datetime:
        return Literal{Literal::Kind::datetime, node.text()};
    default:
        break;
    }
    if (const Node* sql = node.find("sql"))
        return Expression{read_expression(sql->text())};
    const Node* hex = node.find("hex");
    const std::string digits = hex ? hex->text() : "";
    const bool all_hex = std::ranges::all_of(digits, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    if (!hex || !all_hex || digits.size() % 2 != 0)
        throw reader.error(node.pos, "\"" + digits + "\" is no even number of hexadecimal digits");
    return Literal{Literal::Kind::bytes, digits};
}

namespace {

Node wrapped(std::string_view key, const std::string& text) {
    Node table = Node::table();
    table.add(std::string(key), Node::string(text));
    return table;
}

template <class T>
bool holds(std::string_view number) {
    T value{};
    const auto [end, problem] =
        std::from_chars(number.data(), number.data() + number.size(), value);
    return problem == std::errc() && end == number.data() + number.size();
}

// 007, .5 and 2. are no numbers of TOML.
bool has_plain_digits(std::string_view number) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (number.starts_with('-'))
        number.remove_prefix(1);
    if (number.empty() || !is_digit(number[0]) ||
        (number[0] == '0' && number.size() > 1 && is_digit(number[1])))
        return false;
    const auto point = number.find('.');
    return point == std::string_view::npos ||
           (point + 1 < number.size() && is_digit(number[point + 1]));
}

// What TOML has no number for, as it is beyond 64 bits or spelled in a way of its own, is SQL.
Node write_number(const std::string& text) {
    const bool real = text.find_first_of(".eE") != std::string::npos;
    if (!has_plain_digits(text) || !(real ? holds<double>(text) : holds<long long>(text)))
        return wrapped("sql", text);
    return real ? Node::real(text) : Node::integer(text);
}

} // namespace

Node write_value(const Value& value) {
    if (const auto* expression = std::get_if<Expression>(&value))
        return wrapped("sql", expression->sql);
    const auto& literal = std::get<Literal>(value);
    switch (literal.kind) {
    case Literal::Kind::null:
        return wrapped("sql", "NULL");
    case Literal::Kind::boolean:
        return Node::boolean(literal.text == "true");
    case Literal::Kind::number:
        return write_number(literal.text);
    case Literal::Kind::string:
        return Node::string(literal.text);
    case Literal::Kind::bytes:
        return wrapped("hex", literal.text);
    case Literal::Kind::datetime:
        return Node::datetime(literal.text);
    }
    return {};
}

std::string read_expression(std::string_view text) {
    text = text::trim(text);
    while (wrapped_in_parentheses(text))
        text = text::trim(text.substr(1, text.size() - 2));
    return std::string(text);
}

std::string read_query(std::string_view text) {
    text = text::trim(text);
    while (text.ends_with(';'))
        text = text::trim(text.substr(0, text.size() - 1));
    return std::string(text);
}

FkAction read_action(const Reader& reader, const Node& node) {
    return read_word(reader, node, Words<FkAction>(actions));
}

std::string_view word_of(FkAction action) {
    return find_word(action, Words<FkAction>(actions));
}

Conflict read_conflict(const Reader& reader, const Node& node) {
    return read_word(reader, node, Words<Conflict>(conflicts));
}

std::string_view word_of(Conflict conflict) {
    return find_word(conflict, Words<Conflict>(conflicts));
}

std::string_view word_of(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::primary_key:
        return "primary_key";
    case ConstraintKind::unique:
        return "unique";
    case ConstraintKind::check:
        return "check";
    case ConstraintKind::foreign_key:
        return "foreign_key";
    }
    return {};
}

std::optional<Deferral> read_deferral(const Reader& reader, const Node* deferrable,
                                      const Node* initially) {
    if (initially && initially->text() != "deferred" && initially->text() != "immediate")
        throw reader.error(initially->pos,
                           "\"" + initially->text() + "\" should be \"deferred\" or \"immediate\"");
    if (deferrable && !deferrable->as_boolean()) {
        if (initially && initially->text() == "deferred")
            throw reader.error(initially->pos, "what is not deferrable cannot be deferred");
        return Deferral::not_deferrable;
    }
    if (!deferrable && !initially)
        return std::nullopt;
    return initially && initially->text() == "deferred" ? Deferral::initially_deferred
                                                        : Deferral::initially_immediate;
}

void write_deferral(Node& table, const std::optional<Deferral>& deferral) {
    if (!deferral)
        return;
    table["deferrable"] = Node::boolean(*deferral != Deferral::not_deferrable);
    if (*deferral == Deferral::initially_deferred)
        table["initially"] = Node::string("deferred");
}

std::vector<std::string> read_names(const Reader& reader, std::string_view text, NodePos pos) {
    std::vector<std::string> names;
    for (std::size_t from = 0;;) {
        const auto end = std::min(find_outside_quotes(text, ',', from), text.size());
        Node item = Node::string(std::string(text::trim(text.substr(from, end - from))));
        item.pos = pos;
        // One name each: a dot in it is part of it.
        names.push_back(item.text().starts_with('"') ? reader.path(item).front() : item.text());
        if (names.back().empty())
            throw reader.error(pos, "a name is missing in \"" + std::string(text) + "\"");
        if (end == text.size())
            return names;
        from = end + 1;
    }
}

std::string write_names(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& name : names) {
        const bool plain = name.find_first_of(" \t\n,()\"'") == std::string::npos && !name.empty();
        result += (result.empty() ? "" : ", ") +
                  (plain ? name : '"' + text::replace_all(name, "\"", "\"\"") + '"');
    }
    return result;
}

Reference read_reference(const Reader& reader, const Node& node) {
    const std::string_view text = text::trim(node.text());
    const auto open = find_outside_quotes(text, '(');
    Reference result;
    result.table = reader.object_name(std::string(text::trim(text.substr(0, open))), node.pos);
    if (open == std::string_view::npos)
        return result;
    if (!text.ends_with(')'))
        throw reader.error(node.pos, "\"" + node.text() + "\": a parenthesis is not closed")
            .help("write \"table(column)\", or \"table\" for its primary key");
    result.columns = read_names(reader, text.substr(open + 1, text.size() - open - 2), node.pos);
    return result;
}

std::string write_reference(const Reference& reference) {
    std::string text = to_string(reference.table);
    if (!reference.columns.empty())
        text += '(' + write_names(reference.columns) + ')';
    return text;
}

std::vector<std::string> read_texts(const Node& node) {
    if (node.is_string())
        return {node.text()};
    std::vector<std::string> result;
    for (const Node& item : node.items())
        result.push_back(item.text());
    return result;
}

Node write_texts(const std::vector<std::string>& texts) {
    Node list = Node::array();
    for (const std::string& text : texts)
        list.push_back(Node::string(text));
    return list;
}

} // namespace migrate::forms
