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

// Whether a step may need the dialect's guard: it changes or drops what other tables may refer to.
bool needs_guard(const std::vector<Step>& steps);

} // namespace migrate::runner
