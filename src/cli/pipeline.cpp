#include "cli/pipeline.hpp"

#include "report/github.hpp"
#include "util/env.hpp"

#include <fstream>

namespace migrate::cli {

Pipeline::Pipeline(report::Sink& err)
    : err_(err),
      annotates_(get_env("GITHUB_ACTIONS") == "true"),
      workspace_(get_env("GITHUB_WORKSPACE").value_or("")),
      summary_file_(annotates_ ? get_env("GITHUB_STEP_SUMMARY").value_or("") : "") {
}

void Pipeline::annotate(const Error& error) const {
    if (annotates_)
        err_.write(report::github_annotation(error, workspace_));
}

void Pipeline::ended(const Command& command, ExitCode code, const std::string& text) const {
    if (!command.in_job_summary)
        return;
    const std::string name = "migrate " + std::string(command.name);
    // Other failures are annotated where their error is told.
    if (annotates_ && code == ExitCode::difference)
        err_.write(report::github_annotation(name, text));
    if (summary_file_.empty())
        return;
    std::ofstream file(summary_file_, std::ios::app);
    file << report::github_summary(name, static_cast<int>(code), text);
    if (!file.flush())
        err_.write("warning: the job summary cannot be written: " + summary_file_ + '\n');
}

} // namespace migrate::cli
