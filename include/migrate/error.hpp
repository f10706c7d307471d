// Errors of the library.
//
// Anything that ends the work is thrown as migrate::Error; what may well be "no" is an
// std::optional or a result struct. A subclass exists only where a caller catches it (DbError in
// connection.hpp).
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace migrate {

// What kind of failure it was. exit_code() in cli/ is the only place that turns it into a number
// (docs/reference/exit-codes.md).
enum class ErrorCode {
    failed,      // it failed; nothing is half done, or state() says exactly what is
    usage,       // wrong usage, configuration, model or revision file
    difference,  // a difference was asked for and there is one
    locked,      // another runner holds the lock and the wait ran out
    unreachable, // the database cannot be reached, or the file is not one
    undecided,   // a revision is half done and a person must decide
    interrupted, // SIGINT, between statements
    terminated,  // SIGTERM, between statements
};

// Where in a file something stands. Lines and columns count from 1, columns in code points; 0 is
// "not known".
struct SourcePos {
    std::string file;
    int line = 0;
    int column = 0;

    bool operator==(const SourcePos&) const = default;
};

// An error as the person who reads a pipeline's log needs it. The parts are set by whoever knows
// them, while it climbs: the reader sets pos(), the step adds a note, the runner says what state
// the database is in.
class Error : public std::runtime_error {
  public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

    ErrorCode code() const noexcept { return code_; }

    // Where the mistake stands; an empty file means that no position is known.
    const SourcePos& pos() const noexcept { return pos_; }

    // The line of the source that pos() points into, as written; may be empty.
    const std::string& quoted_line() const noexcept { return quoted_line_; }

    // "= text" lines, in the order in which they were added: the database's own words first.
    const std::vector<std::string>& notes() const noexcept { return notes_; }

    // What to do or type next; may be empty.
    const std::string& help_text() const noexcept { return help_; }

    // True if the same call may succeed when it is made again: a lock wait that ran out, a
    // deadlock.
    bool retryable() const noexcept { return retryable_; }

    Error& at(SourcePos pos, std::string quoted_line = {}) {
        pos_ = std::move(pos);
        quoted_line_ = std::move(quoted_line);
        return *this;
    }
    Error& note(std::string text) {
        notes_.push_back(std::move(text));
        return *this;
    }
    Error& help(std::string text) {
        help_ = std::move(text);
        return *this;
    }
    Error& can_retry(bool yes = true) {
        retryable_ = yes;
        return *this;
    }

  private:
    ErrorCode code_;
    SourcePos pos_;
    std::string quoted_line_;
    std::vector<std::string> notes_;
    std::string help_;
    bool retryable_ = false;
};

} // namespace migrate
