#include "cli/value_kind.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::cli {
namespace {

struct NamedKind {
    std::string_view name; // as the help calls the value
    ValueKind kind;
};

constexpr std::array named_kinds{
    NamedKind{"FILE", ValueKind::file},
    NamedKind{"DIR", ValueKind::folder},
    NamedKind{"NAME|DIR", ValueKind::folder},
    NamedKind{"REV", ValueKind::revision},
    NamedKind{"REVISION", ValueKind::revision},
    NamedKind{"TARGET", ValueKind::revision},
    NamedKind{"FROM:TO", ValueKind::revision},
    NamedKind{"A", ValueKind::revision}, // of diff, which takes more than revisions
    NamedKind{"B", ValueKind::revision},
    NamedKind{"TABLE", ValueKind::table},
    NamedKind{"COLUMN=VALUE", ValueKind::column},
};

bool is_word(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

// "revision|all|none" lists what there is.
ValueHint named_hint(const std::string& name) {
    const auto found = std::ranges::find(named_kinds, name, &NamedKind::name);
    if (found != named_kinds.end())
        return {.kind = found->kind, .choices = {}};
    const std::vector<std::string> words = text::split(name, '|');
    if (words.size() > 1 && std::ranges::all_of(words, is_word))
        return {.kind = ValueKind::choice, .choices = words};
    return {};
}

} // namespace

ValueHint value_hint(const Option& option) {
    if (!option.choices.empty())
        return {.kind = ValueKind::choice, .choices = option.choices};
    if (option.long_name() == "--environment")
        return {.kind = ValueKind::environment, .choices = {}};
    return named_hint(option.value);
}

ValueHint value_hint(const Positional& positional) {
    if (!positional.choices.empty())
        return {.kind = ValueKind::choice, .choices = positional.choices};
    return named_hint(positional.name);
}

std::string_view live_name(ValueKind kind) {
    switch (kind) {
    case ValueKind::revision:
        return "revisions";
    case ValueKind::environment:
        return "environments";
    case ValueKind::table:
        return "tables";
    case ValueKind::column:
        return "columns";
    case ValueKind::any:
    case ValueKind::choice:
    case ValueKind::file:
    case ValueKind::folder:
        return {};
    }
    return {};
}

} // namespace migrate::cli
