#include "util/process.hpp"

#include "migrate/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX

namespace migrate {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Pipe {
    int read = -1;
    int write = -1;

    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw Error(ErrorCode::failed,
                        std::string("cannot make a pipe: ") + std::strerror(errno));
        read = ends[0];
        write = ends[1];
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close(read);
        close(write);
    }
    static void close(int& end) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
};

std::vector<std::string> child_environment(const ProcessOptions& options) {
    std::vector<std::string> result;
    const auto replaced = [&](std::string_view entry) {
        return std::ranges::any_of(options.environment, [&](const auto& added) {
            return entry.substr(0, entry.find('=')) == added.first;
        });
    };
    for (char** entry = environ; *entry; ++entry)
        if (!replaced(*entry))
            result.emplace_back(*entry);
    for (const auto& [name, value] : options.environment)
        result.emplace_back(name).append("=").append(value);
    return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (std::string& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

// Everything that the child needs, made before the fork: after it, nothing may allocate.
struct Child {
    std::vector<std::string> arguments, environment;
    std::string folder;
    std::vector<char*> argv, envp;
    Pipe output, errors, failure;
    bool inherit;

    explicit Child(const ProcessOptions& options)
        : arguments(options.arguments),
          environment(child_environment(options)),
          folder(options.working_directory.string()),
          argv(pointers(arguments)),
          envp(pointers(environment)),
          inherit(options.inherit) {}

    [[noreturn]] void exec() const {
        if (inherit) {
            ::dup2(STDERR_FILENO, STDOUT_FILENO);
        } else {
            const int empty = ::open("/dev/null", O_RDONLY);
            ::dup2(empty, STDIN_FILENO);
            ::dup2(output.write, STDOUT_FILENO);
            ::dup2(errors.write, STDERR_FILENO);
        }
        for (const int ignored : {SIGPIPE, SIGXFSZ}) // a program would inherit that
            std::signal(ignored, SIG_DFL);
        if (folder.empty() || ::chdir(folder.c_str()) == 0)
            ::execvpe(argv[0], argv.data(), envp.data());
        const int number = errno;
        [[maybe_unused]] const ssize_t told = ::write(failure.write, &number, sizeof number);
        ::_exit(127);
    }
};

// Reads what is there; false at the end of the stream.
bool drain(int descriptor, std::string& into) {
    std::array<char, 16384>
        buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got > 0)
        into.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}

// Waits up to `wait` for output; false when both streams have ended.
bool read_some(Child& child, ProcessResult& result, int wait) {
    std::array<pollfd, 2> streams{{{child.output.read, POLLIN, 0}, {child.errors.read, POLLIN, 0}}};
    if (::poll(streams.data(), streams.size(), wait) > 0) {
        if (streams[0].revents && !drain(child.output.read, result.output))
            Pipe::close(child.output.read);
        if (streams[1].revents && !drain(child.errors.read, result.errors))
            Pipe::close(child.errors.read);
    }
    return child.output.read >= 0 || child.errors.read >= 0;
}

bool ended(pid_t pid, int& status) {
    return ::waitpid(pid, &status, WNOHANG) == pid;
}

// A child of the child may keep the streams open: what ends the wait is the end of the program
// itself.
int wait_for(pid_t pid, Child& child, ProcessResult& result, SteadyTime deadline) {
    int status = 0;
    int pause = 1;
    while (!ended(pid, status)) {
        if (!result.timed_out && std::chrono::steady_clock::now() >= deadline) {
            result.timed_out = true;
            ::kill(pid, SIGKILL);
        }
        if (!read_some(child, result, pause))
            ::poll(nullptr, 0, pause);
        pause = std::min(pause * 2, 20);
    }
    while (true) { // what it wrote last
        const std::size_t before = result.output.size() + result.errors.size();
        if (!read_some(child, result, 0) || result.output.size() + result.errors.size() == before)
            return status;
    }
}

void throw_if_not_started(Child& child, const ProcessOptions& options, pid_t pid) {
    int number = 0;
    ssize_t got = 0;
    do
        got = ::read(child.failure.read, &number, sizeof number);
    while (got < 0 && errno == EINTR);
    if (got != static_cast<ssize_t>(sizeof number))
        return;
    ::waitpid(pid, nullptr, 0);
    throw Error(ErrorCode::failed,
                "cannot run " + options.arguments[0] + ": " + std::strerror(number));
}

} // namespace

std::string ProcessResult::outcome() const {
    if (timed_out)
        return "ran longer than " + std::to_string(deadline.count()) + " ms and was killed";
    if (signal != 0)
        return "was killed by signal " + std::to_string(signal);
    return "exited with " + std::to_string(exit_status);
}

ProcessResult run_process(const ProcessOptions& options) {
    if (options.arguments.empty())
        throw Error(ErrorCode::usage, "a program to run needs a name");
    Child child(options);
    SteadyTime deadline = SteadyTime::max();
    ProcessResult result;
    if (options.deadline) {
        deadline = std::chrono::steady_clock::now() + *options.deadline;
        result.deadline = *options.deadline;
    }
    const pid_t pid = ::fork();
    if (pid < 0)
        throw Error(ErrorCode::failed,
                    "cannot run " + options.arguments[0] + ": " + std::strerror(errno));
    if (pid == 0)
        child.exec();
    Pipe::close(child.output.write);
    Pipe::close(child.errors.write);
    Pipe::close(child.failure.write);
    throw_if_not_started(child, options, pid);
    const int status = wait_for(pid, child, result, deadline);
    result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + result.signal;
    return result;
}

} // namespace migrate
