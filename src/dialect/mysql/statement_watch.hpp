// Stops the statement of a session: when its time is over, or when a signal asks for it. Both need
// a second session and hence a thread, as the first one waits for its answer.
#pragma once

#include "dialect/mysql/mysql_url.hpp"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace migrate::mysql {

class StatementWatch {
  public:
    StatementWatch(Target target, unsigned long session);
    ~StatementWatch();
    StatementWatch(const StatementWatch&) = delete;
    StatementWatch& operator=(const StatementWatch&) = delete;

    // Around each statement; `limit` is how long it may run.
    void begin(std::optional<std::chrono::milliseconds> limit);
    // Returns when nothing is being stopped any more.
    void end();

    // What a signal handler may call.
    void interrupt() noexcept;

    bool interrupted() const { return interrupted_; } // the statement at hand
    bool timed_out() const { return timed_out_; }

  private:
    void watch();
    int wait_for_word();
    void stop_statement();
    void say(char word) const noexcept;

    Target target_;
    unsigned long session_;
    int ear_ = -1, mouth_ = -1; // the two ends of a pipe
    std::mutex mutex_;
    bool running_ = false;
    std::optional<std::chrono::steady_clock::time_point> deadline_;
    std::atomic<bool> interrupted_{false};
    std::atomic<bool> timed_out_{false};
    std::thread thread_;
};

} // namespace migrate::mysql
