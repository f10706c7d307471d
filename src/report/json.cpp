#include "report/json.hpp"

#include "report/graph_rows.hpp"

#include <nlohmann/json.hpp>

namespace migrate::report {
namespace {

using Json = nlohmann::ordered_json;

std::string document(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json paths(const std::vector<std::filesystem::path>& list) {
    Json array = Json::array();
    for (const auto& path : list)
        array.push_back(path.string());
    return array;
}

Json header_json(const RevisionHeader& header) {
    return {{"revision", header.id},
            {"down_revision", header.parents},
            {"depends_on", header.depends_on},
            {"branch_labels", header.labels},
            {"message", header.message},
            {"created_at", text_or_null(header.created_at)},
            {"only", header.only},
            {"irreversible", text_or_null(header.irreversible)}};
}

Json entry_json(const RevisionEntry& entry) {
    Json json = header_json(entry.header);
    json["path"] = entry.path.string();
    json["labels"] = entry.labels;
    json["children"] = entry.children;
    json["dependencies"] = entry.dependencies;
    json["is_head"] = entry.is_head;
    json["is_effective_head"] = entry.is_effective_head;
    json["is_branch_point"] = entry.is_branch_point;
    json["is_merge_point"] = entry.is_merge_point;
    json["is_current"] = entry.is_current;
    json["is_pending"] = entry.is_pending;
    return json;
}

Json entries_json(const std::vector<RevisionEntry>& entries) {
    Json array = Json::array();
    for (const RevisionEntry& entry : entries)
        array.push_back(entry_json(entry));
    return array;
}

Json applied_json(const commands::RunSummary::Applied& revision) {
    return {{"revision", revision.id},
            {"message", revision.message},
            {"microseconds", revision.took.count()},
            {"by_another_runner", revision.by_another_runner},
            {"continued_errors", revision.continued_errors}};
}

Json positive_or_null(int number) {
    return number > 0 ? Json(number) : Json(nullptr);
}

} // namespace

std::string revisions_json(const std::vector<RevisionEntry>& entries) {
    return document({{"revisions", entries_json(entries)}});
}

std::string branches_json(const std::vector<commands::BranchEntry>& branches) {
    Json array = Json::array();
    for (const commands::BranchEntry& branch : branches)
        array.push_back(
            {{"point", entry_json(branch.point)}, {"children", entries_json(branch.children)}});
    return document({{"branches", array}});
}

std::string graph_json(const std::vector<RevisionEntry>& entries) {
    const std::vector<LaneRow> rows = rows_of(entries);
    Json edges = Json::array();
    const auto add = [&](std::size_t below, std::size_t above, const char* kind) {
        edges.push_back(
            {{"from", entries[below].header.id}, {"to", entries[above].header.id}, {"kind", kind}});
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const std::size_t parent : rows[row].parents)
            add(parent, row, "parent");
        for (const std::size_t dependency : rows[row].dependencies)
            add(dependency, row, "dependency");
    }
    return document({{"revisions", entries_json(entries)}, {"edges", edges}});
}

std::string current_json(const commands::CurrentResult& result) {
    return document({{"database", result.database},
                     {"at_heads", result.at_heads},
                     {"revisions", entries_json(result.revisions)},
                     {"unknown", result.unknown_rows}});
}

std::string init_json(const commands::InitResult& result) {
    return document({{"created", paths(result.created)}, {"kept", paths(result.kept)}});
}

std::string templates_json(const std::vector<commands::TemplateEntry>& list) {
    Json array = Json::array();
    for (const commands::TemplateEntry& each : list)
        array.push_back({{"name", each.name}, {"summary", each.summary}});
    return document({{"templates", array}});
}

std::string edit_json(const commands::EditResult& result) {
    return document({{"edited", paths(result.files)}});
}

std::string revision_json(const commands::RevisionResult& result) {
    Json revision = nullptr;
    if (!result.nothing_to_do) {
        revision = header_json(result.header);
        revision["path"] = result.path.string();
    }
    return document({{"nothing_to_do", result.nothing_to_do},
                     {"revision", revision},
                     {"changes", result.changes},
                     {"notes", result.notes},
                     {"stamped", result.stamped}});
}

std::string run_json(const commands::RunSummary& result) {
    Json revisions = Json::array();
    for (const auto& revision : result.revisions)
        revisions.push_back(applied_json(revision));
    return document({{"database", result.database},
                     {"direction", result.direction == Direction::up ? "up" : "down"},
                     {"dry_run", result.dry_run},
                     {"from", result.from},
                     {"to", result.to},
                     {"revisions", revisions},
                     {"edited", result.edited}});
}

std::string script_json(const commands::SqlScript& script) {
    return document({{"from", script.from},
                     {"to", script.to},
                     {"revisions", script.revisions},
                     {"sql", script.text}});
}

std::string stamp_json(const commands::StampSummary& result) {
    return document({{"database", result.database}, {"from", result.from}, {"to", result.to}});
}

std::string ensure_version_json(const commands::EnsureVersionResult& result) {
    return document(
        {{"database", result.database}, {"table", result.table}, {"created", result.created}});
}

std::string check_json(const commands::CheckResult& result) {
    return document({{"database", result.database},
                     {"clean", result.clean()},
                     {"pending", result.pending},
                     {"differences", result.differences},
                     {"notes", result.notes},
                     {"edited", result.edited}});
}

std::string diff_json(const commands::DiffResult& result) {
    return document({{"from", result.from},
                     {"to", result.to},
                     {"same", result.same()},
                     {"differences", result.differences},
                     {"notes", result.notes},
                     {"format", result.format},
                     {"steps", text_or_null(result.text)}});
}

std::string status_json(const commands::StatusResult& result) {
    Json pending = Json::array();
    for (const auto& revision : result.pending)
        pending.push_back({{"revision", revision.id}, {"message", revision.message}});
    Json unfinished = Json::array();
    for (const auto& step : result.unfinished)
        unfinished.push_back({{"seq", step.seq},
                              {"revision", step.revision},
                              {"step", step.step},
                              {"description", step.description},
                              {"state", step.state},
                              {"started_at", text_or_null(step.started_at)}});
    return document({{"database", result.database},
                     {"server", result.server},
                     {"clean", result.clean()},
                     {"version", result.rows},
                     {"unknown", result.unknown_rows},
                     {"pending", pending},
                     {"compared", result.compared},
                     {"differences", result.differences},
                     {"lock_holder", text_or_null(result.lock_holder)},
                     {"unfinished", unfinished},
                     {"edited", result.edited}});
}

std::string log_json(const commands::LogResult& result) {
    Json entries = Json::array();
    for (const auto& entry : result.entries)
        entries.push_back({{"seq", entry.seq},
                           {"revision", entry.revision},
                           {"direction", entry.direction},
                           {"at", entry.at},
                           {"who", entry.who},
                           {"host", entry.host},
                           {"tool_version", entry.tool_version},
                           {"milliseconds", entry.took.count()},
                           {"outcome", entry.outcome},
                           {"tag", text_or_null(entry.tag)},
                           {"message", entry.message},
                           {"run", entry.run_id}});
    return document({{"database", result.database}, {"log", entries}});
}

std::string inspect_json(const commands::InspectResult& result, std::string_view format) {
    const Json written = result.written ? Json(result.written->string()) : Json(nullptr);
    return document({{"format", format},
                     {"written", written},
                     {"text", result.written ? Json(nullptr) : Json(result.text)},
                     {"not_compared", result.not_compared}});
}

std::string resolve_json(const commands::ResolveResult& result) {
    return document({{"revision", result.revision},
                     {"step", result.step},
                     {"description", result.description},
                     {"answer", result.answer}});
}

std::string completion_json(const std::string& shell, const std::string& script) {
    return document({{"shell", shell}, {"script", script}});
}

std::string_view error_name(ErrorCode code) {
    switch (code) {
    case ErrorCode::failed:
        return "failed";
    case ErrorCode::usage:
        return "usage";
    case ErrorCode::difference:
        return "difference";
    case ErrorCode::locked:
        return "locked";
    case ErrorCode::unreachable:
        return "unreachable";
    case ErrorCode::undecided:
        return "undecided";
    case ErrorCode::interrupted:
        return "interrupted";
    case ErrorCode::terminated:
        return "terminated";
    }
    return "failed";
}

std::string environments_json(const std::vector<EnvironmentDocument>& documents) {
    Json array = Json::array();
    for (const EnvironmentDocument& each : documents) {
        Json result = Json::parse(each.document, nullptr, false);
        if (result.is_discarded()) // a command whose result is a text, or none
            result = text_or_null(each.document);
        array.push_back({{"environment", each.environment},
                         {"exit_code", each.exit_code},
                         {"result", std::move(result)}});
    }
    return document({{"environments", std::move(array)}});
}

std::string error_json(const Error& error, int exit_code) {
    return document({{"error",
                      {{"code", error_name(error.code())},
                       {"message", error.what()},
                       {"file", text_or_null(error.pos().file)},
                       {"line", positive_or_null(error.pos().line)},
                       {"column", positive_or_null(error.pos().column)},
                       {"notes", error.notes()},
                       {"help", text_or_null(error.help_text())},
                       {"retryable", error.retryable()},
                       {"exit_code", exit_code}}}});
}

std::string version_json(std::string_view version, const std::vector<DatabaseInfo>& databases) {
    Json array = Json::array();
    for (const DatabaseInfo& database : databases)
        array.push_back({{"name", database.name}, {"client", text_or_null(database.client)}});
    return document({{"version", version}, {"databases", array}});
}

} // namespace migrate::report
