// What schemas of SQLite are made of.
#pragma once

#include "property/random_parts.hpp"

namespace migrate::test {

class SqliteParts final : public PartMaker {
  public:
    using PartMaker::PartMaker;

    void begin(KeyedSchema& schema) override;
    void decorate(KeyedSchema&, Table&) override {}
    Column column(KeyedSchema& schema, const Table& table) override;
    std::optional<Value> default_value(const Column& column, const Table& table) override;
    std::optional<PrimaryKey> primary_key(KeyedSchema& schema, Table& table) override;
    std::optional<Generated> generated(const Table& table, const Column& column) override;
    std::string collation() override;
    std::string check_expression(const Table& table, const Column& column) override;
    std::string condition(const Table& table) override;
    Trigger trigger(KeyedSchema& schema, const Table& table) override;
    Trigger instead_of(KeyedSchema& schema) override;

    void alter_type(KeyedSchema& schema, Table& table, Column& column) override;
    void alter_own(KeyedSchema& schema, Table& table) override;
    void alter_own(KeyedSchema& schema, Table& table, Column& column) override;
    void alter_own(Unique& unique) override;
    void alter_own(Trigger& trigger, KeyedSchema& schema) override;
    void own_object(KeyedSchema& schema) override;

    std::string shared_value(const Column& a, const Column* b, std::size_t i) override;
    std::string own_value(const Column& column, bool bytes_only, std::size_t i) override;

  private:
    bool can_be_key(const Column&) const override { return true; }
    bool can_refer(const Table& table, const Column& column) const override;
    bool keys_have_order() const override { return true; }
    std::string index_expression(const Table& table, const std::string& column) override;
    void finish(Unique& unique) override;
    void finish(const Table&, Index&) override {}
    std::string as_text(const std::string& column) const override { return column; }

    ColumnType type(const KeyedSchema& schema, bool strict);
    Conflict conflict();
    std::string trigger_body(const KeyedSchema& schema);
    Table virtual_table(KeyedSchema& schema);
};

} // namespace migrate::test
