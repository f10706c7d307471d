#include "migrate/connection.hpp"
#include "util/utf8.hpp"

namespace migrate {

namespace {

ErrorCode code_of(DbErrorKind kind) {
    switch (kind) {
    case DbErrorKind::unreachable:
    case DbErrorKind::refused:
    case DbErrorKind::not_a_database:
    case DbErrorKind::lost_connection:
        return ErrorCode::unreachable;
    case DbErrorKind::busy:
        return ErrorCode::locked;
    case DbErrorKind::interrupted:
        return ErrorCode::interrupted;
    default:
        return ErrorCode::failed;
    }
}

} // namespace

DbError::DbError(DbErrorKind kind, std::string native_code, const std::string& message)
    : Error(code_of(kind), message),
      kind_(kind),
      native_code_(std::move(native_code)) {
    can_retry(kind == DbErrorKind::busy || kind == DbErrorKind::deadlock);
}

DbError& DbError::with_statement(std::string sql) {
    statement_ = std::move(sql);
    return *this;
}

std::string shortened(std::string_view sql, std::size_t bytes) {
    std::string line;
    for (char c : sql) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (blank && (line.empty() || line.back() == ' '))
            continue;
        line += blank ? ' ' : c;
        if (line.size() > bytes)
            return std::string(utf8::cut(line, bytes)) + " ...";
    }
    if (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

} // namespace migrate
