#include "util/env.hpp"

#include "migrate/error.hpp"

#include <algorithm>
#include <cstdlib>

namespace migrate {
namespace {

bool is_name(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    if (name.starts_with("x:"))
        return name.size() > 2;
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::ranges::all_of(name, plain);
}

Error not_set(const std::string& name) {
    if (name.starts_with("x:"))
        return Error(ErrorCode::usage, "${" + name + "} was not given on the command line")
            .help("add -x " + name.substr(2) + "=VALUE");
    return Error(ErrorCode::usage, "the environment variable " + name + " is not set")
        .help("set it, or give a default: ${" + name + ":-default}");
}

std::string value_of(std::string_view inside, const VariableLookup& lookup) {
    const auto dash = inside.find(":-");
    const std::string name(inside.substr(0, dash));
    if (!is_name(name))
        throw Error(ErrorCode::usage, "\"${" + std::string(inside) + "}\" names no variable")
            .help("write ${NAME}, ${NAME:-default} or ${x:key}; $${ is a plain ${");
    const auto value = lookup(name);
    if (dash != std::string_view::npos)
        return value && !value->empty() ? *value : std::string(inside.substr(dash + 2));
    if (!value)
        throw not_set(name);
    return *value;
}

} // namespace

std::optional<std::string> get_env(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

std::string expand_variables(std::string_view text, const VariableLookup& lookup) {
    std::string result;
    for (;;) {
        const auto at = text.find("${");
        result += text.substr(0, at);
        if (at == std::string_view::npos)
            return result;
        const bool plain = at > 0 && text[at - 1] == '$';
        text.remove_prefix(at + 2);
        if (plain) { // the first `$` is in the result already
            result += '{';
            continue;
        }
        const auto end = text.find('}');
        if (end == std::string_view::npos)
            throw Error(ErrorCode::usage, "\"${" + std::string(text) + "\" has no closing brace")
                .help("write ${NAME}; $${ is a plain ${");
        result += value_of(text.substr(0, end), lookup);
        text.remove_prefix(end + 1);
    }
}

} // namespace migrate
