// Results as one JSON document each; the shapes are promised (docs/reference/json.md).
#pragma once

#include "migrate/commands.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::report {

using commands::RevisionEntry;

// {"revisions": [...]}: heads, history, show.
std::string revisions_json(const std::vector<RevisionEntry>& entries);
std::string branches_json(const std::vector<commands::BranchEntry>& branches);
// The same with {"edges": [{"from", "to", "kind"}]} between them.
std::string graph_json(const std::vector<RevisionEntry>& entries);
std::string current_json(const commands::CurrentResult& result);
std::string init_json(const commands::InitResult& result);
std::string templates_json(const std::vector<commands::TemplateEntry>& list);
std::string edit_json(const commands::EditResult& result);
// revision and merge.
std::string revision_json(const commands::RevisionResult& result);
std::string run_json(const commands::RunSummary& result);
std::string script_json(const commands::SqlScript& script);
std::string stamp_json(const commands::StampSummary& result);
std::string ensure_version_json(const commands::EnsureVersionResult& result);
std::string check_json(const commands::CheckResult& result);
std::string diff_json(const commands::DiffResult& result);
std::string status_json(const commands::StatusResult& result);
std::string log_json(const commands::LogResult& result);
std::string inspect_json(const commands::InspectResult& result, std::string_view format);
std::string resolve_json(const commands::ResolveResult& result);

// What a command printed with --json in one of several environments.
struct EnvironmentDocument {
    std::string environment;
    int exit_code = 0;
    std::string document;
};
// {"environments": [...]}.
std::string environments_json(const std::vector<EnvironmentDocument>& documents);
std::string completion_json(const std::string& shell, const std::string& script);

// {"error": {...}}.
std::string error_json(const Error& error, int exit_code);
// The word for an error code in JSON: "failed", "usage", ...
std::string_view error_name(ErrorCode code);

struct DatabaseInfo {
    std::string name;
    std::string client; // may be empty
};
std::string version_json(std::string_view version, const std::vector<DatabaseInfo>& databases);

} // namespace migrate::report
