#include "dialect/postgres/postgres_types.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace migrate::postgres {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Second names that the grammar or the catalog knows
// (https://www.postgresql.org/docs/current/datatype.html).
constexpr std::array aliases{
    Pair{"int", "integer"},
    Pair{"int4", "integer"},
    Pair{"int2", "smallint"},
    Pair{"int8", "bigint"},
    Pair{"bool", "boolean"},
    Pair{"float4", "real"},
    Pair{"float8", "double precision"},
    Pair{"decimal", "numeric"},
    Pair{"dec", "numeric"},
    Pair{"varchar", "character varying"},
    Pair{"char varying", "character varying"},
    Pair{"nchar varying", "character varying"},
    Pair{"national character varying", "character varying"},
    Pair{"national char varying", "character varying"},
    Pair{"char", "character"},
    Pair{"nchar", "character"},
    Pair{"national character", "character"},
    Pair{"national char", "character"},
    Pair{"varbit", "bit varying"},
};

constexpr std::array serials{
    Pair{"serial", "integer"}, Pair{"serial4", "integer"},      Pair{"bigserial", "bigint"},
    Pair{"serial8", "bigint"}, Pair{"smallserial", "smallint"}, Pair{"serial2", "smallint"},
};

template <class Table>
std::string_view look_up(const Table& table, std::string_view key) {
    const auto found = std::ranges::find(table, key, &Pair::first);
    return found == table.end() ? std::string_view() : found->second;
}

// A type's text in its parts: words, arguments in parentheses, words behind them, whether it is an
// array.
struct Spelling {
    std::string name;
    std::vector<std::string> arguments;
    std::string suffix;
    bool array = false;
};

class SpellingReader {
  public:
    explicit SpellingReader(std::string_view type)
        : tokens_(sql::significant_tokens(type, sql::postgres_syntax())) {}

    Spelling read() {
        while (next_ < tokens_.size())
            take(tokens_[next_]);
        return std::move(out_);
    }

  private:
    void take(const sql::Token& token) {
        ++next_;
        if (token.is_punct('('))
            return take_arguments();
        if (token.is_punct('[') || token.is("array"))
            return take_array();
        if (!out_.array && !token.is_punct(']'))
            take_word(token);
    }

    void take_arguments() {
        for (; next_ < tokens_.size() && !tokens_[next_].is_punct(')'); ++next_)
            if (!tokens_[next_].is_punct(','))
                out_.arguments.emplace_back(tokens_[next_].text);
        ++next_;
    }

    // Neither how many dimensions nor how long they are is kept by the database.
    void take_array() {
        out_.array = true;
        next_ = tokens_.size();
    }

    void take_word(const sql::Token& token) {
        std::string& target = out_.arguments.empty() ? out_.name : out_.suffix;
        if (token.is_punct('.') || target.ends_with('.')) {
            if (target == "pg_catalog" && token.is_punct('.'))
                return target.clear();
        } else if (!target.empty()) {
            target += ' ';
        }
        target += word(token);
    }

    static std::string word(const sql::Token& token) {
        if (token.kind == sql::TokenKind::word)
            return text::lower(token.text);
        if (token.kind != sql::TokenKind::quoted_name)
            return std::string(token.text);
        const std::string name = sql::unquoted(token);
        return name == "char" ? "\"char\"" : name_text(name);
    }

    std::vector<sql::Token> tokens_;
    std::size_t next_ = 0;
    Spelling out_;
};

void take_zone(Spelling& type, std::string_view short_name, std::string_view name) {
    const bool zoned = type.name == std::string(short_name) + "tz" ||
                       type.suffix == "with time zone" ||
                       type.name == std::string(name) + " with time zone";
    if (type.name != name && type.name != std::string(short_name) + "tz" &&
        !type.name.starts_with(std::string(name) + " with"))
        return;
    type.name = name;
    type.suffix = zoned ? "with time zone" : "without time zone";
}

// float(1) to float(24) are real, the longer ones double precision.
void take_float(Spelling& type) {
    if (type.name != "float")
        return;
    const bool is_short = !type.arguments.empty() && std::atoi(type.arguments[0].c_str()) < 25;
    type.name = is_short ? "real" : "double precision";
    type.arguments.clear();
}

void take_default_arguments(Spelling& type) {
    if (type.name == "numeric" && type.arguments.size() == 1)
        type.arguments.emplace_back("0");
    if (type.name == "bpchar" && !type.arguments.empty())
        type.name = "character";
    if ((type.name == "character" || type.name == "bit") && type.arguments.empty())
        type.arguments.emplace_back("1");
}

Spelling canonical(std::string_view text) {
    Spelling type = SpellingReader(text).read();
    if (const std::string_view name = look_up(aliases, type.name); !name.empty())
        type.name = name;
    take_zone(type, "timestamp", "timestamp");
    take_zone(type, "time", "time");
    take_float(type);
    take_default_arguments(type);
    return type;
}

std::string joined(const Spelling& type) {
    std::string out = type.name;
    if (!type.arguments.empty())
        out += "(" + text::join(type.arguments, ",") + ")";
    if (!type.suffix.empty())
        out += " " + type.suffix;
    return out + (type.array ? "[]" : "");
}

std::string with_arguments(std::string_view name, const ColumnType& type) {
    std::string out(name);
    for (std::size_t i = 0; i < type.arguments.size(); ++i)
        out += (i ? "," : "(") + std::to_string(type.arguments[i]);
    return out + (type.arguments.empty() ? "" : ")");
}

std::string enum_text(const std::string& path) {
    std::vector<std::string> parts;
    for (const std::string& part : parse_path(path))
        parts.push_back(name_text(part));
    return text::join(parts, ".");
}

// The portable word for a canonical spelling without "[]"; empty where there is none that comes
// back the same.
std::string portable_word(const Spelling& type) {
    static constexpr std::array words{
        Pair{"boolean", "boolean"},
        Pair{"smallint", "smallint"},
        Pair{"integer", "integer"},
        Pair{"bigint", "bigint"},
        Pair{"numeric", "numeric"},
        Pair{"real", "real"},
        Pair{"double precision", "double"},
        Pair{"character", "char"},
        Pair{"character varying", "varchar"},
        Pair{"text", "text"},
        Pair{"bytea", "blob"},
        Pair{"date", "date"},
        Pair{"time", "time"},
        Pair{"timestamp", "timestamp"},
        Pair{"interval", "interval"},
        Pair{"uuid", "uuid"},
        Pair{"json", "json"},
    };
    const std::string_view word = look_up(words, type.name);
    if (word.empty() || (word == "interval" && !(type.arguments.empty() && type.suffix.empty())))
        return {};
    Spelling portable = type;
    portable.name = word;
    portable.array = false;
    if (portable.suffix == "without time zone")
        portable.suffix.clear();
    return joined(portable);
}

} // namespace

std::string canonical_type(std::string_view type) {
    return joined(canonical(type));
}

std::string_view serial_base(std::string_view type) {
    return look_up(serials, text::lower(text::trim(type)));
}

std::string type_text(const ColumnType& type) {
    if (type.native)
        return type.text;
    const std::string zone = type.with_time_zone ? " with time zone" : "";
    switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::numeric:
    case TypeKind::real:
    case TypeKind::character:
    case TypeKind::varchar:
    case TypeKind::text:
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timestamp:
    case TypeKind::interval:
    case TypeKind::uuid:
    case TypeKind::json:
        return portable_spelling(type);
    case TypeKind::double_precision:
        return "double precision";
    case TypeKind::datetime:
        return with_arguments("timestamp", type) + zone;
    case TypeKind::binary:
    case TypeKind::varbinary:
    case TypeKind::blob:
        return "bytea";
    case TypeKind::enumeration:
        return enum_text(type.text);
    case TypeKind::other:
    case TypeKind::none:
        break;
    }
    return type.text;
}

std::string usual_storage(const ColumnType& type) {
    constexpr std::array<std::string_view, 16> plain{"boolean",
                                                     "smallint",
                                                     "integer",
                                                     "bigint",
                                                     "real",
                                                     "double precision",
                                                     "date",
                                                     "time without time zone",
                                                     "time with time zone",
                                                     "timestamp without time zone",
                                                     "timestamp with time zone",
                                                     "interval",
                                                     "uuid",
                                                     "money",
                                                     "\"char\"",
                                                     "oid"};
    constexpr std::array<std::string_view, 3> main{"numeric", "inet", "cidr"};
    const Spelling spelling = canonical(type_text(type));
    const std::string name = spelling.name + (spelling.suffix.empty() ? "" : " " + spelling.suffix);
    if (spelling.array)
        return "EXTENDED";
    if (std::ranges::find(plain, name) != plain.end() || type.kind == TypeKind::enumeration)
        return "PLAIN";
    return std::ranges::find(main, name) != main.end() ? "MAIN" : "EXTENDED";
}

std::string PostgresTypes::render(const Column& column) const {
    return type_text(column.type);
}

ColumnType PostgresTypes::read(std::string_view native) const {
    const Spelling type = canonical(native);
    const std::string word = portable_word(type);
    if (!word.empty())
        return parse_type(word + (type.array ? "[]" : ""));
    ColumnType other = parse_type(native);
    return other.kind == TypeKind::other ? other : native_type(native);
}

bool PostgresTypes::same(const Column& a, const Column& b) const {
    const std::string x = render(a);
    const std::string y = render(b);
    return x == y || canonical_type(x) == canonical_type(y);
}

const Types& postgres_types() {
    static const PostgresTypes types;
    return types;
}

} // namespace migrate::postgres
