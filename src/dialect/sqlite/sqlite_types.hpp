// Types on SQLite: any words may be declared, and the words decide the affinity
// (https://sqlite.org/datatype3.html), so a portable type is declared as it is written unless its
// words would change values.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

class SqliteTypes final : public Types {
  public:
    std::string render(const Column& column) const override;
    ColumnType read(std::string_view native) const override;
    bool same(const Column& a, const Column& b) const override;
    bool implied_not_null(const Table& table, const Column& column) const override;
    bool fills_itself(const Table& table, const Column& column) const override;
};

} // namespace migrate::sqlite
