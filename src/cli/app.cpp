#include "cli/app.hpp"

#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace migrate::cli {
namespace {

// CLI11 takes -1 for an option and [a] for a list. A word that is a value for certain gets this
// mark in front; it is taken off before the value is used.
constexpr char value_mark = '\x01';

std::string marked(const std::string& word) {
    return value_mark + word;
}

std::string unmarked(const std::string& word) {
    return !word.empty() && word.front() == value_mark ? word.substr(1) : word;
}

// -1, -3:, -1:head
bool is_relative(const std::string& word) {
    return word.size() > 1 && word[0] == '-' && word[1] >= '0' && word[1] <= '9';
}

// --rev_id=x is --rev-id=x.
std::string dashed(std::string name) {
    std::ranges::replace(name, '_', '-');
    return name;
}

void add_long(std::vector<std::string>& out, const Binder& binder, const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = dashed(word.substr(0, equals));
    const Option* option = binder.find(name);
    if (equals != std::string::npos && option && option->value.empty())
        throw Error(ErrorCode::usage, name + " is a flag and takes no value");
    out.push_back(option ? name : word.substr(0, equals));
    if (equals != std::string::npos)
        out.push_back(marked(word.substr(equals + 1)));
}

// Whether the next word is the value of this one: --url, -u, -qu, but not --url=x, -ux.
bool wants_value(const Binder& binder, const std::string& word) {
    if (word.starts_with("--")) {
        const Option* option = binder.find(dashed(word));
        return option && !option->value.empty();
    }
    for (std::size_t i = 1; i < word.size(); ++i) {
        const Option* option = binder.find(std::string("-") + word[i]);
        if (option && !option->value.empty())
            return i + 1 == word.size();
    }
    return false;
}

bool is_option(const std::string& word) {
    return word.size() > 1 && word[0] == '-' && !is_relative(word);
}

// The words as CLI11 cannot misunderstand them: only what is an option begins with a dash.
std::vector<std::string> prepared(const Binder& binder, const std::vector<std::string>& words) {
    std::vector<std::string> out;
    bool only_values = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (only_values || !is_option(word)) {
            out.push_back(marked(word));
        } else if (word == "--") {
            only_values = true;
        } else {
            if (word.starts_with("--"))
                add_long(out, binder, word);
            else
                out.push_back(word);
            if (wants_value(binder, word) && i + 1 < words.size())
                out.push_back(marked(words[++i]));
        }
    }
    return out;
}

void add_option(CLI::App& app, const Option& option) {
    const std::string names = text::join(option.names, ",");
    if (option.value.empty()) {
        app.add_flag_callback(names, [&option] { option.set(""); }, option.help);
        return;
    }
    const auto take = [&option](const CLI::results_t& values) {
        for (const std::string& value : values)
            option.set(unmarked(value));
        return true;
    };
    app.add_option(names, take, option.help)
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll
                                                : CLI::MultiOptionPolicy::TakeLast);
}

} // namespace

Parser::Parser(const Binder& binder, std::string command)
    : binder_(binder),
      command_(std::move(command)) {
}

Error Parser::error(const std::string& message) const {
    return Error(ErrorCode::usage, message).help(command_ + " --help lists what it takes");
}

void Parser::fail_on_option(const std::string& word) const {
    const std::vector<std::string> known = binder_.long_names();
    throw error("unknown option " + word + did_you_mean(dashed(word), known));
}

void Parser::take_positional(const std::string& word) {
    const auto& positionals = binder_.positionals();
    if (positionals.empty() ||
        (positionals_seen_ >= positionals.size() && !positionals.back().repeatable))
        throw error("unexpected argument \"" + word + "\"");
    positionals[std::min(positionals_seen_++, positionals.size() - 1)].set(word);
}

void Parser::set_options(const std::vector<std::string>& words) {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    for (const Option& option : binder_.options())
        add_option(app, option);
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
    for (const std::string& word : app.remaining()) {
        if (is_option(word))
            fail_on_option(word);
        take_positional(unmarked(word));
    }
}

void Parser::parse(const std::vector<std::string>& words) {
    const std::vector<std::string> all = prepared(binder_, words);
    // CLI11 says it in words that differ by version.
    if (!all.empty() && is_option(all.back()) && wants_value(binder_, all.back()))
        throw error(all.back() + " needs a value");
    try {
        set_options(all);
    } catch (const CLI::ParseError& e) {
        throw error(e.what());
    }
}

void Parser::check_positionals() const {
    const auto& positionals = binder_.positionals();
    if (positionals_seen_ < positionals.size() && positionals[positionals_seen_].required)
        throw error(command_ + " needs " + positionals[positionals_seen_].name + ": " +
                    positionals[positionals_seen_].help);
}

std::size_t command_position(const Binder& general, const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--")
            return std::min(i + 1, words.size());
        if (!is_option(words[i]))
            return i;
        if (wants_value(general, words[i]))
            ++i;
    }
    return words.size();
}

} // namespace migrate::cli
