// Ctrl-C and SIGTERM: the first asks to stop between statements, the second interrupts the
// statement that runs.
#pragma once

namespace migrate {

// While it lives, SIGINT and SIGTERM are noted instead of ending the process. A second one calls
// the interrupter, if one is registered; a third one, or a second without an interrupter, ends the
// process as usual. One at a time.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
};

// The signal that asked to stop, or 0.
int stop_requested() noexcept;

// Throws Error(interrupted) or Error(terminated) when a signal asked to stop.
void throw_if_stopped();

// While it lives, a second signal calls function(argument). It runs inside the signal handler: it
// may only do what is safe there (sqlite3_interrupt, PQcancel). One at a time.
class Interrupter {
  public:
    Interrupter(void (*function)(void*), void* argument);
    ~Interrupter();
    Interrupter(const Interrupter&) = delete;
    Interrupter& operator=(const Interrupter&) = delete;
};

} // namespace migrate
