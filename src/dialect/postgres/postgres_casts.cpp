#include "dialect/postgres/postgres_casts.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace migrate::postgres {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> numbers{
    "smallint", "integer", "bigint", "numeric", "real", "double precision", "money"};
constexpr std::array<std::string_view, 6> strings{
    "text", "character varying", "character", "bpchar", "name", "citext"};
// Whose casts are all known here; of other types (domains, those of extensions) the server knows.
constexpr std::array<std::string_view, 24> others{"boolean",
                                                  "bytea",
                                                  "date",
                                                  "time without time zone",
                                                  "time with time zone",
                                                  "uuid",
                                                  "json",
                                                  "jsonb",
                                                  "timestamp without time zone",
                                                  "timestamp with time zone",
                                                  "interval",
                                                  "bit",
                                                  "bit varying",
                                                  "inet",
                                                  "cidr",
                                                  "macaddr",
                                                  "macaddr8",
                                                  "xml",
                                                  "tsvector",
                                                  "tsquery",
                                                  "point",
                                                  "box",
                                                  "polygon",
                                                  "circle"};

struct Cast {
    std::string_view from, to;
};
// pg_cast, those that are implicit or for assignments; numbers and strings aside.
constexpr std::array casts{
    Cast{"date", "timestamp without time zone"},
    Cast{"date", "timestamp with time zone"},
    Cast{"timestamp without time zone", "date"},
    Cast{"timestamp without time zone", "time without time zone"},
    Cast{"timestamp without time zone", "timestamp with time zone"},
    Cast{"timestamp with time zone", "date"},
    Cast{"timestamp with time zone", "time without time zone"},
    Cast{"timestamp with time zone", "time with time zone"},
    Cast{"timestamp with time zone", "timestamp without time zone"},
    Cast{"time without time zone", "time with time zone"},
    Cast{"time without time zone", "interval"},
    Cast{"time with time zone", "time without time zone"},
    Cast{"interval", "time without time zone"},
    Cast{"json", "jsonb"},
    Cast{"jsonb", "json"},
    Cast{"bit", "bit varying"},
    Cast{"bit varying", "bit"},
    Cast{"inet", "cidr"},
    Cast{"cidr", "inet"},
    Cast{"macaddr", "macaddr8"},
    Cast{"macaddr8", "macaddr"},
    Cast{"box", "polygon"},
    Cast{"polygon", "circle"},
};

bool is_one_of(Names names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// "numeric(10,2)[]" to "numeric", "timestamp(3) with time zone" to "timestamp with time zone".
struct BaseType {
    std::string name;
    bool array = false;
};

BaseType base_of(const Column& column) {
    BaseType base{canonical_type(type_text(column.type)), false};
    base.array = base.name.ends_with("[]");
    if (base.array)
        base.name.resize(base.name.size() - 2);
    const std::size_t open = base.name.find('(');
    const std::size_t close = base.name.find(')');
    if (open != std::string::npos && close != std::string::npos)
        base.name.erase(open, close - open + 1);
    return base;
}

bool is_enum(const Database& db, const Column& column) {
    if (column.type.kind == TypeKind::enumeration)
        return true;
    const std::string name = base_of(column).name;
    return std::ranges::any_of(db.enums,
                               [&](const EnumType& type) { return name_text(type.name) == name; });
}

enum class Way { by_itself, by_text, unknown };

Way way_between(const Database& db, const Column& from, const Column& to) {
    const BaseType a = base_of(from);
    const BaseType b = base_of(to);
    if (a.array != b.array)
        return is_one_of(strings, b.name) && !b.array ? Way::by_itself : Way::unknown;
    if (a.name == b.name || is_one_of(strings, b.name) ||
        (is_one_of(numbers, a.name) && is_one_of(numbers, b.name)) ||
        std::ranges::any_of(casts,
                            [&](const Cast& c) { return c.from == a.name && c.to == b.name; }))
        return Way::by_itself;
    if (is_one_of(strings, a.name) || is_enum(db, from))
        return Way::by_text;
    const auto is_known = [&](const Column& column, const std::string& name) {
        return is_one_of(numbers, name) || is_one_of(others, name) || is_enum(db, column);
    };
    return is_known(from, a.name) && is_known(to, b.name) ? Way::unknown : Way::by_itself;
}

} // namespace

std::string conversion(const Database& db, const QualifiedName& table, const Column& from,
                       const Column& to) {
    const std::string column = name_text(from.name);
    switch (way_between(db, from, to)) {
    case Way::by_itself:
        return {};
    case Way::by_text:
        return column +
               (is_enum(db, from) ? (base_of(from).array ? "::text[]::" : "::text::") : "::") +
               type_text(to.type);
    case Way::unknown:
        break;
    }
    throw Error(ErrorCode::failed, "column " + to_string(table) + "." + from.name +
                                       ": PostgreSQL does not convert " + type_text(from.type) +
                                       " to " + type_text(to.type) + " by itself")
        .help("say how in the step: using = \"an expression over the old values\"");
}

} // namespace migrate::postgres
