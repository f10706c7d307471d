// The databases that the contract is tried on: an empty one for each dialect at hand. SQLite makes
// a file; the others make one on the server that MIGRATE_TEST_<NAME> says, and are skipped where it
// says nothing.
#pragma once

#include "diff/compare.hpp"
#include "support/server_database.hpp"
#include "util/text.hpp"

#include <filesystem>
#include <optional>
#include <unistd.h>

namespace migrate::test {

class ContractDatabase {
  public:
    explicit ContractDatabase(const Dialect& dialect) : dialect_(dialect) {
        const std::string variable = "MIGRATE_TEST_" + text::upper(dialect.name());
        if (dialect.name() == "sqlite") {
            static int number = 0;
            folder_ =
                std::filesystem::temp_directory_path() /
                ("migrate-contract-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
            std::filesystem::create_directories(folder_);
            url_ = parse_url("sqlite:///" + (folder_ / "app.db").string());
        } else if (const auto server = server_url(variable.c_str())) {
            url_ = on_server_.emplace(*server).url();
        }
    }
    ~ContractDatabase() {
        std::error_code ignored;
        if (!folder_.empty())
            std::filesystem::remove_all(folder_, ignored);
    }
    ContractDatabase(const ContractDatabase&) = delete;
    ContractDatabase& operator=(const ContractDatabase&) = delete;

    bool at_hand() const { return url_.has_value(); }
    const Url& url() const { return *url_; }

    std::unique_ptr<Connection> connect() const {
        ConnectOptions options;
        options.create = true;
        options.lock_timeout = std::chrono::milliseconds{0};
        return dialect_.connect(*url_, options);
    }

    // As a runner does it: guard, transaction, probes.
    void apply(Connection& connection, const Op& op) const {
        const Database before = dialect_.introspect(connection, {});
        dialect_.ddl().check(op, before);
        const auto guard = dialect_.transaction_guard(connection);
        if (guard)
            guard->before_begin();
        Transaction transaction(connection);
        if (guard)
            guard->after_begin();
        for (const Statement& statement : dialect_.ddl().render(op, before, &connection))
            if (!statement.probe)
                connection.execute(statement.sql);
            else if (query_value(connection, statement.sql) != "0")
                throw Error(ErrorCode::failed, statement.refusal);
        if (guard)
            guard->before_commit();
        transaction.commit();
        if (guard)
            guard->after_end();
    }

    // What the comparison finds between the database and a model.
    OpTree difference(Connection& connection, const Database& model) const {
        return diff::compare(dialect_.introspect(connection, {}), model, dialect_, {}, {});
    }

  private:
    const Dialect& dialect_;
    std::optional<ServerDatabase> on_server_;
    std::optional<Url> url_;
    std::filesystem::path folder_;
};

// Runs `work(dialect, database)` on each database at hand, in a section of its own.
#define MIGRATE_ON_EACH_DATABASE(dialect, database)                                                \
    for (const migrate::Dialect* each : migrate::all_dialects())                                   \
        if (const migrate::Dialect& dialect = *each; true)                                         \
            if (const migrate::test::ContractDatabase database(dialect); database.at_hand())

} // namespace migrate::test
