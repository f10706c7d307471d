#include "dialect/mysql/mysql_ddl.hpp"

#include "dialect/author_statements.hpp"
#include "dialect/mysql/mysql_raw.hpp"
#include "dialect/mysql/mysql_text.hpp"
#include "dialect/step_checks.hpp"
#include "sql/splitter.hpp"
#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate::mysql {

namespace {

bool any_commits(const std::string& script) {
    return std::ranges::any_of(sql::split(script, sql::mysql_syntax()),
                               [](const sql::Piece& piece) { return commits(piece.sql); });
}

[[noreturn]] void refuse(const Op& op, Vendor vendor) {
    throw Error(ErrorCode::usage, "this version cannot do it on " + std::string(name_of(vendor)) +
                                      ": " + describe(op))
        .help("write the step in SQL: sql = \"...\"");
}

void check_script(const Sql& op) {
    for (const sql::Piece& piece : sql::split(op.text, sql::mysql_syntax()))
        if (bounds_transaction(piece.sql))
            refuse_transaction_word(piece.sql);
}

} // namespace

std::vector<Statement> MysqlDdl::render(const Op& op, const Database& before, Connection*) const {
    using Statements = std::vector<Statement>;
    const AuthorStatements author(sql::mysql_syntax(), before);
    return std::visit(
        Overloaded{
            [&](const CreateRaw& raw) { return author.create(raw); },
            [&](const AlterRaw& raw) { return author.alter(raw); },
            [&](const DropRaw& raw) { return author.drop(raw); },
            [&](const Sql& script) { return author.script(script); },
            [](const Program&) { return Statements(); }, // the runner's
            [&](const Assert& check) { return author.probe(check); },
            [](const Irreversible& why) -> Statements { AuthorStatements::refuse(why); },
            [&](const auto&) -> Statements { refuse(op, vendor_); },
        },
        op);
}

bool MysqlDdl::outside_transaction(const Op& op) const {
    return std::visit(Overloaded{
                          [](const Sql& script) { return any_commits(script.text); },
                          [](const InsertRows&) { return false; },
                          [](const UpdateRows&) { return false; },
                          [](const DeleteRows&) { return false; },
                          [](const Backfill&) { return false; },
                          [](const Assert&) { return false; },
                          [](const Irreversible&) { return false; },
                          [](const auto&) { return true; },
                      },
                      op);
}

void MysqlDdl::check(const Op& op, const Database& before) const {
    if (const auto* script = std::get_if<Sql>(&op))
        check_script(*script);
    if (!std::holds_alternative<DropRaw>(op) && !std::holds_alternative<AlterRaw>(op))
        render(op, before, nullptr);
}

std::string MysqlDdl::render_value(const Value& value) const {
    return value_text(value);
}

} // namespace migrate::mysql
