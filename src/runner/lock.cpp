#include "runner/lock.hpp"

#include "runner/crash_point.hpp"
#include "runner/retry.hpp"
#include "util/file.hpp"
#include "util/signal.hpp"

#include <unistd.h>

namespace migrate::runner {

namespace {

class FileRunLock : public RunLock {
  public:
    explicit FileRunLock(std::filesystem::path path) : path_(std::move(path)) {}

    bool try_take() override {
        lock_ = FileLock::try_lock(path_);
        return lock_.has_value();
    }
    bool is_free() override {
        std::error_code ignored;
        return !std::filesystem::exists(path_, ignored) || FileLock::try_lock(path_).has_value();
    }
    std::string holder() override { return "the holder of " + path_.string(); }

  private:
    std::filesystem::path path_;
    std::optional<FileLock> lock_;
};

} // namespace

std::unique_ptr<RunLock> file_run_lock(const Url& url) {
    if (url.database.empty() || url.database == ":memory:")
        return nullptr;
    return std::make_unique<FileRunLock>(url.database + "-migrate");
}

std::unique_ptr<RunLock> run_lock(Connection& connection, const Dialect& dialect,
                                  const Settings& settings) {
    if (!dialect.capabilities().session_lock)
        return file_run_lock(connection.url());
    const std::string& schema = settings.version_table_schema;
    return dialect.session_lock(
        connection,
        {schema.empty() ? dialect.schema_of(connection, settings.version_table) : schema,
         settings.version_table});
}

std::unique_ptr<RunLock> take_session_lock(const Walk& walk) {
    if (!walk.dialect.capabilities().session_lock)
        return nullptr;
    std::unique_ptr<RunLock> lock = run_lock(walk.connection, walk.dialect, walk.settings);
    take(*lock, walk);
    return lock;
}

void take(RunLock& lock, const Walk& walk) {
    using std::chrono::milliseconds;
    const auto start = walk.clock.elapsed();
    const milliseconds limit = walk.settings.lock_wait;
    BackOff back_off;
    MIGRATE_CRASH_POINT("before the lock");
    while (!lock.try_take()) {
        throw_if_stopped();
        const auto waited = std::chrono::duration_cast<milliseconds>(walk.clock.elapsed() - start);
        if (limit >= milliseconds{0} && waited >= limit)
            throw Error(ErrorCode::locked, "another runner is at work on this database: waited " +
                                               std::to_string(waited.count() / 1000) + " s for " +
                                               lock.holder())
                .help("try again when it has ended, or wait longer: lock_wait in migrate.toml");
        walk.observer.on(event::WaitingForLock{waited, lock.holder()});
        walk.pause(back_off.next());
    }
    MIGRATE_CRASH_POINT("after the lock");
}

} // namespace migrate::runner
