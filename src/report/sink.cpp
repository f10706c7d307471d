#include "report/sink.hpp"

#include "migrate/error.hpp"

#include <cerrno>
#include <system_error>
#include <unistd.h>

namespace migrate::report {
namespace {

// 0, or the errno of what went wrong.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(descriptor, text.data(), text.size());
        if (n >= 0)
            text.remove_prefix(static_cast<std::size_t>(n));
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

} // namespace

void StdoutSink::write(std::string_view text) {
    if (closed_)
        return;
    const int code = write_all(STDOUT_FILENO, text);
    if (code == 0)
        return;
    closed_ = true;
    if (code != EPIPE)
        throw Error(ErrorCode::failed, "the result cannot be written to standard output: " +
                                           std::generic_category().message(code));
}

void StderrSink::write(std::string_view text) {
    write_all(STDERR_FILENO, text);
}

} // namespace migrate::report
