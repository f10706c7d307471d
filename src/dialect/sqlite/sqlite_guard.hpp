// What stands around a transaction that rebuilds or drops tables: foreign keys off before BEGIN, a
// check of what they would have caught before COMMIT.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

class SqliteGuard final : public TransactionGuard {
  public:
    explicit SqliteGuard(Connection& connection) : connection_(connection) {}
    ~SqliteGuard() override;

    void before_begin() override;
    void after_begin() override;
    void before_commit() override;
    void after_end() override;

  private:
    Connection& connection_;
    bool enforced_ = false; // foreign keys were on
};

// Called before the first table of a transaction is rebuilt or dropped: writes what is broken by
// then to a temporary table, which is how the guard knows that there is something to check, and
// what is not this transaction's fault. Rolled back with what it stands for. It also refuses to go
// on where foreign keys are enforced: dropping a table would delete the rows that refer to it.
void remember_violations(Connection& live);

// Whether that was called, and the forgetting of it.
bool remembers_violations(Connection& connection);
void forget_violations(Connection& connection);
// The tables whose foreign keys SQLite can check: one whose parent has no matching key cannot be.
std::vector<std::string> checkable_tables(Connection& connection);

} // namespace migrate::sqlite
