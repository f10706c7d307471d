// Scripts for psql (--sql).
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

class PostgresScript final : public ClientScript {
  public:
    std::string head() const override;
    std::string begin() const override;
    std::string commit() const override;
    std::vector<std::string> expect_zero(const std::string& query,
                                         const std::string& message) const override;
    std::unique_ptr<ScriptGuard> guard(Connection& replay) const override;
};

} // namespace migrate::postgres
