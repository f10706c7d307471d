#include "cli/terminal.hpp"

#include "migrate/error.hpp"
#include "util/env.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace migrate::cli {
namespace {

constexpr int narrowest = 20;

int terminal_width() {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return std::max<int>(size.ws_col, narrowest);
    const std::string columns = get_env("COLUMNS").value_or("");
    int width = 80;
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
    return std::max(width, narrowest);
}

// As the C library finds the locale of characters.
bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string value = text::lower(get_env(name).value_or(""));
        if (!value.empty())
            return value.ends_with("utf-8") || value.ends_with("utf8");
    }
    return false;
}

bool in_pipeline() {
    const std::string ci = text::lower(get_env("CI").value_or(""));
    return !ci.empty() && ci != "0" && ci != "false";
}

volatile std::sig_atomic_t signal_at_prompt = 0; // a handler reaches nothing but globals

void note_signal(int number) {
    signal_at_prompt = number;
}

// While it lives, Ctrl-C and SIGTERM end the wait for an answer, instead of the process or of
// nothing at all. They get through in wait() alone: one that came just before it would be missed.
class PromptSignals {
  public:
    PromptSignals() {
        signal_at_prompt = 0;
        struct sigaction action{};
        action.sa_handler = note_signal;
        ::sigemptyset(&action.sa_mask);
        sigset_t both;
        ::sigemptyset(&both);
        ::sigaddset(&both, SIGINT);
        ::sigaddset(&both, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &both, &mask_before_);
        ::sigaction(SIGINT, &action, &before_int_);
        ::sigaction(SIGTERM, &action, &before_term_);
    }
    ~PromptSignals() {
        ::sigaction(SIGINT, &before_int_, nullptr);
        ::sigaction(SIGTERM, &before_term_, nullptr);
        ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
    }
    PromptSignals(const PromptSignals&) = delete;
    PromptSignals& operator=(const PromptSignals&) = delete;

    // Until there is something to read; false when a signal came.
    bool wait() const {
        pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
        while (signal_at_prompt == 0)
            if (::ppoll(&input, 1, nullptr, &mask_before_) >= 0 || errno != EINTR)
                return true;
        return false;
    }

    static void throw_if_any() {
        if (signal_at_prompt == SIGINT)
            throw Error(ErrorCode::interrupted, "stopped by Ctrl-C, without an answer");
        if (signal_at_prompt == SIGTERM)
            throw Error(ErrorCode::terminated, "stopped by SIGTERM, without an answer");
    }

  private:
    struct sigaction before_int_{}, before_term_{};
    sigset_t mask_before_{};
};

// Byte by byte: what follows the line belongs to whoever reads next.
std::optional<std::string> read_line(const PromptSignals& signals) {
    std::string line;
    while (signals.wait()) {
        char c = 0;
        const ssize_t n = ::read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return line.empty() ? std::nullopt : std::optional(line);
        if (c == '\n')
            return line;
        line += c;
    }
    return std::nullopt;
}

class TerminalPrompt final : public Prompt {
  public:
    explicit TerminalPrompt(report::Sink& sink) : sink_(sink) {}

    bool yes_or_no(const std::string& question) override {
        while (true) {
            const std::string word = text::lower(text::trim(ask(question + " [y/N]")));
            if (word == "y" || word == "yes")
                return true;
            if (word.empty() || word == "n" || word == "no")
                return false;
            sink_.write("please answer y or n\n");
        }
    }

    std::optional<std::string> line(const std::string& question) override { return ask(question); }

  private:
    // The end of the input is no answer: whoever takes it for one decides for the person.
    std::string ask(const std::string& question) {
        const PromptSignals signals;
        sink_.write(question + " ");
        const std::optional<std::string> answer = read_line(signals);
        if (!answer || signal_at_prompt != 0)
            sink_.write("\n");
        PromptSignals::throw_if_any();
        if (!answer)
            throw Error(ErrorCode::failed, "the input ended before the question was answered; "
                                           "nothing was written")
                .help("answer it, or give --no-input, which asks nothing");
        return *answer;
    }

    report::Sink& sink_;
};

} // namespace

Streams with_sinks(const Streams& streams, report::Sink& out, report::Sink& err) {
    return {.out = out,
            .err = err,
            .in_is_terminal = streams.in_is_terminal,
            .out_is_terminal = streams.out_is_terminal,
            .err_is_terminal = streams.err_is_terminal,
            .width = streams.width,
            .utf8 = streams.utf8};
}

Streams process_streams(report::Sink& out, report::Sink& err) {
    return {.out = out,
            .err = err,
            .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
            .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
            .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
            .width = terminal_width(),
            .utf8 = locale_is_utf8()};
}

std::unique_ptr<Prompt> make_prompt(const Streams& streams, bool no_input) {
    if (no_input || !streams.in_is_terminal || !streams.err_is_terminal || in_pipeline())
        return nullptr;
    return std::make_unique<TerminalPrompt>(streams.err);
}

} // namespace migrate::cli
