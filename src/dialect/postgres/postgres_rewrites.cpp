#include "dialect/postgres/postgres_rewrites.hpp"

#include "dialect/postgres/postgres_types.hpp"
#include "sql/lexer.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::postgres {

namespace {

// "numeric(10,2)": the name, and what stands in its parentheses.
struct TypeParts {
    std::string name;
    std::vector<int> limits;
};

TypeParts parts_of(const Column& column) {
    const std::string text = canonical_type(type_text(column.type));
    const std::size_t open = text.find('(');
    if (open == std::string::npos)
        return {text, {}};
    const std::size_t close = text.find(')', open);
    TypeParts parts{text.substr(0, open) + text.substr(std::min(close, text.size() - 1) + 1), {}};
    for (const std::string& limit : text::split(text.substr(open + 1, close - open - 1), ','))
        parts.limits.push_back(std::atoi(limit.c_str()));
    return parts;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Functions that give one statement one value, and words that look like a call: types behind a
// cast, constructs of the grammar. A function that is missing here costs steps, not rows.
constexpr auto steady = std::to_array<std::string_view>({"abs",
                                                         "array",
                                                         "bit",
                                                         "cast",
                                                         "ceil",
                                                         "char",
                                                         "character",
                                                         "coalesce",
                                                         "concat",
                                                         "convert_to",
                                                         "current_setting",
                                                         "current_time",
                                                         "current_timestamp",
                                                         "date_part",
                                                         "date_trunc",
                                                         "decimal",
                                                         "decode",
                                                         "encode",
                                                         "extract",
                                                         "floor",
                                                         "format",
                                                         "greatest",
                                                         "interval",
                                                         "json_build_array",
                                                         "json_build_object",
                                                         "jsonb_build_array",
                                                         "jsonb_build_object",
                                                         "least",
                                                         "length",
                                                         "localtime",
                                                         "localtimestamp",
                                                         "lower",
                                                         "make_date",
                                                         "make_interval",
                                                         "md5",
                                                         "now",
                                                         "nullif",
                                                         "numeric",
                                                         "round",
                                                         "row",
                                                         "statement_timestamp",
                                                         "time",
                                                         "timestamp",
                                                         "timestamptz",
                                                         "timezone",
                                                         "to_char",
                                                         "to_date",
                                                         "to_timestamp",
                                                         "transaction_timestamp",
                                                         "upper",
                                                         "varchar",
                                                         "varying"});

bool stands_still(std::string_view function) {
    const std::string name = text::lower(function);
    return std::ranges::find(steady, name) != steady.end();
}

} // namespace

bool rewrites_rows(const Column& was, const Column& becomes) {
    if (postgres_types().same(was, becomes))
        return false;
    const TypeParts from = parts_of(was);
    const TypeParts to = parts_of(becomes);
    const bool texts = is_one_of(from.name, {"character varying", "text"}) &&
                       is_one_of(to.name, {"character varying", "text"});
    if (texts)
        return !to.limits.empty() && (from.limits.empty() || from.limits[0] > to.limits[0]);
    if (from.name != to.name || from.name == "character" || from.name == "bit")
        return true;
    if (to.limits.empty())
        return false;
    if (from.limits.empty() || from.limits[0] > to.limits[0])
        return true;
    return from.name == "numeric" && from.limits.size() + to.limits.size() > 2 &&
           (from.limits.size() != to.limits.size() || from.limits[1] != to.limits[1]);
}

bool may_be_volatile(std::string_view expression) {
    const auto tokens = sql::significant_tokens(expression, sql::postgres_syntax());
    for (std::size_t i = 1; i < tokens.size(); ++i)
        if (tokens[i].is_punct('(') && tokens[i - 1].is_name() && !stands_still(tokens[i - 1].text))
            return true;
    return false;
}

} // namespace migrate::postgres
