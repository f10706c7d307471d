#include "dialect/mysql/statement_watch.hpp"

#include "dialect/mysql/mysql_client.hpp"
#include "dialect/mysql/mysql_session.hpp"
#include "migrate/error.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace migrate::mysql {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr char stop = 's';   // the statement
constexpr char look = 'l';   // the limit has changed
constexpr char finish = 'f'; // the thread

// Signals are for the thread that runs the statements.
void block_signals() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

} // namespace

StatementWatch::StatementWatch(Target target, unsigned long session)
    : target_(std::move(target)),
      session_(session) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw Error(ErrorCode::failed, "no pipe could be made");
    ear_ = ends[0];
    mouth_ = ends[1];
    target_.connect_timeout = std::chrono::seconds{5};
    thread_ = std::thread([this] { watch(); });
}

StatementWatch::~StatementWatch() {
    say(finish);
    thread_.join();
    ::close(ear_);
    ::close(mouth_);
}

void StatementWatch::begin(std::optional<milliseconds> limit) {
    const std::scoped_lock lock(mutex_);
    running_ = true;
    interrupted_ = false;
    timed_out_ = false;
    deadline_.reset();
    if (limit) {
        deadline_ = steady_clock::now() + *limit;
        say(look);
    }
}

void StatementWatch::end() {
    const std::scoped_lock lock(mutex_);
    running_ = false;
    deadline_.reset();
}

void StatementWatch::interrupt() noexcept {
    interrupted_ = true;
    say(stop);
}

void StatementWatch::say(char word) const noexcept {
    [[maybe_unused]] const auto written = ::write(mouth_, &word, 1);
}

// The word that came, or 0 when the deadline has.
int StatementWatch::wait_for_word() {
    milliseconds limit{-1};
    {
        const std::scoped_lock lock(mutex_);
        if (deadline_)
            limit = std::max(milliseconds{0},
                             std::chrono::ceil<milliseconds>(*deadline_ - steady_clock::now()));
    }
    pollfd wait{ear_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(limit.count())) <= 0)
        return 0;
    char word = 0;
    return ::read(ear_, &word, 1) == 1 ? word : finish;
}

// The lock keeps the statement from ending, and the next one from being hit.
void StatementWatch::stop_statement() {
    const std::scoped_lock lock(mutex_);
    const bool late = deadline_ && steady_clock::now() >= *deadline_;
    if (!running_ || !(late || interrupted_))
        return;
    deadline_.reset();
    timed_out_ = late;
    kill_statement(target_, session_);
}

void StatementWatch::watch() {
    block_signals();
    mysql_client().thread_init();
    for (int word = look; word != finish; word = wait_for_word())
        if (word != look)
            stop_statement();
    mysql_client().thread_end();
}

} // namespace migrate::mysql
