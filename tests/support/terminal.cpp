#include "support/terminal.hpp"

#include "util/text.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <pty.h>
#include <stdexcept>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace migrate::test {

namespace {

// Typed text would be shown whenever it arrives, not where it is read.
termios without_echo() {
    termios settings{};
    settings.c_iflag = ICRNL;
    settings.c_oflag = OPOST | ONLCR;
    settings.c_cflag = CS8 | CREAD;
    settings.c_lflag = ISIG | ICANON;
    settings.c_cc[VEOF] = 4;
    settings.c_cc[VINTR] = 3;
    return settings;
}

[[noreturn]] void become(const std::vector<std::string>& arguments) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

void type(int descriptor, const std::string& typed) {
    if (::write(descriptor, typed.data(), typed.size()) != static_cast<ssize_t>(typed.size())) {
        throw std::runtime_error("the terminal takes no input");
    }
}

// Until the other side is closed, which reads as an error on Linux. Types once `after` is shown.
std::string converse(int descriptor, const std::string& typed, const std::string& after) {
    std::string text;
    bool is_typed = false;
    std::array<char, 4096> buffer{};
    do {
        if (!is_typed && text.find(after) != std::string::npos) {
            type(descriptor, typed);
            is_typed = true;
        }
        const ssize_t n = ::read(descriptor, buffer.data(), buffer.size());
        if (n <= 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(n));
    } while (true);
}

bool same_modes(const termios& a, const termios& b) {
    return a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag && a.c_lflag == b.c_lflag;
}

// Told while our side is open: the terminal lives on when the program has ended.
termios modes_of(int descriptor) {
    termios settings{};
    if (::tcgetattr(descriptor, &settings) != 0) {
        throw std::runtime_error("the terminal does not tell its settings");
    }
    return settings;
}

} // namespace

bool has_terminals() {
    const int descriptor = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (descriptor < 0) {
        return false;
    }
    const bool usable = ::grantpt(descriptor) == 0 && ::unlockpt(descriptor) == 0 &&
                        ::ptsname(descriptor) != nullptr &&
                        ::access(::ptsname(descriptor), R_OK | W_OK) == 0;
    ::close(descriptor);
    return usable;
}

TerminalResult run_on_terminal(const std::vector<std::string>& arguments, const std::string& typed,
                               const TerminalOptions& options) {
    const termios settings = without_echo();
    const winsize size{.ws_row = 40,
                       .ws_col = static_cast<unsigned short>(options.columns),
                       .ws_xpixel = 0,
                       .ws_ypixel = 0};
    int descriptor = -1;
    const pid_t child = ::forkpty(&descriptor, nullptr, &settings, &size);
    if (child < 0) {
        throw std::runtime_error("no pseudo-terminal");
    }
    if (child == 0) {
        become(arguments);
    }
    const std::string shown = converse(descriptor, typed, options.after);
    TerminalResult result{text::replace_all(shown, "\r\n", "\n"), 0};
    result.settings_kept = same_modes(modes_of(descriptor), settings);
    ::close(descriptor);
    int status = 0;
    ::waitpid(child, &status, 0);
    result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

} // namespace migrate::test
