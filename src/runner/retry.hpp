// Trying again: what another session's lock or a lost race may cost, and no more.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

// Pauses that grow by half, up to two seconds, each a quarter longer or shorter by chance.
class BackOff {
  public:
    BackOff(); // by the process's number: two runners do not keep step
    explicit BackOff(unsigned seed) : state_(seed) {}
    std::chrono::milliseconds next();

  private:
    std::chrono::milliseconds pause_{100};
    unsigned state_;
};

// Whether a whole transaction that ended so may be run again.
bool worth_retrying(const DbError& error);

// Whether COMMIT was sent and not answered.
bool is_in_doubt(const Error& error);

// Sleeps in short slices, so that a signal is heard.
void sleep_unless_stopped(std::chrono::milliseconds time);

// Runs `transaction`, which begins and ends one, again and again while it fails for a reason that
// may pass; at most retries() times more. Nothing is open while it sleeps.
void retry_transaction(const Walk& walk, const std::function<int()>& retries,
                       const std::function<void()>& transaction);

// connection.begin(), waiting for other writers up to Settings::lock_wait; then Error(locked).
void begin_waiting(const Walk& walk);

} // namespace migrate::runner
