// Results as people read them. Every function gives whole lines, or nothing.
#pragma once

#include "migrate/commands.hpp"
#include "report/color.hpp"

#include <string>

namespace migrate::report {

using commands::RevisionEntry;

// How a text is wanted.
struct Look {
    Style style{};
    bool verbose = false;
    bool utf8 = false; // else pictures are ASCII
    int width = 0;     // of the terminal; 0: there is none, nothing is cut
};

// --- revisions (listing_text.cpp)

// "1a2b3c4d5e6f -> 3f2a9c81d0b4 (billing) (head), add age to users", newest first.
std::string history_text(const std::vector<RevisionEntry>& entries, const Look& look);
// The same as a picture: lanes beside "3f2a9c81d0b4 (billing) (head) (pending), add age to users".
std::string history_picture(const std::vector<RevisionEntry>& entries, const Look& look);
// "3f2a9c81d0b4 (billing) (head)".
std::string heads_text(const std::vector<RevisionEntry>& entries, const Look& look);
// A branch point, and below it "            -> 3f2a9c81d0b4 (billing) (head)" for each child.
std::string branches_text(const std::vector<commands::BranchEntry>& branches, const Look& look);
// The long entries of `show` and of -v.
std::string show_text(const std::vector<RevisionEntry>& entries, const Look& look);
std::string current_text(const commands::CurrentResult& result, const Look& look);

// --- everything else (text.cpp)

std::string init_text(const commands::InitResult& result, const Look& look);
// A table of names and summaries.
std::string templates_text(const std::vector<commands::TemplateEntry>& list, const Look& look);
std::string edit_text(const commands::EditResult& result, const Look& look);
std::string revision_text(const commands::RevisionResult& result, const Look& look);
std::string run_text(const commands::RunSummary& result, const Look& look);
// The script itself, and nothing else.
std::string script_text(const commands::SqlScript& script, const Look& look);
std::string stamp_text(const commands::StampSummary& result, const Look& look);
std::string ensure_version_text(const commands::EnsureVersionResult& result, const Look& look);
std::string check_text(const commands::CheckResult& result, const Look& look);
std::string inspect_text(const commands::InspectResult& result, const Look& look);
std::string resolve_text(const commands::ResolveResult& result, const Look& look);

// --- diff, status, log (state_text.cpp)

std::string diff_text(const commands::DiffResult& result, const Look& look);
std::string status_text(const commands::StatusResult& result, const Look& look);
std::string log_text(const commands::LogResult& result, const Look& look);

// "3f2a9c81d0b4", "a, b", and for no row "base".
std::string rows_text(const std::vector<std::string>& rows);

} // namespace migrate::report
