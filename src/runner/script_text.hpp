// The text of a script: statements and comments, in transactions.
#pragma once

#include "db/recording.hpp"
#include "runner/plan.hpp"
#include "runner/version_table.hpp"

namespace migrate::runner {

class ScriptText {
  public:
    ScriptText(const Dialect& dialect, const Settings& settings);

    // Into the transaction that is open; what comes first opens one.
    void comment(std::string_view text);
    void statement(const std::string& sql);
    void statements(const std::vector<Statement>& statements);
    // Fails unless the query gives 0.
    void expect_zero(const std::string& query, const std::string& message);
    // Fails where the version table does not hold just these rows; makes it for none.
    void start(const std::vector<std::string>& rows);
    void change(const VersionChange& change);
    void make_version_table();

    // What stands around the transaction that is open.
    void guard(std::unique_ptr<ScriptGuard> guard) { guard_ = std::move(guard); }
    ScriptGuard* guard() const { return guard_.get(); }

    // Ends the transaction that is open.
    void end_transaction();
    // Between transactions.
    void outside(std::string_view title, const std::vector<Statement>& statements);

    // The whole script. Ends what is open.
    std::string finish(const std::vector<std::string>& titles);

  private:
    const ClientScript& client_;
    const sql::Syntax& syntax_;
    RecordingConnection recorder_;
    VersionTable versions_;
    std::string rows_query_; // without its closing parenthesis
    std::string column_;
    std::string text_;
    std::string body_;
    std::unique_ptr<ScriptGuard> guard_;
};

} // namespace migrate::runner
