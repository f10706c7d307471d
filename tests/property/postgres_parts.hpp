// What schemas of PostgreSQL are made of.
#pragma once

#include "property/random_parts.hpp"

namespace migrate::test {

class PostgresParts final : public PartMaker {
  public:
    using PartMaker::PartMaker;

    void begin(KeyedSchema& schema) override;
    void decorate(KeyedSchema& schema, Table& table) override;
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
    bool keys_have_order() const override { return false; }
    std::string index_expression(const Table& table, const std::string& column) override;
    void finish(Unique& unique) override;
    void finish(const Table& table, Index& index) override;
    std::string as_text(const std::string& column) const override { return column + "::text"; }

    // Now and then an enum or a domain of the schema.
    ColumnType type(const KeyedSchema& schema);
    ColumnType type_of(ValueClass wanted);
    // "{f1}('it''s')", of a trigger function that is there or is made.
    std::string call(KeyedSchema& schema);

    // --- kinds that SQLite has not (postgres_kinds.cpp)
    SchemaObject object(KeyedSchema& schema, ObjectKind kind, char key_kind);
    SchemaObject domain(KeyedSchema& schema);
    SchemaObject sequence(KeyedSchema& schema);
    SchemaObject routine(KeyedSchema& schema);
    SchemaObject composite(KeyedSchema& schema);
    std::optional<SchemaObject> materialized_view(KeyedSchema& schema);
    void number_itself(Column& column);
    void alter_object(KeyedSchema& schema, SchemaObject& object);
    std::optional<TablePart> part(KeyedSchema& schema, const Table& table);
    TablePart exclusion(KeyedSchema& schema, const Table& table, const Column& column);
    TablePart policy(KeyedSchema& schema, const Table& table, const Column& column);
    TablePart rule(KeyedSchema& schema, const Column& column);
    void set_option(Table& table);
    std::string remark();
};

} // namespace migrate::test
