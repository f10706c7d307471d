#include "cli/exit_code.hpp"

namespace migrate::cli {

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
