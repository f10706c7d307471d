// One kind of database, as the pairs see it: what its schemas may be made of, how a database is
// made and thrown away, and what it says of itself.
#pragma once

#include "migrate/dialect.hpp"
#include "property/random_parts.hpp"
#include "property/random_schema.hpp"
#include "property/value_class.hpp"

#include <memory>

namespace migrate::test {

// A row that stands in both schemas: its values by the columns' keys.
using RowSet = std::map<std::string, std::vector<RowText>>;

// A database that is empty at first and gone with its owner.
class PairDatabase {
  public:
    virtual ~PairDatabase() = default;
    PairDatabase(const PairDatabase&) = delete;
    PairDatabase& operator=(const PairDatabase&) = delete;

    virtual Connection& connection() = 0;

  protected:
    PairDatabase() = default;
};

class Subject {
  public:
    virtual ~Subject() = default;
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;

    virtual const Dialect& dialect() const = 0;

    // --- schemas
    virtual std::unique_ptr<PartMaker> parts(Random& random, NameSource& names) const = 0;
    virtual ValueClass value_class(const Column& column) const = 0;
    virtual Value fill_value(const Column& column, const Table& table) const = 0;
    // Whether rows get a value of the database's own where they have none.
    virtual bool fills_itself(const Table& table, const Column& column) const = 0;
    // Whether the type comes back as another one, with another neutral value.
    virtual bool translates(const ColumnType& type) const = 0;
    // Takes out what only this kind of database refuses; called before and after the keys that do
    // not stand are gone.
    virtual void repair_columns(Table& table) const = 0;
    virtual void repair_keys(Table& table) const = 0;
    virtual void repair_objects(KeyedSchema& schema) const = 0;

    // --- databases
    // For a look, and for a pair to live in.
    virtual std::unique_ptr<PairDatabase> scratch() = 0;
    virtual std::unique_ptr<PairDatabase> live() = 0;
    // The schema without its triggers, and its rows, which must break no constraint. Returns the
    // table in which one was refused, or nothing.
    virtual std::optional<std::string>
    build_with_rows(Connection& connection, const KeyedSchema& schema, const RowSet& rows) = 0;
    // The value as a literal that can be inserted again.
    virtual std::string quoted_value(const std::string& column) const = 0;
    // Whether every pair runs as `upgrade` runs it; else one in ten.
    virtual bool only_through_runner() const = 0;

    // --- what it says of itself, independently of the tool's introspection
    virtual std::vector<std::string> schema_truth(Connection& connection) const = 0;
    // Every definition and every row.
    virtual std::string whole_dump(Connection& connection) const = 0;
    // What is broken in it; empty if nothing is.
    virtual std::string damage(Connection& connection) const = 0;

  protected:
    Subject() = default;
};

Subject& sqlite_subject();
// On the server of MIGRATE_TEST_POSTGRESQL; null where it names none.
Subject* postgres_subject();

} // namespace migrate::test
