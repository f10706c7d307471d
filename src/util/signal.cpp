#include "util/signal.hpp"

#include "migrate/error.hpp"

#include <array>
#include <atomic>
#include <csignal>

namespace migrate {
namespace {

// A handler reaches nothing but globals; these are lock-free, so it may.
std::atomic<int> first_signal{0};
std::atomic<int> signals_seen{0};
std::atomic<void (*)(void*)> interrupt{nullptr};
std::atomic<void*> interrupt_argument{nullptr};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<void*>::is_always_lock_free);

constexpr std::array<int, 2> handled{SIGINT, SIGTERM};
std::array<struct sigaction, 2> previous; // NOLINT: only touched by the one StopSignals that lives

void on_signal(int number) {
    int none = 0;
    first_signal.compare_exchange_strong(none, number);
    const int seen = ++signals_seen;
    if (seen == 1)
        return;
    void (*const function)(void*) = interrupt;
    if (seen == 2 && function)
        return function(interrupt_argument);
    std::signal(number, SIG_DFL);
    ::raise(number);
}

} // namespace

StopSignals::StopSignals() {
    first_signal = 0;
    signals_seen = 0;
    struct sigaction action{};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < handled.size(); ++i)
        ::sigaction(handled[i], &action, &previous[i]);
}

StopSignals::~StopSignals() {
    for (std::size_t i = 0; i < handled.size(); ++i)
        ::sigaction(handled[i], &previous[i], nullptr);
    first_signal = 0;
}

int stop_requested() noexcept {
    return first_signal;
}

void throw_if_stopped() {
    const int number = stop_requested();
    if (number == SIGINT)
        throw Error(ErrorCode::interrupted, "stopped by Ctrl-C");
    if (number != 0)
        throw Error(ErrorCode::terminated, "stopped by SIGTERM");
}

Interrupter::Interrupter(void (*function)(void*), void* argument) {
    interrupt_argument = argument;
    interrupt = function;
}

Interrupter::~Interrupter() {
    interrupt = nullptr;
}

} // namespace migrate
