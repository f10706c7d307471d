// The one table of dialects.
#include "dialect/server_dialect.hpp"

#ifdef MIGRATE_WITH_SQLITE
#include "dialect/sqlite/sqlite_dialect.hpp"
#endif
#ifdef MIGRATE_WITH_MYSQL
#include "dialect/mysql/mysql_dialect.hpp"
#endif
#ifdef MIGRATE_WITH_POSTGRESQL
#include "dialect/postgres/postgres_dialect.hpp"
#include "dialect/postgres/postgres_recipes.hpp"
#endif
#include "dialect/recipes.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate {

namespace {

// Second names of schemes.
std::string_view dialect_name(std::string_view scheme) {
    return scheme == "postgres" ? "postgresql" : scheme;
}

std::string built_in() {
    std::vector<std::string> names;
    for (const Dialect* dialect : all_dialects())
        names.emplace_back(dialect->name());
    return names.empty() ? "none" : text::join(names, ", ");
}

} // namespace

const std::vector<const Dialect*>& all_dialects() {
    static const std::vector<const Dialect*> dialects{
#ifdef MIGRATE_WITH_SQLITE
        &sqlite::sqlite_dialect(),
#endif
#ifdef MIGRATE_WITH_POSTGRESQL
        &postgres::postgres_dialect(),
#endif
#ifdef MIGRATE_WITH_MYSQL
        &mysql::mysql_dialect(),
        &mysql::mariadb_dialect(),
#endif
    };
    return dialects;
}

const std::vector<std::string>& all_prefixes() {
    static const std::vector<std::string> prefixes{"sqlite", "postgresql", "mysql", "mariadb",
                                                   "tidb"};
    return prefixes;
}

const Recipes* recipes_of([[maybe_unused]] const Dialect& dialect) {
#ifdef MIGRATE_WITH_POSTGRESQL
    if (&dialect == &postgres::postgres_dialect())
        return &postgres::postgres_recipes();
#endif
    return nullptr;
}

const Dialect* find_dialect(std::string_view name) {
    const auto& dialects = all_dialects();
    const auto found = std::ranges::find_if(
        dialects, [&](const Dialect* d) { return d->name() == dialect_name(name); });
    return found == dialects.end() ? nullptr : *found;
}

const Dialect& dialect_for(const Url& url) {
    if (const Dialect* dialect = find_dialect(url.dialect))
        return *dialect;
    const std::string name(dialect_name(url.dialect));
    if (std::ranges::find(all_prefixes(), name) != all_prefixes().end())
        throw Error(ErrorCode::usage, name + " is not built in yet: " + url.shown())
            .help("this build has: " + built_in());
    throw Error(ErrorCode::usage, "no database is called \"" + url.dialect + "\"" +
                                      did_you_mean(url.dialect, all_prefixes()) + ": " +
                                      url.shown())
        .help("this build has: " + built_in());
}

const Dialect& dialect_of_server(const Dialect& named,
                                 [[maybe_unused]] const Connection& connection) {
    const Dialect* found = nullptr;
#ifdef MIGRATE_WITH_MYSQL
    found = mysql::dialect_of(connection);
#endif
    return found ? *found : named;
}

} // namespace migrate
