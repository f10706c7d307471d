#include "migrate/type.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace migrate {
namespace {

struct PortableType {
    std::string_view name;
    TypeKind kind;
    int min_arguments;
    int max_arguments;
};

// The portable names; docs/reference/types.md is the same list.
constexpr std::array portable_types{
    PortableType{"boolean", TypeKind::boolean, 0, 0},
    PortableType{"smallint", TypeKind::smallint, 0, 0},
    PortableType{"integer", TypeKind::integer, 0, 0},
    PortableType{"bigint", TypeKind::bigint, 0, 0},
    PortableType{"numeric", TypeKind::numeric, 0, 2},
    PortableType{"real", TypeKind::real, 0, 0},
    PortableType{"double", TypeKind::double_precision, 0, 0},
    PortableType{"char", TypeKind::character, 0, 1},
    PortableType{"varchar", TypeKind::varchar, 0, 1},
    PortableType{"text", TypeKind::text, 0, 0},
    PortableType{"binary", TypeKind::binary, 0, 1},
    PortableType{"varbinary", TypeKind::varbinary, 0, 1},
    PortableType{"blob", TypeKind::blob, 0, 0},
    PortableType{"date", TypeKind::date, 0, 0},
    PortableType{"time", TypeKind::time, 0, 1},
    PortableType{"datetime", TypeKind::datetime, 0, 1},
    PortableType{"timestamp", TypeKind::timestamp, 0, 1},
    PortableType{"interval", TypeKind::interval, 0, 0},
    PortableType{"uuid", TypeKind::uuid, 0, 0},
    PortableType{"json", TypeKind::json, 0, 0},
};

constexpr std::string_view time_zone_suffix = " with time zone";

bool takes_time_zone(TypeKind kind) {
    return kind == TypeKind::time || kind == TypeKind::datetime || kind == TypeKind::timestamp;
}

// "(12, 2)" to 12, 2; nullopt when it is anything else.
std::optional<std::vector<int>> parse_arguments(std::string_view text) {
    if (text.size() < 3 || text.front() != '(' || text.back() != ')')
        return std::nullopt;
    std::vector<int> numbers;
    for (const std::string& part : text::split(text.substr(1, text.size() - 2), ',')) {
        const std::string_view digits = text::trim(part);
        int number = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size() || number < 0)
            return std::nullopt;
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace

ColumnType native_type(std::string_view text) {
    ColumnType type;
    type.text = text::trim(text);
    type.kind = type.text.empty() ? TypeKind::none : TypeKind::other;
    type.native = true;
    return type;
}

ColumnType parse_type(std::string_view source) {
    ColumnType type;
    type.text = text::trim(source);
    if (type.text.empty()) {
        type.kind = TypeKind::none;
        return type;
    }
    std::string_view rest = type.text;
    if (rest.size() > time_zone_suffix.size() &&
        text::equals_folded(rest.substr(rest.size() - time_zone_suffix.size()), time_zone_suffix)) {
        type.with_time_zone = true;
        rest = text::trim(rest.substr(0, rest.size() - time_zone_suffix.size()));
    }
    const auto open = rest.find('(');
    const std::string_view name = text::trim(rest.substr(0, open));
    const auto* found = std::ranges::find_if(
        portable_types, [&](const PortableType& p) { return text::equals_folded(p.name, name); });
    std::optional<std::vector<int>> arguments = std::vector<int>();
    if (open != std::string_view::npos)
        arguments = parse_arguments(text::trim(rest.substr(open)));
    const bool fits = found != portable_types.end() && arguments &&
                      static_cast<int>(arguments->size()) >= found->min_arguments &&
                      static_cast<int>(arguments->size()) <= found->max_arguments &&
                      (!type.with_time_zone || takes_time_zone(found->kind));
    if (!fits) {
        type.with_time_zone = false;
        return type;
    }
    type.kind = found->kind;
    type.arguments = std::move(*arguments);
    return type;
}

bool same_family(const ColumnType& a, const ColumnType& b) {
    const auto family = [](TypeKind kind) {
        switch (kind) {
        case TypeKind::smallint:
        case TypeKind::integer:
        case TypeKind::bigint:
        case TypeKind::numeric:
        case TypeKind::real:
        case TypeKind::double_precision:
            return TypeKind::numeric;
        case TypeKind::character:
        case TypeKind::varchar:
        case TypeKind::text:
            return TypeKind::text;
        default:
            return kind;
        }
    };
    if (family(a.kind) != family(b.kind))
        return false;
    const bool named = a.kind == TypeKind::other || a.kind == TypeKind::enumeration;
    return !named || text::equals_folded(a.text, b.text);
}

std::string portable_spelling(const ColumnType& type) {
    const auto* found = std::ranges::find_if(
        portable_types, [&](const PortableType& p) { return p.kind == type.kind; });
    if (found == portable_types.end() || type.native)
        return type.text;
    std::string result(found->name);
    for (std::size_t i = 0; i < type.arguments.size(); ++i)
        result += (i ? "," : "(") + std::to_string(type.arguments[i]);
    if (!type.arguments.empty())
        result += ')';
    if (type.with_time_zone)
        result += time_zone_suffix;
    return result;
}

} // namespace migrate
