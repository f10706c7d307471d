#include "cli/terminal.hpp"

#include "util/env.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
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

// Byte by byte: what follows the line belongs to whoever reads next.
std::optional<std::string> read_line() {
    std::string line;
    while (true) {
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
}

class TerminalPrompt final : public Prompt {
  public:
    explicit TerminalPrompt(report::Sink& sink) : sink_(sink) {}

    bool yes_or_no(const std::string& question) override {
        while (true) {
            const auto answer = line(question + " [y/N]");
            const std::string word = text::lower(text::trim(answer.value_or("n")));
            if (word == "y" || word == "yes")
                return true;
            if (word.empty() || word == "n" || word == "no")
                return false;
        }
    }

    std::optional<std::string> line(const std::string& question) override {
        sink_.write(question + " ");
        auto answer = read_line();
        if (!answer)
            sink_.write("\n");
        return answer;
    }

  private:
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
