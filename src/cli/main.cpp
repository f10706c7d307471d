#include "cli/program.hpp"
#include "migrate/url.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <unistd.h>

namespace {

// A stream that is closed must not become the descriptor of the next file that is opened: a message
// would be written into a database. Reading from /dev/null ends at once, writing to it fails.
void occupy_closed_streams() {
    for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor)
        if (::fcntl(descriptor, F_GETFD) == -1 && ::open("/dev/null", O_RDONLY) != descriptor)
            std::abort();
}

// Others on the machine see the words of a program (ps): not the password of a URL.
void hide_passwords(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string shown = migrate::mask_passwords(argv[i]);
        const std::size_t size = std::strlen(argv[i]);
        if (shown == argv[i])
            continue;
        std::memset(argv[i], 0, size);
        shown.copy(argv[i], size);
    }
}

} // namespace

int main(int argc, char** argv) {
    occupy_closed_streams();
    std::signal(SIGXFSZ,
                SIG_IGN); // a file that may not grow is an error of the write, like a full disk
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away must not end an upgrade in its middle
    migrate::report::StdoutSink out;
    migrate::report::StderrSink err;
    const std::vector<std::string> words(argv + 1, argv + argc);
    hide_passwords(argc, argv);
    return static_cast<int>(
        migrate::cli::run_program(words, migrate::cli::process_streams(out, err)));
}
