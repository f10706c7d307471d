// Operations as SQLite's statements.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

class SqliteDdl final : public Ddl {
  public:
    // With `live` it also looks at the session: the text of indexes and triggers, what is broken
    // before a rebuild.
    std::vector<Statement> render(const Op& op, const Database& before,
                                  Connection* live) const override;
    bool outside_transaction(const Op& op) const override;
    void check(const Op& op, const Database& before) const override;
    bool wants_guard(const Op& op) const override;
    std::string render_value(const Value& value) const override;
};

} // namespace migrate::sqlite
