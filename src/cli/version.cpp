#include "cli/version.hpp"

#include "migrate/dialect.hpp"
#include "migrate/version.hpp"
#include "report/json.hpp"
#include "util/text.hpp"

namespace migrate::cli {

std::string version_text(bool with_client_libraries) {
    std::string out = "migrate " MIGRATE_VERSION "\n";
    std::vector<std::string> names;
    for (const Dialect* dialect : all_dialects()) {
        std::string name(dialect->display_name());
        if (const std::string client = dialect->client_library();
            with_client_libraries && !client.empty())
            name += " (" + client + ")";
        names.push_back(std::move(name));
    }
    return out + "databases: " + text::join(names, ", ") + "\n";
}

std::string version_document() {
    std::vector<report::DatabaseInfo> databases;
    for (const Dialect* dialect : all_dialects())
        databases.push_back({std::string(dialect->display_name()), dialect->client_library()});
    return report::version_json(MIGRATE_VERSION, databases);
}

} // namespace migrate::cli
