// The version table, in Alembic's shape, so that a database of Alembic's is adopted by its name.
#pragma once

#include "migrate/dialect.hpp"
#include "migrate/graph.hpp"

namespace migrate::runner {

// What a query gives; nothing when what it reads is not there. Spoils no transaction.
template <typename Read>
auto if_there(Connection& connection, const Read& read) -> std::optional<decltype(read())> {
    try {
        std::optional<Savepoint> look;
        if (connection.in_transaction())
            look.emplace(connection, "migrate_look");
        auto result = read();
        if (look)
            look->release();
        return result;
    } catch (const DbError& error) {
        if (error.kind() == DbErrorKind::syntax)
            return std::nullopt;
        throw;
    }
}

// Whether a table can be read. `column` is one that it has.
bool table_exists(Connection& connection, const std::string& quoted_table,
                  const std::string& quoted_column);

// The version table, or with a suffix one beside it, as SQL names it.
std::string own_table(Connection& connection, const Dialect& dialect, const std::string& schema,
                      const std::string& version_table, const char* suffix = "");

class VersionTable {
  public:
    VersionTable(Connection& connection, const Dialect& dialect, const std::string& schema,
                 const std::string& name);

    bool exists();
    enum class IfThere { fail, keep };
    // Throws Error(failed) when a table of that name is there and is none of this kind.
    void create(IfThere there = IfThere::fail);

    // Sorted. The table must be there.
    std::vector<std::string> rows();
    // None where there is no table, either.
    std::vector<std::string> rows_if_there();

    // Compare and set: each row named must be there exactly once, else Error(failed) that can be
    // retried; the transaction must then be taken back.
    void change(const VersionChange& change);

  private:
    void expect_one(std::int64_t affected, const std::string& row);

    Connection& connection_;
    std::string table_; // as shown
    std::string definition_;
    std::string quoted_, column_;
    std::string select_sql_, insert_sql_, update_sql_, delete_sql_;
};

} // namespace migrate::runner
