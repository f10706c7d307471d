#include "cli/version.hpp"

#include "migrate/dialect.hpp"
#include "migrate/version.hpp"
#include "report/json.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

// Asking a client library may mean loading it, so only when it is wanted.
std::vector<report::DatabaseInfo> databases(bool with_client_libraries) {
    std::vector<report::DatabaseInfo> list;
    for (const Dialect* dialect : all_dialects())
        list.push_back({std::string(dialect->display_name()),
                        with_client_libraries ? dialect->client_library() : std::string()});
    return list;
}

} // namespace

std::string version_text(bool with_client_libraries) {
    std::vector<std::string> names;
    for (const report::DatabaseInfo& database : databases(with_client_libraries))
        names.push_back(database.name +
                        (database.client.empty() ? "" : " (" + database.client + ")"));
    return "migrate " MIGRATE_VERSION "\ndatabases: " + text::join(names, ", ") + "\n";
}

std::string version_document(bool with_client_libraries) {
    return report::version_json(MIGRATE_VERSION, databases(with_client_libraries));
}

} // namespace migrate::cli
