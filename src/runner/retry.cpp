#include "runner/retry.hpp"

#include "runner/crash_point.hpp"
#include "util/signal.hpp"

#include <algorithm>
#include <thread>
#include <unistd.h>

namespace migrate::runner {

using std::chrono::milliseconds;

BackOff::BackOff() : BackOff(static_cast<unsigned>(::getpid())) {
}

milliseconds BackOff::next() {
    constexpr milliseconds longest{2000};
    state_ = state_ * 1103515245U + 12345U; // any spread will do
    const int percent = 75 + static_cast<int>(state_ / 65536U % 51U);
    const milliseconds now = pause_ * percent / 100;
    pause_ = std::min(longest, pause_ * 3 / 2);
    return now;
}

bool worth_retrying(const DbError& error) {
    return error.kind() == DbErrorKind::busy || error.kind() == DbErrorKind::deadlock;
}

bool is_in_doubt(const Error& error) {
    const auto* said = dynamic_cast<const DbError*>(&error);
    return said && said->kind() == DbErrorKind::commit_in_doubt;
}

void sleep_unless_stopped(milliseconds time) {
    constexpr milliseconds slice{50};
    while (time > milliseconds{0}) {
        throw_if_stopped();
        std::this_thread::sleep_for(std::min(slice, time));
        time -= slice;
    }
    throw_if_stopped();
}

void retry_transaction(const Walk& walk, const std::function<int()>& retries,
                       const std::function<void()>& transaction) {
    BackOff back_off;
    for (int attempt = 1;; ++attempt) {
        milliseconds pause{0};
        try {
            return transaction();
        } catch (const DbError& error) {
            if (!worth_retrying(error) || attempt > retries())
                throw;
            pause = back_off.next();
            walk.observer.on(event::Retried{error.what(), attempt, pause});
        }
        walk.pause(pause);
    }
}

void begin_waiting(const Walk& walk) {
    const auto start = walk.clock.elapsed();
    const milliseconds limit = walk.settings.lock_wait;
    BackOff back_off;
    for (;;) { // a signal ends the waiting; it does not keep the journal from being written
        try {
            MIGRATE_CRASH_POINT("before BEGIN");
            walk.connection.begin();
            MIGRATE_CRASH_POINT("after BEGIN");
            return;
        } catch (const DbError& error) {
            throw_if_stopped();
            if (error.kind() != DbErrorKind::busy)
                throw;
            const auto waited =
                std::chrono::duration_cast<milliseconds>(walk.clock.elapsed() - start);
            if (limit >= milliseconds{0} && waited >= limit)
                throw Error(ErrorCode::locked, "another session holds the lock of the database: "
                                               "waited " +
                                                   std::to_string(waited.count() / 1000) + " s")
                    .note(walk.connection.server() + ": " + error.what())
                    .help("try again, or wait longer: lock_wait in migrate.toml");
            walk.observer.on(event::WaitingForLock{waited, ""});
        }
        walk.pause(back_off.next());
    }
}

} // namespace migrate::runner
