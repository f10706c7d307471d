// A transaction with what the dialect puts around it; undone unless it is told otherwise.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

class GuardedTransaction {
  public:
    // Waits for other writers. `guarded`: the tables change their shape.
    GuardedTransaction(const Walk& walk, bool guarded);
    ~GuardedTransaction();
    GuardedTransaction(const GuardedTransaction&) = delete;
    GuardedTransaction& operator=(const GuardedTransaction&) = delete;

    void commit();
    void rollback() noexcept;

  private:
    Connection& connection_;
    std::unique_ptr<TransactionGuard> guard_;
    bool open_ = false;
};

// Whether one of the steps wants the dialect's guard around its transaction.
bool needs_guard(const std::vector<Step>& steps, const Dialect& dialect);

} // namespace migrate::runner
