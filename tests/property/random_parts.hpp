// Parts of random tables: types, defaults, expressions, constraints, indexes, triggers, views.
// Whatever these make is accepted by SQLite, and by rows made of small numbers and odd texts.
#pragma once

#include "property/keyed_schema.hpp"
#include "property/random_names.hpp"
#include "property/random_source.hpp"

namespace migrate::test {

// A value that every enum has.
inline constexpr const char* enum_default = "filled";

class PartMaker {
  public:
    PartMaker(Random& random, NameSource& names) : random_(random), names_(names) {}

    // A new key, with a name.
    std::string key(KeyedSchema& schema, char kind);
    // The name of a part: none, or a new one.
    std::string maybe_key(KeyedSchema& schema, char kind, std::size_t percent = 60);

    EnumType enumeration(KeyedSchema& schema);
    void add_value(EnumType& type);
    // Now and then one of the schema's enums.
    ColumnType type(const KeyedSchema& schema, bool strict);
    std::optional<Value> default_value(const Column& column, bool strict);
    std::string collation();
    Conflict conflict();
    Column column(KeyedSchema& schema, const Table& table);
    std::optional<Generated> generated(const Table& table, const Column& column);

    // Parts of the table as it is; nullopt where it has no column for them.
    std::optional<PrimaryKey> primary_key(KeyedSchema& schema, Table& table);
    std::optional<Unique> unique(KeyedSchema& schema, const Table& table);
    std::optional<Check> check(KeyedSchema& schema, const Table& table);
    std::string check_expression(const Table& table, const Column& column);
    std::optional<ForeignKey> foreign_key(KeyedSchema& schema, const Table& child,
                                          const Table& parent);
    FkAction action();
    std::optional<Deferral> deferral();
    std::optional<Index> index(KeyedSchema& schema, const Table& table);
    std::string condition(const Table& table);

    Trigger trigger(KeyedSchema& schema, const Table& table);
    Trigger instead_of(KeyedSchema& schema);
    std::string trigger_body(const KeyedSchema& schema);
    View view(KeyedSchema& schema);
    std::string query(const KeyedSchema& schema, std::size_t& columns, const std::string& self);
    Table virtual_table(KeyedSchema& schema);

  private:
    const Column* any_column(const Table& table, bool with_generated);
    std::vector<std::string> some_columns(const Table& table, std::size_t most);
    const Table* any_table(const KeyedSchema& schema);
    std::vector<KeyPart> parts(const std::vector<std::string>& columns, bool options);

    Random& random_;
    NameSource& names_;
    int last_key_ = 0;
};

} // namespace migrate::test
