#include "cli/exit_code.hpp"

#include <array>

namespace migrate::cli {
namespace {

constexpr std::array meanings{
    ExitMeaning{ExitCode::done, "done, or nothing to do"},
    ExitMeaning{ExitCode::failed, "it failed; nothing is half done, or the message says what is"},
    ExitMeaning{ExitCode::usage, "wrong usage, configuration, model or revision file"},
    ExitMeaning{ExitCode::difference, "there is a difference, or revisions are pending"},
    ExitMeaning{ExitCode::locked, "another runner holds the lock and the wait ran out"},
    ExitMeaning{ExitCode::unreachable, "the database cannot be reached"},
    ExitMeaning{ExitCode::undecided, "a revision is half done and a person must decide: resolve"},
    ExitMeaning{ExitCode::interrupted, "stopped by Ctrl-C"},
    ExitMeaning{ExitCode::terminated, "stopped by SIGTERM"},
};

} // namespace

std::span<const ExitMeaning> exit_meanings() {
    return meanings;
}

ExitCode exit_code(ErrorCode code) {
    switch (code) {
    case ErrorCode::failed:
        return ExitCode::failed;
    case ErrorCode::usage:
        return ExitCode::usage;
    case ErrorCode::difference:
        return ExitCode::difference;
    case ErrorCode::locked:
        return ExitCode::locked;
    case ErrorCode::unreachable:
        return ExitCode::unreachable;
    case ErrorCode::undecided:
        return ExitCode::undecided;
    case ErrorCode::interrupted:
        return ExitCode::interrupted;
    case ErrorCode::terminated:
        return ExitCode::terminated;
    }
    return ExitCode::failed;
}

} // namespace migrate::cli
