// What a command's action has at hand: the project, and where to say what came of it.
#pragma once

#include "cli/general_options.hpp"
#include "cli/terminal.hpp"
#include "migrate/commands.hpp"
#include "report/run_reporter.hpp"
#include "report/text.hpp"
#include "util/clock.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace migrate::cli {

// A result that makes no sense once for each of several environments.
class OneResultOnly : public Error {
    using Error::Error;
};

class Session {
  public:
    Session(const GeneralOptions& options, const Streams& streams);

    // Reads the project when it is first asked for. Throws Error(usage).
    commands::Context& context();

    // What was asked for: printed also with -q.
    template <class Result>
    void answer(const Result& result, std::string (*as_text)(const Result&, const report::Look&),
                std::string (*as_json)(const Result&)) {
        print(options_.json ? as_json(result) : as_text(result, look_));
    }
    // What was done: with -q there is nothing to tell.
    template <class Result>
    void outcome(const Result& result, std::string (*as_text)(const Result&, const report::Look&),
                 std::string (*as_json)(const Result&)) {
        if (options_.json || !options_.quiet)
            answer(result, as_text, as_json);
    }

    // Results that other programs read as a whole, and files that would be written over. Throws
    // OneResultOnly when the command runs in several environments.
    void needs_one_environment(const std::string& what) const;
    bool has_context() const { return context_.has_value(); }
    bool wants_json() const { return options_.json; }
    const report::Look& look() const { return look_; }
    void print(std::string_view text) { streams_.out.write(text); }
    // To standard error, unless -q.
    void note(std::string_view text) { reporter_.note(text); }
    void notes(const std::vector<std::string>& texts);
    void warn(std::string_view text) { reporter_.warn(text); }
    // What is worth telling beside a new revision file.
    void after_writing(const commands::RevisionResult& result);

  private:
    const GeneralOptions& options_;
    const Streams& streams_;
    SystemClock clock_;
    report::Look look_;
    report::RunReporter reporter_;
    std::unique_ptr<Prompt> prompt_;
    std::optional<commands::Context> context_;
};

} // namespace migrate::cli
