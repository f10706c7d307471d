// PostgreSQL: one database on the server of MIGRATE_TEST_POSTGRESQL for all pairs, emptied after
// each. What is only looked at lives in a transaction that is rolled back.
#include "property/pair_build.hpp"
#include "property/postgres_parts.hpp"
#include "property/postgres_truth.hpp"
#include "property/subject.hpp"
#include "support/server_database.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <set>

namespace migrate::test {
namespace {

ValueClass class_of_word(const std::string& type) {
    const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
    if (has("{")) // a domain
        return has("{d") ? ValueClass::integer : ValueClass::text;
    if (has("["))
        return ValueClass::list;
    if (has("int"))
        return ValueClass::integer;
    if (has("char") || has("text"))
        return ValueClass::text;
    if (has("timestamp"))
        return ValueClass::timestamp;
    if (has("json"))
        return ValueClass::json;
    if (has("bytea"))
        return ValueClass::blob;
    if (has("float") || has("double"))
        return ValueClass::real;
    return ValueClass::numeric;
}

ValueClass class_of(const ColumnType& type) {
    switch (type.kind) {
    case TypeKind::boolean:
        return ValueClass::boolean;
    case TypeKind::real:
    case TypeKind::double_precision:
        return ValueClass::real;
    case TypeKind::blob:
        return ValueClass::blob;
    case TypeKind::date:
        return ValueClass::date;
    case TypeKind::datetime:
    case TypeKind::timestamp:
        return ValueClass::timestamp;
    case TypeKind::uuid:
        return ValueClass::uuid;
    case TypeKind::enumeration:
        return ValueClass::enumeration;
    default:
        return class_of_word(type.text.find('{') == std::string::npos ? text::lower(type.text)
                                                                      : type.text);
    }
}

class LookedAt final : public PairDatabase {
  public:
    explicit LookedAt(Connection& connection) : connection_(connection), transaction_(connection) {}

    Connection& connection() override { return connection_; }

  private:
    Connection& connection_;
    Transaction transaction_;
};

class LivedIn final : public PairDatabase {
  public:
    explicit LivedIn(Connection& connection) : connection_(connection) {}
    ~LivedIn() override {
        try {
            empty();
        } catch (const Error& error) {
            std::cout << "not emptied: " << error.what() << "\n";
        }
    }

    Connection& connection() override { return connection_; }

  private:
    void empty() {
        connection_.rollback();
        const Result schemas = connection_.query(
            "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT "
            "IN ('information_schema', 'public')");
        std::string all = "home";
        for (const Row& row : schemas.rows)
            all += *row[0] == "home" ? "" : ", " + *row[0];
        connection_.execute("DROP SCHEMA " + all + " CASCADE");
        connection_.execute("CREATE SCHEMA home");
    }

    Connection& connection_;
};

class PostgresSubject final : public Subject {
  public:
    explicit PostgresSubject(const Url& server) : database_(server) {
        database_.connect()->execute("CREATE SCHEMA home");
        Url url = database_.url();
        url.query.emplace_back("options", "-c search_path=home");
        connection_ = dialect_for(url).connect(url, {});
    }

    const Dialect& dialect() const override { return *find_dialect("postgresql"); }

    std::unique_ptr<PartMaker> parts(Random& random, NameSource& names) const override {
        // A type without a schema that is called so is PostgreSQL's own.
        for (const char* type : {"name", "oid", "trigger"})
            names.leave_out(type);
        return std::make_unique<PostgresParts>(*this, random, names);
    }
    ValueClass value_class(const Column& column) const override { return class_of(column.type); }
    Value fill_value(const Column& column, const Table& table) const override;
    bool fills_itself(const Table&, const Column& column) const override {
        return column.identity.has_value();
    }
    bool translates(const ColumnType&) const override { return false; }
    void repair_columns(Table& table) const override;
    void repair_keys(Table& table) const override;
    void repair_objects(KeyedSchema& schema) const override;

    std::unique_ptr<PairDatabase> scratch() override {
        return std::make_unique<LookedAt>(*connection_);
    }
    std::unique_ptr<PairDatabase> live() override {
        return std::make_unique<LivedIn>(*connection_);
    }
    std::optional<std::string> build_with_rows(Connection& connection, const KeyedSchema& schema,
                                               const RowSet& rows) override;
    std::string quoted_value(const std::string& column) const override {
        return "quote_nullable(" + column + "::text)";
    }
    bool only_through_runner() const override { return true; }

    std::vector<std::string> schema_truth(Connection& connection) const override {
        return postgres_truth(connection);
    }
    std::string whole_dump(Connection& connection) const override {
        return postgres_dump(connection);
    }
    std::string damage(Connection&) const override { return {}; } // it has no way to be

  private:
    ServerDatabase database_;
    std::unique_ptr<Connection> connection_;
};

Value PostgresSubject::fill_value(const Column& column, const Table&) const {
    const auto string = [](const char* text) { return Literal{Literal::Kind::string, text}; };
    switch (value_class(column)) {
    case ValueClass::enumeration:
    case ValueClass::text:
        return string(enum_default);
    case ValueClass::boolean:
        return Literal{Literal::Kind::boolean, "true"};
    case ValueClass::date:
    case ValueClass::timestamp:
        return string("2021-03-04");
    case ValueClass::uuid:
        return string("00000000-0000-4000-8000-00000000f111");
    case ValueClass::blob:
        return Literal{Literal::Kind::bytes, "0102"};
    case ValueClass::json:
    case ValueClass::list:
        return string("{}");
    default:
        return Literal{Literal::Kind::number, "5"};
    }
}

void PostgresSubject::repair_columns(Table& table) const {
    for (Column& column : table.columns) {
        const ValueClass values = value_class(column);
        column.not_null_name.clear(); // stored since PostgreSQL 18
        if (column.generated || values != ValueClass::integer ||
            column.type.text.find('{') != std::string::npos)
            column.identity.reset();
        if (column.identity)
            column.nullable = false;
        if (column.generated || column.identity)
            column.default_value.reset();
        if (values != ValueClass::text)
            column.collation.clear();
        if (values != ValueClass::text && values != ValueClass::blob && values != ValueClass::json)
            set_attribute(column.attributes, "storage", Node());
    }
}

bool uses_unknown(const TablePart& part, const std::set<std::string>& columns) {
    Table one;
    one.parts.push_back(part);
    one.parts.front().name.clear();
    bool unknown = false;
    const auto look = [&](const std::string& text) {
        for (const std::string& key : keys_in(text))
            unknown |= !columns.contains(key);
    };
    visit(one, {look, look, look});
    return unknown;
}

void PostgresSubject::repair_keys(Table& table) const {
    std::set<std::string> columns;
    for (const Column& column : table.columns)
        columns.insert(column.name);
    if (table.primary_key)
        for (const KeyPart& part : table.primary_key->columns)
            find_named(table.columns, part.column, NameFolding::exact)->nullable = false;
    // One of each: which of two nameless ones is which, nobody could say.
    for (std::size_t i = 0; i < table.uniques.size(); ++i) {
        const auto rest = table.uniques.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(table.uniques.begin(), rest,
                        [&](const Unique& u) { return u.columns == rest->columns; }) ||
            (table.primary_key && table.primary_key->columns == rest->columns))
            table.uniques.erase(table.uniques.begin() + static_cast<std::ptrdiff_t>(i--));
    }
    std::erase_if(table.parts, [&](const TablePart& part) { return uses_unknown(part, columns); });
    std::erase_if(table.indexes, [&](const Index& index) {
        const auto included = attribute_texts(index.attributes, "include");
        return !std::ranges::all_of(
            included, [&](const std::string& column) { return columns.contains(column); });
    });
}

// The number in an object's key says whether it stands in a schema of its own.
template <class T>
void place(std::vector<T>& objects, const std::string& schema) {
    for (T& object : objects) {
        const std::string number = object.name.name.substr(2);
        object.name.schema = std::stoi(number) % 3 == 0 ? schema : std::string();
    }
}

bool can_refer(const Table& child, const Table& parent, const ForeignKey& key) {
    const bool logged = attribute(child.attributes, "unlogged") == nullptr;
    if (logged && attribute(parent.attributes, "unlogged") != nullptr)
        return false;
    return std::ranges::none_of(parent.uniques, [&](const Unique& unique) {
        return attribute(unique.attributes, "deferrable") != nullptr &&
               std::ranges::all_of(unique.columns, [&](const KeyPart& part) {
                   return std::ranges::find(key.referred, part.column) != key.referred.end();
               });
    });
}

// Triggers without their function go, and what PostgreSQL lets no foreign key refer to.
void PostgresSubject::repair_objects(KeyedSchema& schema) const {
    Database& db = schema.db;
    std::string own_schema;
    for (const SchemaObject& object : db.objects)
        if (object.kind == ObjectKind::schema)
            own_schema = object.name.name;
    place(db.tables, own_schema);
    place(db.views, own_schema);
    place(db.enums, own_schema);
    place(db.objects, own_schema);
    std::set<std::string> known;
    for (SchemaObject& object : db.objects) {
        known.insert(object.name.name);
        if (object.kind == ObjectKind::schema)
            object.name.schema.clear();
    }
    for (const Table& table : db.tables) {
        known.insert(table.name.name);
        for (const Column& column : table.columns)
            known.insert(column.name);
    }
    const auto gone = [&](const std::string& text) {
        return std::ranges::any_of(keys_in(text), [&](const std::string& key) {
            return key[1] != 'w' && !known.contains(key);
        });
    };
    std::erase_if(db.objects, [&](const SchemaObject& object) {
        return object.kind == ObjectKind::materialized_view &&
               gone(attribute_text(object.attributes, "as"));
    });
    const auto dangling = [&](const Trigger& trigger) {
        return gone(attribute_text(trigger.attributes, "execute"));
    };
    for (View& view : db.views)
        std::erase_if(view.triggers, dangling);
    for (Table& table : db.tables) {
        std::erase_if(table.triggers, dangling);
        std::erase_if(table.foreign_keys, [&](ForeignKey& key) {
            const Table& parent = *find_by_key(db.tables, key.table.name);
            key.table.schema = parent.name.schema;
            return !can_refer(table, parent, key);
        });
    }
}

// Foreign keys come last, and so look at all rows.
std::optional<std::string> PostgresSubject::build_with_rows(Connection& connection,
                                                            const KeyedSchema& schema,
                                                            const RowSet& rows) {
    const Database whole = resolve(schema);
    Database first = without_triggers(whole);
    for (Table& table : first.tables)
        table.foreign_keys.clear();
    run_script(connection, dialect(), dialect().dump_sql(first));
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE"); // what waits keeps tables from ALTER
    for (const Table& table : schema.db.tables) {
        const auto found = rows.find(table.name.name);
        if (found != rows.end() &&
            !insert_rows(connection, schema, table, found->second, " OVERRIDING SYSTEM VALUE"))
            return table.name.name;
    }
    for (std::size_t i = 0; i < whole.tables.size(); ++i)
        for (const ForeignKey& key : whole.tables[i].foreign_keys)
            try {
                for (const Statement& statement : dialect().ddl().render(
                         AddConstraint{whole.tables[i].name, key}, first, nullptr))
                    connection.execute(statement.sql);
            } catch (const DbError& error) {
                if (error.kind() != DbErrorKind::constraint)
                    throw;
                return schema.db.tables[i].name.name;
            }
    return std::nullopt;
}

} // namespace

Subject* postgres_subject() {
    static const std::unique_ptr<PostgresSubject> subject = [] {
        const auto url = server_url("MIGRATE_TEST_POSTGRESQL");
        return url ? std::make_unique<PostgresSubject>(*url) : nullptr;
    }();
    return subject.get();
}

} // namespace migrate::test
