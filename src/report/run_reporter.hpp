// Tells on stderr what a run does while it does it.
#pragma once

#include "migrate/observer.hpp"
#include "report/color.hpp"
#include "report/progress.hpp"
#include "util/clock.hpp"

namespace migrate::report {

enum class Loudness { quiet, normal, verbose };

class RunReporter final : public Observer {
  public:
    struct Options {
        bool is_terminal = false;
        int width = 80;
        Loudness loudness = Loudness::normal;
        Style style{};
    };
    // Sink and clock must outlive it.
    RunReporter(Sink& sink, const Clock& clock, const Options& options);

    void on(const Event& event) override;
    // Takes the progress line away: something else is going to be printed.
    void clear() { line_.clear(); }
    // "note: ...", "warning: ...", unless told to be quiet.
    void note(std::string_view text);
    void warn(std::string_view text);

  private:
    void tell(const event::RunStarted& event);
    void tell(const event::WaitingForLock& event);
    void tell(const event::WaitingForDatabase& event);
    void tell(const event::RevisionStarted& event);
    void tell(const event::StepStarted& event);
    void tell(const event::StatementSent& event);
    void tell(const event::StepContinued& event);
    void tell(const event::RevisionFinished& event);
    void tell(const event::Retried& event);
    void tell(const event::Warning& event);
    // On a terminal below the lines that stay, in a pipe a line of its own.
    void show_wait(std::string text, std::chrono::milliseconds waited);
    bool verbose() const { return options_.loudness == Loudness::verbose; }
    // On a terminal a long run is one moving line; a short one, and any in a pipe, a line per
    // revision.
    bool lists_revisions() const;
    // 0: in a pipe, where no line is broken.
    int width() const { return line_.is_terminal() ? options_.width : 0; }
    std::string finished_line(const event::RevisionFinished& event) const;

    const Clock& clock_;
    Options options_;
    StatusLine line_;
    WaitSchedule waits_;
    std::size_t total_ = 0;
    std::size_t done_ = 0;
    std::chrono::microseconds started_{};
    std::chrono::microseconds last_shown_{-1};
};

} // namespace migrate::report
