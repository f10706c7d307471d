// How a command says which options it takes and where their values go. The command line parser, the
// help and whatever else wants to know the options all read what a Binder collected.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::cli {

struct Option {
    std::vector<std::string> names; // "-m", "--message"
    std::string value;              // what the help calls its value; empty: a flag
    std::string help;
    std::vector<std::string> choices; // empty: any text
    bool repeatable = false;          // else the last one counts
    // Takes the text of one occurrence; a flag gets "". Throws Error(usage).
    std::function<void(const std::string&)> set;

    const std::string& long_name() const { return names.back(); }
};

struct Positional {
    std::string name; // TARGET
    std::string help;
    bool required = true;
    bool repeatable = false;               // the last one may be
    std::vector<std::string> choices = {}; // empty: any text
    std::function<void(const std::string&)> set;
};

enum class Need { required, optional };

// The variables bound must outlive the parsing. Names are "-m,--message" or "--tag"; the long one
// comes last. Underscores stand for dashes in long names.
class Binder {
  public:
    void flag(std::string_view names, bool& value, std::string help);
    // A flag that does something else than set a bool.
    void action(std::string_view names, std::string help, std::function<void()> act);
    void option(std::string_view names, std::string_view value_name, std::string& value,
                std::string help);
    void option(std::string_view names, std::string_view value_name,
                std::optional<std::string>& value, std::string help);
    // May be given several times.
    void option(std::string_view names, std::string_view value_name,
                std::vector<std::string>& values, std::string help);
    // A whole number above 0.
    void option(std::string_view names, std::string_view value_name, long long& value,
                std::string help);
    // One of a few words; the value's name lists them.
    void choice(std::string_view names, std::string& value, std::vector<std::string> choices,
                std::string help);

    void positional(std::string name, std::string& value, std::string help,
                    Need need = Need::required);
    void positional(std::string name, std::vector<std::string>& values, std::string help,
                    Need need = Need::required);
    void positional(std::string name, long long& value, std::string help);
    // One of a few words.
    void positional(std::string name, std::string& value, std::vector<std::string> choices,
                    std::string help);

    const std::vector<Option>& options() const { return options_; }
    const std::vector<Positional>& positionals() const { return positionals_; }
    // The option with that name, "-m" or "--message".
    const Option* find(std::string_view name) const;
    // Every long name, for suggestions.
    std::vector<std::string> long_names() const;
    // Takes over what `general` has; of a name that both have, this one's meaning stays.
    void add_missing(const Binder& general);
    // What `general` still means beside this one.
    std::vector<Option> missing(const Binder& general) const;

  private:
    std::vector<Option> options_;
    std::vector<Positional> positionals_;
};

} // namespace migrate::cli
