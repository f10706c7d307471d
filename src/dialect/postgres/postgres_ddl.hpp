// Operations as PostgreSQL's statements.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

class PostgresDdl final : public Ddl {
  public:
    // With `live` it asks the catalog for what the model does not say: the name of a column's
    // sequence, the keys at the ends of batches.
    std::vector<Statement> render(const Op& op, const Database& before,
                                  Connection* live) const override;
    bool outside_transaction(const Op& op) const override;
    void check(const Op& op, const Database& before) const override;
    std::optional<bool> took_effect(const Op& op, Connection& live) const override;
    std::string render_value(const Value& value) const override;
};

const Ddl& postgres_ddl();

} // namespace migrate::postgres
