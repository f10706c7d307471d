// Operations as statements of MySQL and MariaDB.
#pragma once

#include "dialect/mysql/mysql_server.hpp"
#include "migrate/dialect.hpp"

namespace migrate::mysql {

class MysqlDdl final : public Ddl {
  public:
    explicit MysqlDdl(Vendor vendor) : vendor_(vendor) {}

    std::vector<Statement> render(const Op& op, const Database& before,
                                  Connection* live) const override;
    // Whatever commits by itself: all but operations on rows.
    bool outside_transaction(const Op& op) const override;
    void check(const Op& op, const Database& before) const override;
    std::string render_value(const Value& value) const override;

  private:
    Vendor vendor_;
};

} // namespace migrate::mysql
