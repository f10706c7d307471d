#include "migrate/connection.hpp"
#include "util/text.hpp"

#include <cstdlib>

namespace migrate {

std::vector<Result> Connection::query_all(std::span<const std::string> statements) {
    std::vector<Result> results;
    results.reserve(statements.size());
    for (const std::string& statement : statements)
        results.push_back(query(statement));
    return results;
}

bool is_true(const Cell& cell) {
    if (!cell)
        return false;
    const std::string_view value = text::trim(*cell);
    if (text::equals_folded(value, "t") || text::equals_folded(value, "true"))
        return true;
    return std::strtod(std::string(value).c_str(), nullptr) != 0;
}

std::optional<std::string> query_optional(Connection& connection, std::string_view sql,
                                          std::span<const Param> params) {
    Result result = connection.query(sql, params);
    if (result.rows.empty() || result.rows.front().empty())
        return std::nullopt;
    return std::move(result.rows.front().front());
}

std::string query_value(Connection& connection, std::string_view sql,
                        std::span<const Param> params) {
    if (std::optional<std::string> value = query_optional(connection, sql, params))
        return std::move(*value);
    throw DbError(DbErrorKind::other, "", "the query gave no value: " + shortened(sql))
        .with_statement(std::string(sql));
}

} // namespace migrate
