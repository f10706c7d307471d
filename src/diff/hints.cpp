// What --rename and --fill say.
#include "diff/compare.hpp"
#include "migrate/error.hpp"
#include "migrate/identifier.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

Error wrong(const std::string& option, const std::string& text, const std::string& example) {
    return Error(ErrorCode::usage, option + " " + text + ": not understood")
        .help("write it like " + option + " " + example);
}

RenameHint::Kind kind_of(const std::string& word, const std::string& text) {
    if (word == "table")
        return RenameHint::Kind::table;
    if (word == "column")
        return RenameHint::Kind::column;
    if (word == "index")
        return RenameHint::Kind::index;
    if (word == "view")
        return RenameHint::Kind::view;
    throw wrong("--rename", text, "column:users.handle=nick (table, column, index or view)");
}

bool is_number(std::string_view text) {
    if (text.starts_with('-'))
        text.remove_prefix(1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && is_digit(text.front()) && is_digit(text.back()) &&
           std::ranges::count(text, '.') <= 1 &&
           std::ranges::all_of(text, [&](char c) { return is_digit(c) || c == '.'; });
}

Value value_of(std::string_view text) {
    if (is_number(text))
        return Literal{Literal::Kind::number, std::string(text)};
    if (text == "true" || text == "false")
        return Literal{Literal::Kind::boolean, std::string(text)};
    if (text.size() >= 2 && text.starts_with('\'') && text.ends_with('\''))
        return Literal{Literal::Kind::string,
                       text::replace_all(std::string(text.substr(1, text.size() - 2)), "''", "'")};
    constexpr std::string_view sql = "sql:";
    if (text.starts_with(sql))
        return Expression{std::string(text::trim(text.substr(sql.size())))};
    return Literal{Literal::Kind::string, std::string(text)};
}

} // namespace

RenameHint parse_rename_hint(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::size_t equals = text.rfind('=');
    if (colon == std::string::npos || equals == std::string::npos || equals < colon)
        throw wrong("--rename", text, "column:users.handle=nick");
    RenameHint hint;
    hint.kind = kind_of(text.substr(0, colon), text);
    hint.from = text.substr(colon + 1, equals - colon - 1);
    const std::vector<std::string> to = parse_path(text.substr(equals + 1));
    hint.to = to.back();
    const bool part = hint.kind == RenameHint::Kind::column || hint.kind == RenameHint::Kind::index;
    if (parse_path(hint.from).size() < (part ? 2U : 1U))
        throw wrong("--rename", text, part ? "column:users.handle=nick" : "table:users=people");
    return hint;
}

FillHint parse_fill_hint(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
        throw wrong("--fill", text, "users.age=0");
    std::vector<std::string> path = parse_path(text.substr(0, equals));
    if (path.size() < 2)
        throw wrong("--fill", text, "users.age=0");
    FillHint hint;
    hint.column = path.back();
    path.pop_back();
    hint.table = format_path(path);
    hint.value = value_of(std::string_view(text).substr(equals + 1));
    return hint;
}

} // namespace migrate::diff
