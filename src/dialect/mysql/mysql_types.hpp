// Types on MySQL and MariaDB.
#pragma once

#include "dialect/mysql/mysql_server.hpp"
#include "migrate/dialect.hpp"

namespace migrate::mysql {

class MysqlTypes final : public Types {
  public:
    explicit MysqlTypes(Vendor vendor) : vendor_(vendor) {}

    std::string render(const Column& column) const override;
    ColumnType read(std::string_view native) const override;
    bool same(const Column& a, const Column& b) const override;

  private:
    Vendor vendor_;
};

} // namespace migrate::mysql
