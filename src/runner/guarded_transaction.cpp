#include "runner/guarded_transaction.hpp"

#include "runner/crash_point.hpp"
#include "runner/retry.hpp"

#include <algorithm>

namespace migrate::runner {

GuardedTransaction::GuardedTransaction(const Walk& walk, bool guarded)
    : connection_(walk.connection) {
    if (guarded)
        guard_ = walk.dialect.transaction_guard(connection_);
    if (guard_)
        guard_->before_begin();
    try {
        begin_waiting(walk);
        open_ = true;
        if (guard_)
            guard_->after_begin();
    } catch (...) {
        rollback();
        throw;
    }
}

GuardedTransaction::~GuardedTransaction() {
    rollback();
}

void GuardedTransaction::commit() {
    if (guard_)
        guard_->before_commit();
    MIGRATE_CRASH_POINT("before COMMIT");
    connection_.commit();
    MIGRATE_CRASH_POINT("after COMMIT");
    open_ = false;
    if (guard_)
        guard_->after_end();
    guard_.reset();
}

void GuardedTransaction::rollback() noexcept {
    try {
        if (open_ && connection_.in_transaction())
            connection_.rollback();
        open_ = false;
        if (guard_)
            guard_->after_end();
    } catch (...) { // the session is lost, and with it the transaction
        open_ = false;
    }
    guard_.reset();
}

bool needs_guard(const std::vector<Step>& steps, const Dialect& dialect) {
    return std::ranges::any_of(
        steps, [&](const Step& step) { return dialect.ddl().wants_guard(step.op); });
}

} // namespace migrate::runner
