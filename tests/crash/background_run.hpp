// A run of the program beside the test, which can hold it at a crash point and kill it.
#pragma once

#include "crash/project.hpp"

#include <sys/types.h>

namespace migrate::test {

class BackgroundRun {
  public:
    // `hold_at`: the crash point at which it stops, 0 for none.
    BackgroundRun(const CrashProject& project, const std::vector<std::string>& arguments,
                  int hold_at = 0, const CrashProject::Environment& environment = {});
    // Kills what has not been waited for.
    ~BackgroundRun();
    BackgroundRun(const BackgroundRun&) = delete;
    BackgroundRun& operator=(const BackgroundRun&) = delete;

    // Waits until the program stands at its point; false when it has ended before.
    bool is_held();
    void go_on();
    void kill();
    // Its end. What it printed is all in `errors`.
    ProcessResult wait();

  private:
    void close(int& descriptor);

    std::filesystem::path log_;
    pid_t process_ = -1;
    int told_ = -1; // a byte comes when it is held
    int hold_ = -1; // closing it lets the program go on
};

} // namespace migrate::test
