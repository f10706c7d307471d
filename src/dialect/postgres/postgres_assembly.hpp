// The schema in the making, while the catalog's rows come in: where each relation and type stands.
#pragma once

#include "dialect/postgres/postgres_catalog.hpp"
#include "migrate/dialect.hpp"

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace migrate::postgres {

// What the queries are made from.
struct Scope {
    int version = 0;            // server_version_num
    std::string default_schema; // left out of names; empty where there is none
    std::string schemas;        // SQL: whether the schema `n` is read
    std::string relations;      // SQL: whether the relation `c` is read, as " AND ..." or empty
    std::vector<std::string> excluded;

    // The query with {schemas} and {relations} filled in.
    std::string fill(std::string_view query) const;
};

// A column as the catalog numbers it: indexes and constraints name columns so.
struct NumberedColumn {
    int number = 0;
    std::string name;
    Oid collation = 0;
};

struct Relation {
    enum class Kind { table, view, object };
    Kind kind = Kind::table;
    std::size_t at = 0;                  // in tables, views or objects
    std::vector<NumberedColumn> columns; // by number; also those that a table inherits
};

struct Sequence {
    SchemaObject object; // as it is written when no column speaks for it
    std::string type;
    std::string next_value; // "nextval('s'::regclass)"
    Identity options;
    Oid owner_table = 0;
    int owner_column = 0;
};

class Assembly {
  public:
    explicit Assembly(const Scope& scope) : scope_(scope) {}

    const Scope& scope() const { return scope_; }
    Database& db() { return db_; }

    QualifiedName name(std::string schema, std::string object) const;
    // As SQL text: f, billing.f, "odd name".
    std::string sql_name(const std::string& schema, const std::string& object) const;

    void add_table(Oid oid, Table table);
    void add_view(Oid oid, View view);
    void add_object(Oid oid, SchemaObject object);
    Relation* relation(Oid oid);
    Table* table(Oid oid);
    View* view(Oid oid);
    SchemaObject* object(Oid oid);

    // What is no relation: found again by its own catalog's oid, for checks and grants.
    void add_enum(Oid oid, EnumType type);
    void add_type(Oid oid, SchemaObject type);
    void name_schema(Oid oid, std::string name) { schema_names_[oid] = std::move(name); }
    SchemaObject& schema(Oid oid); // added when it is first asked for
    void add_routine(Oid oid, SchemaObject routine);
    SchemaObject* domain(Oid type);

    // Of what the catalog (pg_class, pg_type, pg_proc, pg_namespace) has under an oid; nullptr when
    // it is not read.
    Attributes* attributes(std::string_view catalog, Oid oid);
    std::optional<QualifiedName> name_of(Oid oid);
    // Names by numbers; nothing where the relation is not read.
    std::vector<std::string> column_names(Oid relation, const std::vector<int>& numbers);
    const NumberedColumn* column(Oid relation, int number);

    void name_collation(Oid oid, std::string name) { collations_[oid] = std::move(name); }
    std::string collation(Oid oid) const;
    void name_operator_class(Oid oid, std::string name) {
        operator_classes_[oid] = std::move(name);
    }
    std::string operator_class(Oid oid) const; // empty: a default one

    // A sequence that belongs to a column, until the column speaks for it.
    void add_owned_sequence(Oid oid, Sequence sequence);
    Sequence* owned_sequence(Oid table, int column);
    void take_owned_sequence(Oid table, int column) { owned_.erase({table, column}); }
    // The name of one that its column speaks for.
    std::optional<QualifiedName> column_sequence(Oid oid) const;

    // Puts everything in order. The last call.
    Database finish();

    void not_compared(std::string what) { db_.not_compared.push_back(std::move(what)); }

  private:
    struct Place {
        bool in_enums = false; // else in objects
        std::size_t at = 0;
    };
    using Places = std::unordered_map<Oid, Place>;
    struct Owned { // a sequence, by its own oid
        QualifiedName name;
        std::pair<Oid, int> owner;
    };
    void add_object(Places& places, Oid oid, SchemaObject object);
    Attributes* attributes(const Places& places, Oid oid);
    Attributes* relation_attributes(Oid oid);
    void add_left_sequences();

    const Scope& scope_;
    Database db_;
    std::unordered_map<Oid, Relation> relations_;
    Places types_;
    Places routines_;
    Places schemas_;
    std::unordered_map<Oid, std::string> schema_names_;
    std::map<std::pair<Oid, int>, Sequence> owned_; // by table and column
    std::unordered_map<Oid, Owned> owners_;
    std::unordered_map<Oid, std::string> collations_;
    std::unordered_map<Oid, std::string> operator_classes_;
};

// "{fillfactor=70,security_barrier=true}" as values of the format: { fillfactor = 70 }.
Node read_options(const std::vector<std::string>& options);
Node integer_node(long long value);

} // namespace migrate::postgres
