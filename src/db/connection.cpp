#include "migrate/connection.hpp"

namespace migrate {

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
