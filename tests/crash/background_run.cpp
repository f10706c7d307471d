#include "crash/background_run.hpp"

#include "util/file.hpp"
#include "util/random_id.hpp"

#include <array>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX

namespace migrate::test {

namespace {

// The numbers of the pipes' ends in the program.
constexpr int tell = 40;
constexpr int wait_at = 41;

struct Ends {
    int read = -1, write = -1;
};

Ends new_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    return {ends[0], ends[1]};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

// The first of a name counts.
std::vector<std::string> environment_with(const CrashProject::Environment& added) {
    std::vector<std::string> out;
    for (const auto& [name, value] : added)
        out.push_back(name + "=" + value);
    for (char** entry = environ; *entry != nullptr; ++entry)
        out.emplace_back(*entry);
    return out;
}

} // namespace

BackgroundRun::BackgroundRun(const CrashProject& project, const std::vector<std::string>& arguments,
                             int hold_at, const CrashProject::Environment& environment)
    : log_(project.folder() / (RandomIds().next() + ".log")) {
    std::vector<std::string> words{MIGRATE_BINARY};
    words.insert(words.end(), arguments.begin(), arguments.end());
    CrashProject::Environment added = environment;
    added.insert(added.end(),
                 {{"CI", "true"},
                  {"NO_COLOR", "1"},
                  {"PROJECT_DATABASE", project.database().url()},
                  {"MIGRATE_CRASH_HOLD", std::to_string(hold_at) + "," + std::to_string(tell) +
                                             "," + std::to_string(wait_at)}});
    std::vector<std::string> settings = environment_with(added);
    const Ends told = new_pipe();
    const Ends hold = new_pipe();
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log_.c_str(),
                                       O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, told.write, tell);
    ::posix_spawn_file_actions_adddup2(&actions, hold.read, wait_at);
    ::posix_spawn_file_actions_addchdir_np(&actions, project.folder().c_str());
    const int failed = ::posix_spawn(&process_, MIGRATE_BINARY, &actions, nullptr,
                                     pointers(words).data(), pointers(settings).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(told.write);
    ::close(hold.read);
    told_ = told.read;
    hold_ = hold.write;
    if (failed != 0)
        throw std::runtime_error("cannot run " MIGRATE_BINARY);
}

BackgroundRun::~BackgroundRun() {
    if (process_ > 0) {
        kill();
        wait();
    }
    close(told_);
    close(hold_);
}

void BackgroundRun::close(int& descriptor) {
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

bool BackgroundRun::is_held() {
    char byte = 0;
    return ::read(told_, &byte, 1) == 1;
}

void BackgroundRun::go_on() {
    close(hold_);
}

void BackgroundRun::kill() {
    ::kill(process_, SIGKILL);
}

ProcessResult BackgroundRun::wait() {
    go_on();
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    ProcessResult result;
    result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result.errors = read_file(log_);
    return result;
}

} // namespace migrate::test
