#include "runner/script_text.hpp"

#include "runner/refusal.hpp"
#include "sql/quote.hpp"
#include "sql/rewrite.hpp"
#include "sql/splitter.hpp"
#include "sql/writer.hpp"
#include "util/text.hpp"

namespace migrate::runner {

namespace {

const ClientScript& client_of(const Dialect& dialect) {
    if (const ClientScript* client = dialect.client_script())
        return *client;
    throw Error(ErrorCode::usage,
                "--sql: there are no scripts for " + std::string(dialect.display_name()));
}

std::string literal(const Param& value, const sql::Syntax& syntax) {
    if (const auto* text = std::get_if<std::string>(&value))
        return sql::quote_string(*text, syntax);
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? std::to_string(*number) : "NULL";
}

// A statement with its parameters in it.
std::string with_values(const std::string& statement, std::span<const Param> params,
                        const sql::Syntax& syntax) {
    if (params.empty())
        return statement;
    std::size_t next = 0;
    return sql::replace_tokens(statement, syntax,
                               [&](const sql::Token& token) -> std::optional<std::string> {
                                   if (token.text != "?")
                                       return std::nullopt;
                                   return literal(params[next++], syntax);
                               });
}

std::string comment_line(std::string_view text) {
    return "-- " + text::join(text::split(text, '\n'), " ") + "\n";
}

} // namespace

ScriptText::ScriptText(const Dialect& dialect, const Settings& settings)
    : client_(client_of(dialect)),
      syntax_(dialect.syntax()),
      versions_(recorder_, dialect, settings.version_table_schema, settings.version_table) {
    const std::string table =
        sql::SqlWriter(syntax_).name(settings.version_table_schema, settings.version_table).str();
    rows_query_ = "(SELECT count(*) FROM " + table;
    column_ = sql::quote_name("version_num", syntax_);
    recorder_.affects(1);
    recorder_.on_statement([this](const std::string& sql, std::span<const Param> params) {
        statement(with_values(sql, params, syntax_));
    });
}

void ScriptText::comment(std::string_view text) {
    body_ += (body_.empty() ? "" : "\n") + comment_line(text);
}

void ScriptText::statement(const std::string& sql) {
    body_ += sql::terminated(sql);
}

void ScriptText::expect_zero(const std::string& query, const std::string& message) {
    for (const std::string& sql : client_.expect_zero(query, message))
        statement(sql);
}

void ScriptText::statements(const std::vector<Statement>& statements) {
    for (const Statement& each : statements) {
        if (each.probe)
            expect_zero(each.sql, refusal_text(each, "some"));
        else
            statement(each.sql);
    }
}

void ScriptText::make_version_table() {
    versions_.create(VersionTable::IfThere::keep);
}

void ScriptText::start(const std::vector<std::string>& rows) {
    if (rows.empty())
        make_version_table();
    const std::string count = " = " + std::to_string(rows.size());
    std::string holds = rows_query_ + ")" + count;
    if (!rows.empty()) {
        std::vector<std::string> names;
        for (const std::string& row : rows)
            names.push_back(sql::quote_string(row, syntax_));
        holds += " AND " + rows_query_ + " WHERE " + column_ + " IN (" + text::join(names, ", ") +
                 "))" + count;
    }
    expect_zero("SELECT CASE WHEN " + holds + " THEN 0 ELSE 1 END",
                "this script is for a database at " + rows_text(rows));
}

void ScriptText::change(const VersionChange& change) {
    versions_.change(change);
}

void ScriptText::end_transaction() {
    if (body_.empty())
        return;
    const auto put = [&](const std::vector<std::string>& list) {
        for (const std::string& sql : list)
            text_ += sql::terminated(sql);
    };
    text_ += "\n";
    std::vector<std::string> last;
    if (guard_) {
        put(guard_->before_begin());
        last = guard_->before_commit();
    }
    put({client_.begin()});
    text_ += "\n" + std::exchange(body_, {});
    put(last);
    text_ += "\n";
    put({client_.commit()});
    guard_.reset();
}

void ScriptText::outside(std::string_view title, const std::vector<Statement>& list) {
    end_transaction();
    comment(title);
    statements(list);
    text_ += "\n" + std::exchange(body_, {});
}

std::string ScriptText::finish(const std::vector<std::string>& titles) {
    end_transaction();
    std::string out;
    for (const std::string& title : titles)
        out += comment_line(title);
    return text_.empty() ? out : out + client_.head() + text_;
}

} // namespace migrate::runner
