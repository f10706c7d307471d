#include "db/recording.hpp"

namespace migrate {

RecordingConnection::RecordingConnection(Connection* behind, TransactionWords words)
    : behind_(behind),
      words_(std::move(words)) {
}

RecordingConnection::RecordingConnection(Url url, TransactionWords words)
    : url_(std::move(url)),
      words_(std::move(words)) {
}

void RecordingConnection::fail_at(int n, DbErrorKind kind, std::string native_code,
                                  std::string message) {
    until_failure_ = n;
    failure_ = kind;
    failure_code_ = std::move(native_code);
    failure_message_ = std::move(message);
}

void RecordingConnection::fail(std::string_view sql) {
    lost_ = lost_ || failure_ == DbErrorKind::lost_connection ||
            failure_ == DbErrorKind::commit_in_doubt;
    if (lost_)
        in_transaction_ = false;
    throw DbError(failure_, failure_code_, failure_message_).with_statement(std::string(sql));
}

void RecordingConnection::record(std::string_view sql, std::span<const Param> params) {
    if (lost_) {
        failure_ = DbErrorKind::lost_connection;
        fail(sql);
    }
    statements_.emplace_back(sql);
    if (sink_)
        sink_(statements_.back(), params);
    if (until_failure_ == 0)
        return;
    --until_failure_;
    if (until_failure_ == 0)
        fail(sql);
}

Result RecordingConnection::query(std::string_view sql, std::span<const Param> params) {
    record(sql, params);
    if (behind_)
        return behind_->query(sql, params);
    const auto found = answers_.find(std::string(sql));
    return found == answers_.end() ? Result{} : found->second;
}

std::int64_t RecordingConnection::execute(std::string_view sql, std::span<const Param> params) {
    record(sql, params);
    return behind_ ? behind_->execute(sql, params) : affected_;
}

void RecordingConnection::begin() {
    record(words_.begin, {});
    if (behind_)
        behind_->begin();
    in_transaction_ = true;
}

void RecordingConnection::commit() {
    record(words_.commit, {});
    if (behind_)
        behind_->commit();
    in_transaction_ = false;
}

void RecordingConnection::rollback() {
    record(words_.rollback, {});
    if (behind_)
        behind_->rollback();
    in_transaction_ = false;
}

bool RecordingConnection::in_transaction() const {
    return behind_ && !lost_ ? behind_->in_transaction() : in_transaction_;
}

void RecordingConnection::set_limits(const StatementLimits& limits) {
    if (behind_)
        behind_->set_limits(limits);
}

void RecordingConnection::interrupt() noexcept {
    if (behind_)
        behind_->interrupt();
}

std::string RecordingConnection::server() const {
    return behind_ ? behind_->server() : "none";
}

const Url& RecordingConnection::url() const {
    return behind_ ? behind_->url() : url_;
}

void RecordingConnection::on_wait(WaitObserver observer) {
    if (behind_)
        behind_->on_wait(std::move(observer));
}

} // namespace migrate
