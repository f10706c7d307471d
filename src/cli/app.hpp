// The words of a command line, parsed. The only user of CLI11.
#pragma once

#include "cli/binder.hpp"
#include "migrate/error.hpp"

#include <string>
#include <vector>

namespace migrate::cli {

// Hands every option and positional to the setters of the binder, in the order in which they stand.
// A word like -1 or -3: is no option. `command` is for messages. Throws Error(usage) for what is
// not known, missing or too much; a missing positional is told by check_positionals, so that --help
// comes first.
class Parser {
  public:
    Parser(const Binder& binder, std::string command);

    void parse(const std::vector<std::string>& words);
    void check_positionals() const;

  private:
    void set_options(const std::vector<std::string>& words);
    void take_positional(const std::string& word);
    [[noreturn]] void fail_on_option(const std::string& word) const;
    Error error(const std::string& message) const;

    const Binder& binder_;
    std::string command_;
    std::size_t positionals_seen_ = 0;
};

// Where the command stands in a command line: the first word that is neither one of the options
// that may come before it nor the value of one. words.size() when there is none.
std::size_t command_position(const Binder& general, const std::vector<std::string>& words);

} // namespace migrate::cli
