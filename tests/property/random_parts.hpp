// Parts of random tables: types, defaults, expressions, constraints, indexes, triggers, views.
// Whatever these make is accepted by the database, and by rows made of small numbers and odd texts.
#pragma once

#include "property/keyed_schema.hpp"
#include "property/random_names.hpp"
#include "property/random_source.hpp"
#include "property/value_class.hpp"

namespace migrate::test {

class Subject;
struct SchemaPair;

// A value that every enum has.
inline constexpr const char* enum_default = "filled";

class PartMaker {
  public:
    PartMaker(const Subject& subject, Random& random, NameSource& names)
        : subject_(subject),
          random_(random),
          names_(names) {}
    virtual ~PartMaker() = default;
    PartMaker(const PartMaker&) = delete;
    PartMaker& operator=(const PartMaker&) = delete;

    // A new key, with a name.
    std::string key(KeyedSchema& schema, char kind);
    // The name of a part: none, or a new one.
    std::string maybe_key(KeyedSchema& schema, char kind, std::size_t percent = 60);

    EnumType enumeration(KeyedSchema& schema);
    void add_value(EnumType& type);

    // Parts of the table as it is; nullopt where it has no column for them.
    std::optional<Unique> unique(KeyedSchema& schema, const Table& table);
    std::optional<Check> check(KeyedSchema& schema, const Table& table);
    std::optional<ForeignKey> foreign_key(KeyedSchema& schema, const Table& child,
                                          const Table& parent);
    std::optional<Index> index(KeyedSchema& schema, const Table& table);
    FkAction action();
    std::optional<Deferral> deferral();
    View view(KeyedSchema& schema);
    std::string query(const KeyedSchema& schema, std::size_t& columns, const std::string& self);

    // --- what a dialect has to say

    // What a schema has from the start besides tables, views and enums.
    virtual void begin(KeyedSchema& schema) = 0;
    virtual void decorate(KeyedSchema& schema, Table& table) = 0;
    virtual Column column(KeyedSchema& schema, const Table& table) = 0;
    virtual std::optional<Value> default_value(const Column& column, const Table& table) = 0;
    virtual std::optional<PrimaryKey> primary_key(KeyedSchema& schema, Table& table) = 0;
    virtual std::optional<Generated> generated(const Table& table, const Column& column) = 0;
    virtual std::string collation() = 0;
    virtual std::string check_expression(const Table& table, const Column& column) = 0;
    virtual std::string condition(const Table& table) = 0;
    virtual Trigger trigger(KeyedSchema& schema, const Table& table) = 0;
    virtual Trigger instead_of(KeyedSchema& schema) = 0;

    // Changes that only this dialect knows, and those whose ways are its own.
    virtual void alter_type(KeyedSchema& schema, Table& table, Column& column) = 0;
    virtual void alter_own(KeyedSchema& schema, Table& table) = 0;
    virtual void alter_own(KeyedSchema& schema, Table& table, Column& column) = 0;
    virtual void alter_own(Unique& unique) = 0;
    virtual void alter_own(Trigger& trigger, KeyedSchema& schema) = 0;
    virtual void own_object(KeyedSchema& schema) = 0;

    // A value that both columns take and that stays itself on the way from one to the other; the
    // second is null where there is only one.
    virtual std::string shared_value(const Column& a, const Column* b, std::size_t i) = 0;
    // `bytes_only`: nothing but bytes is taken.
    virtual std::string own_value(const Column& column, bool bytes_only, std::size_t i) = 0;

  protected:
    // --- details of the shared parts, by dialect
    virtual bool can_be_key(const Column& column) const = 0;
    virtual bool can_refer(const Table& table, const Column& column) const = 0;
    virtual bool keys_have_order() const = 0;
    virtual std::string index_expression(const Table& table, const std::string& column) = 0;
    virtual void finish(Unique& unique) = 0;
    virtual void finish(const Table& table, Index& index) = 0;
    virtual std::string as_text(const std::string& column) const = 0;

    const Column* any_column(const Table& table, bool with_generated);
    std::vector<std::string> some_columns(const Table& table, std::size_t most);
    const Table* any_table(const KeyedSchema& schema);
    std::vector<KeyPart> parts(const Table& table, const std::vector<std::string>& columns,
                               bool options);
    std::optional<ColumnType> enum_type(const KeyedSchema& schema);

    const Subject& subject_;
    Random& random_;
    NameSource& names_;

  private:
    int last_key_ = 0;
};

// Texts that are hard to quote, for defaults and enum values.
std::string odd_text(Random& random);

bool is_base(const Column& column);

} // namespace migrate::test
