// The model: what a database holds, as plain structs. Introspection fills them, model files are
// read into them, diff/ compares them and ops/ changes them.
//
// Order is the order of declaration or of the database. Names are as stored. Values are those for
// one dialect, the one at hand; what an object says under other dialects' prefixes is kept in
// `overrides`, so that it can be written again.
#pragma once

#include "migrate/attributes.hpp"
#include "migrate/identifier.hpp"
#include "migrate/node.hpp"
#include "migrate/type.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace migrate {

// Where an object of a model stands, for messages; no part of its value. A null file is "nowhere":
// introspected or made.
struct DeclaredAt {
    std::shared_ptr<const std::string> file;
    NodePos pos;

    bool operator==(const DeclaredAt&) const { return true; }
};

// One key that stood under a dialect's prefix (dialect "postgresql", key "type"), or, with an empty
// dialect, the plain value that a key of the dialect at hand replaced (a null value: none stood
// there). Together they are what the writer needs to write the object for every dialect again.
struct Override {
    std::string dialect;
    std::string key;
    Node value;

    bool operator==(const Override&) const = default;
};
using Overrides = std::vector<Override>;

// --- values

struct Literal {
    enum class Kind { null, boolean, number, string, bytes, datetime };
    Kind kind = Kind::null;
    std::string text; // "true", "12.30", the string itself, hex digits, RFC 3339

    bool operator==(const Literal&) const = default;
};
struct Expression {
    std::string sql; // as written, trimmed, without an outer pair of parentheses that the DDL would
                     // add again

    bool operator==(const Expression&) const = default;
};
using Value = std::variant<Literal, Expression>;

// --- columns

struct Generated {
    std::string expression;
    bool stored = false;

    bool operator==(const Generated&) const = default;
};

struct Identity {
    bool always = false;
    bool serial = false;
    std::optional<long long> start, increment, min, max, cache;
    bool cycle = false;

    bool operator==(const Identity&) const = default;
};

// SQLite's ON CONFLICT (https://sqlite.org/lang_conflict.html); `none` is not written and means
// abort.
enum class Conflict { none, rollback, abort, fail, ignore, replace };

struct Column {
    std::string name;
    ColumnType type;
    bool nullable = true;
    std::string not_null_name; // CONSTRAINT x NOT NULL
    Conflict not_null_conflict = Conflict::none;
    std::optional<Value> default_value;
    std::optional<Generated> generated;
    std::optional<Identity> identity;
    bool autoincrement = false; // SQLite's keyword, never implied by identity
    std::string collation;
    std::string comment;
    std::string renamed_from;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const Column&) const = default;
};

// --- keys, constraints, indexes. `in_column` says that the part was written in its column's
// definition (a shorthand of the model, an inline constraint of the stored SQL); it is kept so that
// it is written there again, and means nothing.

struct KeyPart {
    std::string column;     // or
    std::string expression; // SQL, when column is empty
    bool desc = false;
    std::string collation;
    Attributes attributes;
    Overrides overrides;

    bool operator==(const KeyPart&) const = default;
};

struct PrimaryKey {
    std::string name;
    std::vector<KeyPart> columns;
    Conflict conflict = Conflict::none;
    bool in_column = false;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const PrimaryKey&) const = default;
};

struct Unique {
    std::string name; // empty: nameless
    std::vector<KeyPart> columns;
    Conflict conflict = Conflict::none;
    bool in_column = false;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const Unique&) const = default;
};

struct Check {
    std::string name;
    std::string expression;
    std::string
        in_column; // the column that it was written in, or empty: a check may name any columns
    bool validated = true;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const Check&) const = default;
};

enum class FkAction { no_action, restrict, cascade, set_null, set_default };
enum class Deferral { not_deferrable, initially_immediate, initially_deferred };

struct ForeignKey {
    std::string name;
    std::vector<std::string> columns;
    QualifiedName table;               // the referred one
    std::vector<std::string> referred; // empty: its primary key
    FkAction on_delete = FkAction::no_action;
    FkAction on_update = FkAction::no_action;
    std::string match;                // lower case; empty for simple
    std::optional<Deferral> deferral; // not given is not deferrable
    bool validated = true;
    bool in_column = false;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const ForeignKey&) const = default;
};

struct Index {
    std::string name;
    std::vector<KeyPart> columns;
    bool unique = false;
    std::string where;
    std::string comment;
    std::string renamed_from;
    bool in_column = false; // `index = true` on a column
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const Index&) const = default;
};

// --- triggers, views and the rest

enum class TriggerTiming { before, after, instead_of };
struct TriggerEvent {
    enum class Kind { insert, update, remove, truncate };
    Kind kind = Kind::insert;
    std::vector<std::string> columns; // update of a, b

    bool operator==(const TriggerEvent&) const = default;
};

struct Trigger {
    std::string name;
    std::optional<TriggerTiming> timing; // not given: the database's default (SQLite: before)
    std::vector<TriggerEvent> events;
    std::string where; // WHEN
    std::string body;  // exact, from BEGIN to END
    std::string comment;
    std::string renamed_from;
    bool for_each_row = false; // written out, and the default of every model; a trigger for each
                               // statement has the attribute for_each = "statement"
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const Trigger&) const = default;
};

// Parts of a table that no struct knows.
enum class PartKind { exclude, rule, policy, statistics, partition };

struct TablePart {
    PartKind kind = PartKind::exclude;
    std::string name;
    Attributes attributes;
    std::string comment;
    std::string renamed_from;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const TablePart&) const = default;
};

struct Table {
    QualifiedName name;
    std::vector<Column> columns;
    std::optional<PrimaryKey> primary_key;
    std::vector<Unique> uniques;
    std::vector<Check> checks;
    std::vector<ForeignKey> foreign_keys;
    std::vector<Index> indexes;
    std::vector<Trigger> triggers;
    std::vector<TablePart> parts;
    bool strict = false;        // SQLite
    bool without_rowid = false; // SQLite
    std::string virtual_module; // SQLite: "fts5(a, content='t')"; such a table has no columns here
    std::string comment;
    std::string renamed_from;
    std::string stored_sql; // SQLite: the text in sqlite_schema, for a rebuild to keep tokens;
                            // empty elsewhere
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const Table&) const = default;
};

struct View {
    QualifiedName name;
    std::vector<std::string> columns;
    std::string as; // the query, trimmed, without a final semicolon
    std::vector<Trigger> triggers;
    std::string comment;
    std::string renamed_from;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const View&) const = default;
};

struct EnumType {
    QualifiedName name;
    std::vector<std::string> values;
    std::string comment;
    std::string renamed_from;
    Attributes attributes;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const EnumType&) const = default;
};

// Objects that only some databases have.
enum class ObjectKind {
    materialized_view,
    domain,
    composite,
    range,
    sequence,
    function,
    procedure,
    aggregate,
    event,
    schema,
    extension,
};

struct SchemaObject {
    ObjectKind kind = ObjectKind::sequence;
    QualifiedName name;
    // The types of the arguments, "integer, text", where routines of one name are told apart by
    // them; empty for none of them, not given where a name is enough.
    std::optional<std::string> signature;
    Attributes attributes;
    std::vector<Index> indexes; // of a materialized view
    std::string comment;
    std::string renamed_from;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const SchemaObject&) const = default;
};

// What an object is called and found by.
struct ObjectName {
    ObjectKind kind = ObjectKind::sequence;
    QualifiedName name;
    std::optional<std::string> signature{};

    bool operator==(const ObjectName&) const = default;
};
ObjectName name_of(const SchemaObject& object);
// "billing.total(integer)".
std::string to_string(const ObjectName& name);
// "materialized view".
std::string_view to_string(ObjectKind kind);
std::string_view to_string(PartKind kind);

// An object of a kind that the tool does not know; compared by text with what the revisions say,
// never read from the database.
struct RawObject {
    std::string name;
    std::string create;
    std::string drop;
    std::vector<std::string> needs;
    Overrides overrides;
    DeclaredAt declared_at;

    bool operator==(const RawObject&) const = default;
};

// With special members of its own, in schema/kinds.cpp: else every file that copies a database
// would compile the copying of all that it holds again.
struct Database {
    NameFolding folding = NameFolding::exact;
    std::vector<Table> tables;
    std::vector<View> views;
    std::vector<EnumType> enums;
    std::vector<SchemaObject> objects;
    std::vector<RawObject> raws;
    std::vector<std::string> not_compared; // "3 policies": what introspection met and does not read

    Database();
    Database(const Database&);
    Database(Database&&) noexcept;
    Database& operator=(const Database&);
    Database& operator=(Database&&) noexcept;
    ~Database();
    bool operator==(const Database&) const;
};

// --- look-up, by the database's folding; nullptr when there is none. Linear: whoever looks up many
// builds its own map.

const Table* find_table(const Database& db, const QualifiedName& name);
Table* find_table(Database& db, const QualifiedName& name);
const View* find_view(const Database& db, const QualifiedName& name);
View* find_view(Database& db, const QualifiedName& name);
const EnumType* find_enum(const Database& db, const QualifiedName& name);
EnumType* find_enum(Database& db, const QualifiedName& name);
// A name without a signature finds the only one that has it; nullptr too when there are several.
const SchemaObject* find_object(const Database& db, const ObjectName& name);
SchemaObject* find_object(Database& db, const ObjectName& name);
const TablePart* find_part(const Table& table, PartKind kind, std::string_view name,
                           NameFolding folding);
TablePart* find_part(Table& table, PartKind kind, std::string_view name, NameFolding folding);
// The indexes of a table or a materialized view; nullptr when there is none of that name.
const std::vector<Index>* find_indexes(const Database& db, const QualifiedName& owner);
std::vector<Index>* find_indexes(Database& db, const QualifiedName& owner);

// Any list of things with a `name` that is a string.
template <class T>
const T* find_named(const std::vector<T>& items, std::string_view name, NameFolding folding) {
    for (const T& item : items)
        if (same_name(item.name, name, folding))
            return &item;
    return nullptr;
}
template <class T>
T* find_named(std::vector<T>& items, std::string_view name, NameFolding folding) {
    return const_cast<T*>(find_named(std::as_const(items), name, folding));
}

// What no database would accept: two columns of one name, an index on an unknown column, a foreign
// key to nowhere, two objects of one name. Throws Error(usage) at the object's place in the model,
// for the first that it finds.
void validate(const Database& model);

} // namespace migrate
