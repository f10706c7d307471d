#include "report/run_reporter.hpp"

#include "report/table.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <fmt/format.h>

namespace migrate::report {
namespace {

constexpr std::size_t listed_on_terminal = 25; // revisions; more are one moving line
constexpr std::chrono::milliseconds redraw{100};
constexpr int shortest_message = 16; // columns; shorter ones say nothing

std::string_view verb(Direction direction) {
    return direction == Direction::up ? "upgrade" : "downgrade";
}

std::string shown_line(const std::string& text) {
    return visible(text::first_line(text));
}

} // namespace

RunReporter::RunReporter(Sink& sink, const Clock& clock, const Options& options)
    : clock_(clock),
      options_(options),
      line_(sink, options.is_terminal, options.width),
      waits_(options.is_terminal) {
}

void RunReporter::on(const Event& event) {
    if (options_.loudness == Loudness::quiet)
        return;
    std::visit([this](const auto& e) { tell(e); }, event);
}

void RunReporter::note(std::string_view text) {
    if (options_.loudness != Loudness::quiet)
        line_.print(options_.style.cyan("note:") + " " + folded(visible(text), width(), 6, 2));
}

void RunReporter::warn(std::string_view text) {
    if (options_.loudness != Loudness::quiet)
        line_.print(options_.style.yellow("warning:") + " " + folded(visible(text), width(), 9, 2));
}

bool RunReporter::lists_revisions() const {
    return !line_.is_terminal() || verbose() || total_ <= listed_on_terminal;
}

void RunReporter::tell(const event::RunStarted& event) {
    total_ = event.revisions;
    done_ = 0;
    started_ = clock_.elapsed();
    last_shown_ = std::chrono::microseconds(-1);
}

void RunReporter::show_wait(std::string text, std::chrono::milliseconds waited) {
    if (!waits_.due(waited))
        return;
    if (const auto seconds = std::chrono::floor<std::chrono::seconds>(waited).count(); seconds > 0)
        text += fmt::format(", {} s so far", seconds);
    if (line_.is_terminal())
        line_.show(visible(text));
    else
        line_.print(visible(text));
}

void RunReporter::tell(const event::WaitingForLock& event) {
    show_wait("waiting for " + (event.holder.empty() ? "another session" : event.holder) +
                  " to release the database",
              event.waited);
}

void RunReporter::tell(const event::WaitingForDatabase& event) {
    show_wait("waiting for the database (" + shown_line(event.why) + ")", event.waited);
}

void RunReporter::tell(const event::RevisionStarted& event) {
    const std::string what =
        fmt::format("{} {} {}", verb(event.direction), event.id, shown_line(event.message));
    if (verbose()) {
        line_.print(options_.style.bold(what));
        return;
    }
    const auto now = clock_.elapsed();
    if (last_shown_.count() >= 0 && now - last_shown_ < redraw)
        return;
    last_shown_ = now;
    line_.show(progress_text(done_, total_, now - started_) + "  " + what);
}

void RunReporter::tell(const event::StepStarted& event) {
    if (verbose())
        line_.print(
            fmt::format("  step {}/{}: {}", event.number, event.count, visible(event.description)));
}

void RunReporter::tell(const event::StatementSent& event) {
    if (verbose())
        line_.print(options_.style.dim(text::indent(visible(event.sql), 4)));
}

void RunReporter::tell(const event::StepContinued& event) {
    warn(fmt::format("{}: step {} failed and was taken back alone (on_error = \"continue\"): {}",
                     event.id, event.number, event.error));
}

std::string RunReporter::finished_line(const event::RevisionFinished& event) const {
    const std::string count =
        total_ > 1 ? fmt::format("{}/{} ", std::min(done_, total_), total_) : std::string();
    const std::string end = event.by_another_runner ? " (done by another runner)"
                                                    : " (" + shown_duration(event.took) + ")";
    const std::string begin = fmt::format("{} {}", verb(event.direction), count);
    std::string message = shown_line(event.message);
    if (line_.is_terminal())
        message =
            clipped(message, std::max(shortest_message,
                                      width() - 1 - utf8::display_width(begin + event.id + end)));
    return begin + options_.style.yellow(event.id) + (message.empty() ? "" : " " + message) +
           options_.style.dim(end);
}

void RunReporter::tell(const event::RevisionFinished& event) {
    ++done_;
    if (lists_revisions())
        line_.print(finished_line(event));
    if (done_ >= total_)
        line_.clear();
}

void RunReporter::tell(const event::Retried& event) {
    line_.print(fmt::format("trying again (attempt {}) in {} ms: {}", event.attempt,
                            event.pause.count(), visible(event.reason)));
}

void RunReporter::tell(const event::Warning& event) {
    warn(event.text);
}

} // namespace migrate::report
