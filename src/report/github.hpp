// What GitHub's runner reads from a log, and the page that it shows for a job.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
#pragma once

#include "migrate/error.hpp"

#include <string>
#include <string_view>

namespace migrate::report {

// "::error file=...,line=...::..." and a line end: an annotation on the file, where it is known.
// `workspace` is the folder that the runner's paths start from; empty: the working directory.
std::string github_annotation(const Error& error, const std::string& workspace);
std::string github_annotation(std::string_view title, std::string_view text);

// A section of the job's page, in Markdown: what was run, how it ended, and what it said.
std::string github_summary(std::string_view command, int exit_code, std::string_view text);

} // namespace migrate::report
