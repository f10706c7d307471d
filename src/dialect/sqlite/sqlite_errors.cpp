#include "dialect/sqlite/sqlite_errors.hpp"

#include <algorithm>
#include <iterator>

namespace migrate::sqlite {

namespace {

// The numbers are part of SQLite's stable interface; the header has its one home elsewhere.
enum Primary {
    error = 1,
    internal = 2,
    perm = 3,
    abort = 4,
    busy = 5,
    locked = 6,
    nomem = 7,
    readonly = 8,
    interrupt = 9,
    ioerr = 10,
    corrupt = 11,
    notfound = 12,
    full = 13,
    cantopen = 14,
    protocol = 15,
    schema = 17,
    toobig = 18,
    constraint = 19,
    mismatch = 20,
    misuse = 21,
    nolfs = 22,
    auth = 23,
    range = 25,
    notadb = 26
};

constexpr int extended(int primary, int number) {
    return primary | (number << 8);
}

struct Name {
    int code;
    const char* name;
};

constexpr Name names[] = {
    {error, "SQLITE_ERROR"},
    {internal, "SQLITE_INTERNAL"},
    {perm, "SQLITE_PERM"},
    {abort, "SQLITE_ABORT"},
    {busy, "SQLITE_BUSY"},
    {locked, "SQLITE_LOCKED"},
    {nomem, "SQLITE_NOMEM"},
    {readonly, "SQLITE_READONLY"},
    {interrupt, "SQLITE_INTERRUPT"},
    {ioerr, "SQLITE_IOERR"},
    {corrupt, "SQLITE_CORRUPT"},
    {notfound, "SQLITE_NOTFOUND"},
    {full, "SQLITE_FULL"},
    {cantopen, "SQLITE_CANTOPEN"},
    {protocol, "SQLITE_PROTOCOL"},
    {schema, "SQLITE_SCHEMA"},
    {toobig, "SQLITE_TOOBIG"},
    {constraint, "SQLITE_CONSTRAINT"},
    {mismatch, "SQLITE_MISMATCH"},
    {misuse, "SQLITE_MISUSE"},
    {nolfs, "SQLITE_NOLFS"},
    {auth, "SQLITE_AUTH"},
    {range, "SQLITE_RANGE"},
    {notadb, "SQLITE_NOTADB"},
    {extended(error, 1), "SQLITE_ERROR_MISSING_COLLSEQ"},
    {extended(error, 2), "SQLITE_ERROR_RETRY"},
    {extended(error, 3), "SQLITE_ERROR_SNAPSHOT"},
    {extended(abort, 2), "SQLITE_ABORT_ROLLBACK"},
    {extended(busy, 1), "SQLITE_BUSY_RECOVERY"},
    {extended(busy, 2), "SQLITE_BUSY_SNAPSHOT"},
    {extended(busy, 3), "SQLITE_BUSY_TIMEOUT"},
    {extended(locked, 1), "SQLITE_LOCKED_SHAREDCACHE"},
    {extended(locked, 2), "SQLITE_LOCKED_VTAB"},
    {extended(readonly, 1), "SQLITE_READONLY_RECOVERY"},
    {extended(readonly, 2), "SQLITE_READONLY_CANTLOCK"},
    {extended(readonly, 3), "SQLITE_READONLY_ROLLBACK"},
    {extended(readonly, 4), "SQLITE_READONLY_DBMOVED"},
    {extended(readonly, 5), "SQLITE_READONLY_CANTINIT"},
    {extended(readonly, 6), "SQLITE_READONLY_DIRECTORY"},
    {extended(ioerr, 1), "SQLITE_IOERR_READ"},
    {extended(ioerr, 2), "SQLITE_IOERR_SHORT_READ"},
    {extended(ioerr, 3), "SQLITE_IOERR_WRITE"},
    {extended(ioerr, 4), "SQLITE_IOERR_FSYNC"},
    {extended(ioerr, 13), "SQLITE_IOERR_ACCESS"},
    {extended(ioerr, 15), "SQLITE_IOERR_LOCK"},
    {extended(corrupt, 1), "SQLITE_CORRUPT_VTAB"},
    {extended(corrupt, 3), "SQLITE_CORRUPT_INDEX"},
    {extended(cantopen, 2), "SQLITE_CANTOPEN_ISDIR"},
    {extended(cantopen, 3), "SQLITE_CANTOPEN_FULLPATH"},
    {extended(cantopen, 6), "SQLITE_CANTOPEN_SYMLINK"},
    {extended(constraint, 1), "SQLITE_CONSTRAINT_CHECK"},
    {extended(constraint, 2), "SQLITE_CONSTRAINT_COMMITHOOK"},
    {extended(constraint, 3), "SQLITE_CONSTRAINT_FOREIGNKEY"},
    {extended(constraint, 4), "SQLITE_CONSTRAINT_FUNCTION"},
    {extended(constraint, 5), "SQLITE_CONSTRAINT_NOTNULL"},
    {extended(constraint, 6), "SQLITE_CONSTRAINT_PRIMARYKEY"},
    {extended(constraint, 7), "SQLITE_CONSTRAINT_TRIGGER"},
    {extended(constraint, 8), "SQLITE_CONSTRAINT_UNIQUE"},
    {extended(constraint, 9), "SQLITE_CONSTRAINT_VTAB"},
    {extended(constraint, 10), "SQLITE_CONSTRAINT_ROWID"},
    {extended(constraint, 11), "SQLITE_CONSTRAINT_PINNED"},
    {extended(constraint, 12), "SQLITE_CONSTRAINT_DATATYPE"},
};

const char* find_name(int code) {
    const auto* found = std::ranges::find(names, code, &Name::code);
    return found == std::end(names) ? nullptr : found->name;
}

} // namespace

std::string code_name(int extended_code) {
    if (const char* name = find_name(extended_code))
        return name;
    if (const char* name = find_name(extended_code & 0xff))
        return name;
    return "SQLITE_" + std::to_string(extended_code);
}

DbErrorKind kind_of(int extended_code) {
    switch (extended_code & 0xff) {
    case error:
    case schema:
        return DbErrorKind::syntax;
    case busy:
        return DbErrorKind::busy;
    case locked:
        return extended_code == extended(locked, 1) ? DbErrorKind::busy : DbErrorKind::other;
    case readonly:
    case perm:
        return DbErrorKind::read_only;
    case interrupt:
        return DbErrorKind::interrupted;
    case corrupt:
    case notadb:
        return DbErrorKind::not_a_database;
    case full:
        return DbErrorKind::out_of_space;
    case cantopen:
        return DbErrorKind::unreachable;
    case constraint:
    case mismatch:
        return DbErrorKind::constraint;
    default:
        return DbErrorKind::other;
    }
}

std::string help_for(int extended_code) {
    if (extended_code == extended(error, 1))
        return "SQLite brings BINARY, NOCASE and RTRIM along; the application that made this "
               "collation must make the change, or the column do without it";
    switch (extended_code & 0xff) {
    case busy:
        return "another program is writing to the file; try again, or wait longer with "
               "lock_timeout";
    case readonly:
        return "the file, or its folder, may not be written: look at their owner and permissions, "
               "and for mode=ro in the URL";
    case full:
        return "make room on the disk (or raise PRAGMA max_page_count), then run the same again";
    case corrupt:
        return "the file is damaged: restore it, or try the sqlite3 shell's .recover";
    case notadb:
        return "the file is not a SQLite database, or is encrypted: look at the path in the URL";
    default:
        return {};
    }
}

} // namespace migrate::sqlite
