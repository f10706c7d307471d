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

// Until the other side is closed, which reads as an error on Linux.
std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = ::read(descriptor, buffer.data(), buffer.size())) > 0;) {
        text.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return text;
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

TerminalResult run_on_terminal(const std::vector<std::string>& arguments,
                               const std::string& typed) {
    const termios settings = without_echo();
    const winsize size{.ws_row = 40, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0};
    int descriptor = -1;
    const pid_t child = ::forkpty(&descriptor, nullptr, &settings, &size);
    if (child < 0) {
        throw std::runtime_error("no pseudo-terminal");
    }
    if (child == 0) {
        become(arguments);
    }
    if (::write(descriptor, typed.data(), typed.size()) != static_cast<ssize_t>(typed.size())) {
        throw std::runtime_error("the terminal takes no input");
    }
    TerminalResult result{text::replace_all(read_all(descriptor), "\r\n", "\n"), 0};
    ::close(descriptor);
    int status = 0;
    ::waitpid(child, &status, 0);
    result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

} // namespace migrate::test
