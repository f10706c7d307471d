// What a pipeline's runner wants to know beside the log: annotations, and a page about the job.
#pragma once

#include "cli/command_table.hpp"
#include "cli/terminal.hpp"
#include "migrate/error.hpp"

#include <string>

namespace migrate::cli {

// Silent unless the environment says who listens: GITHUB_ACTIONS=true, GITHUB_STEP_SUMMARY=FILE.
class Pipeline {
  public:
    explicit Pipeline(report::Sink& err);

    bool listens() const { return annotates_ || !summary_file_.empty(); }
    void annotate(const Error& error) const;
    // A command has ended; `text` is what it had to say.
    void ended(const Command& command, ExitCode code, const std::string& text) const;

  private:
    report::Sink& err_;
    bool annotates_;
    std::string workspace_;
    std::string summary_file_;
};

} // namespace migrate::cli
