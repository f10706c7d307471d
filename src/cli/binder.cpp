#include "cli/binder.hpp"

#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <charconv>

namespace migrate::cli {
namespace {

void check_choice(const std::string& name, const std::vector<std::string>& choices,
                  const std::string& text) {
    if (std::ranges::find(choices, text) == choices.end())
        throw Error(ErrorCode::usage, name + " is " + text::join(choices, " or ") + ", not \"" +
                                          text + "\"" + did_you_mean(text, choices));
}

long long whole_number(const std::string& name, const std::string& text) {
    long long value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size())
        throw Error(ErrorCode::usage, name + " is a whole number, not \"" + text + "\"");
    return value;
}

} // namespace

void Binder::flag(std::string_view names, bool& value, std::string help) {
    action(names, std::move(help), [&value] { value = true; });
}

void Binder::action(std::string_view names, std::string help, std::function<void()> act) {
    options_.push_back({.names = text::split(names, ','),
                        .value = {},
                        .help = std::move(help),
                        .choices = {},
                        .set = [act = std::move(act)](const std::string&) { act(); }});
}

void Binder::option(std::string_view names, std::string_view value_name, std::string& value,
                    std::string help) {
    options_.push_back({.names = text::split(names, ','),
                        .value = std::string(value_name),
                        .help = std::move(help),
                        .choices = {},
                        .set = [&value](const std::string& text) { value = text; }});
}

void Binder::option(std::string_view names, std::string_view value_name,
                    std::optional<std::string>& value, std::string help) {
    options_.push_back({.names = text::split(names, ','),
                        .value = std::string(value_name),
                        .help = std::move(help),
                        .choices = {},
                        .set = [&value](const std::string& text) { value = text; }});
}

void Binder::option(std::string_view names, std::string_view value_name,
                    std::vector<std::string>& values, std::string help) {
    options_.push_back({.names = text::split(names, ','),
                        .value = std::string(value_name),
                        .help = std::move(help),
                        .choices = {},
                        .repeatable = true,
                        .set = [&values](const std::string& text) { values.push_back(text); }});
}

void Binder::choice(std::string_view names, std::string& value, std::vector<std::string> choices,
                    std::string help) {
    option(names, text::join(choices, "|"), value, std::move(help));
    Option& added = options_.back();
    added.choices = std::move(choices);
    added.set = [&value, name = added.long_name(), known = added.choices](const std::string& text) {
        check_choice(name, known, text);
        value = text;
    };
}

void Binder::positional(std::string name, std::string& value, std::string help, Need need) {
    positionals_.push_back({.name = std::move(name),
                            .help = std::move(help),
                            .required = need == Need::required,
                            .set = [&value](const std::string& text) { value = text; }});
}

void Binder::positional(std::string name, std::vector<std::string>& values, std::string help,
                        Need need) {
    positionals_.push_back({.name = std::move(name),
                            .help = std::move(help),
                            .required = need == Need::required,
                            .repeatable = true,
                            .set = [&values](const std::string& text) { values.push_back(text); }});
}

void Binder::positional(std::string name, long long& value, std::string help) {
    const auto set = [&value, name](const std::string& text) { value = whole_number(name, text); };
    positionals_.push_back({.name = std::move(name), .help = std::move(help), .set = set});
}

void Binder::option(std::string_view names, std::string_view value_name, long long& value,
                    std::string help) {
    std::string ignored;
    option(names, value_name, ignored, std::move(help));
    Option& added = options_.back();
    added.set = [&value, name = added.long_name()](const std::string& text) {
        value = whole_number(name, text);
        if (value < 1)
            throw Error(ErrorCode::usage, name + " is a number above 0, not " + text);
    };
}

void Binder::positional(std::string name, std::string& value, std::vector<std::string> choices,
                        std::string help) {
    positional(std::move(name), value, std::move(help));
    Positional& added = positionals_.back();
    added.choices = std::move(choices);
    added.set = [&value, name = added.name, known = added.choices](const std::string& text) {
        check_choice(name, known, text);
        value = text;
    };
}

const Option* Binder::find(std::string_view name) const {
    const auto found = std::ranges::find_if(options_, [&](const Option& option) {
        return std::ranges::find(option.names, name) != option.names.end();
    });
    return found == options_.end() ? nullptr : &*found;
}

std::vector<std::string> Binder::long_names() const {
    std::vector<std::string> names;
    for (const Option& option : options_)
        if (option.long_name().starts_with("--"))
            names.push_back(option.long_name());
    return names;
}

std::vector<Option> Binder::missing(const Binder& general) const {
    std::vector<Option> options;
    for (Option option : general.options_) {
        std::erase_if(option.names, [&](const std::string& name) { return find(name) != nullptr; });
        if (!option.names.empty())
            options.push_back(std::move(option));
    }
    return options;
}

void Binder::add_missing(const Binder& general) {
    for (Option& option : missing(general))
        options_.push_back(std::move(option));
}

} // namespace migrate::cli
