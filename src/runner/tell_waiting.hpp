// Waiting for another session's lock: told to the observer, for as long as the settings allow.
#pragma once

#include "runner/plan.hpp"
#include "util/signal.hpp"

namespace migrate::runner {

// While it lives, the connection waits up to Settings::lock_wait, tells about it, and stops waiting
// when a signal asks to.
class TellWaiting {
  public:
    explicit TellWaiting(const Walk& walk) : connection_(walk.connection) {
        connection_.on_wait([&walk](std::chrono::milliseconds waited) {
            walk.observer.on(event::WaitingForLock{waited, ""});
            const std::chrono::milliseconds limit = walk.settings.lock_wait;
            return stop_requested() == 0 && (limit.count() < 0 || waited < limit);
        });
        connection_.set_limits({walk.settings.lock_timeout, walk.settings.statement_timeout});
    }
    ~TellWaiting() { connection_.on_wait(nullptr); }
    TellWaiting(const TellWaiting&) = delete;
    TellWaiting& operator=(const TellWaiting&) = delete;

  private:
    Connection& connection_;
};

} // namespace migrate::runner
