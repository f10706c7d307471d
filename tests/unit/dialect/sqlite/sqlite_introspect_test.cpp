#include "dialect/sqlite/sqlite_introspect.hpp"

#include "dialect/sqlite/sqlite_connection.hpp"
#include "dialect/sqlite/sqlite_types.hpp"
#include "dialect/sqlite/stored_parts.hpp"
#include "support/catch.hpp"
#include "util/text.hpp"

using namespace migrate;
using namespace migrate::sqlite;

namespace {

struct Live {
    SqliteConnection connection;

    explicit Live(std::initializer_list<std::string_view> statements)
        : connection(memory(), ConnectOptions{}) {
        for (const std::string_view statement : statements) {
            connection.execute(statement);
        }
    }
    static Url memory() {
        Url url;
        url.dialect = "sqlite";
        return url;
    }
    Database read(const IntrospectOptions& options = {}) {
        return introspect(connection, options, SqliteTypes());
    }
    Result pragma(const std::string& sql, const std::string& table) {
        const Param params[] = {table};
        return connection.query(sql, params);
    }
};

std::vector<std::string> table_names(const Database& db) {
    std::vector<std::string> names;
    for (const Table& table : db.tables) {
        names.push_back(table.name.name);
    }
    return names;
}

int hidden(const Column& column) {
    return !column.generated ? 0 : column.generated->stored ? 3 : 2;
}

// What the parser read is what SQLite itself tells.
void check_columns(Live& live, const Table& table) {
    const Result found = live.pragma("SELECT name, type, \"notnull\", dflt_value, hidden, pk "
                                     "FROM pragma_table_xinfo(?) ORDER BY cid",
                                     table.name.name);
    REQUIRE(found.rows.size() == table.columns.size());
    std::size_t keys = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        const Row& row = found.rows[i];
        INFO(table.name.name << "." << column.name);
        CHECK(column.name == row[0]);
        CHECK(text::equals_folded(column.type.text, row[1].value()));
        CHECK(column.nullable == (row[2] == "0"));
        CHECK(column.default_value.has_value() == row[3].has_value());
        if (row[3]) {
            CHECK(column.default_value == parse_default(*row[3]));
        }
        CHECK(std::to_string(hidden(column)) == row[4]);
        keys += row[5] == "0" ? 0 : 1;
    }
    CHECK((table.primary_key ? table.primary_key->columns.size() : 0) == keys);
}

void check_counts(Live& live, const Table& table) {
    const auto count = [&](const std::string& sql) {
        return live.pragma(sql, table.name.name).rows.at(0).at(0).value();
    };
    INFO(table.name.name);
    CHECK(count("SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'c'") ==
          std::to_string(table.indexes.size()));
    CHECK(count("SELECT count(DISTINCT id) FROM pragma_foreign_key_list(?)") ==
          std::to_string(table.foreign_keys.size()));
    CHECK(count("SELECT 2 * wr + strict FROM pragma_table_list WHERE name = ?") ==
          std::to_string(2 * (table.without_rowid ? 1 : 0) + (table.strict ? 1 : 0)));
}

} // namespace

TEST_CASE("a schema is read in the order of its creation", "[sqlite]") {
    Live live{"CREATE TABLE zoo(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE)",
              "CREATE TABLE animal(id integer primary key, zoo REFERENCES Zoo, born date)",
              "CREATE INDEX animal_born ON animal(born DESC)",
              "CREATE INDEX zoo_name ON zoo(name) WHERE name > 'a'",
              "CREATE VIEW names AS SELECT name FROM zoo",
              "CREATE TRIGGER t1 AFTER INSERT ON ZOO BEGIN SELECT 1; END",
              "CREATE TRIGGER t2 INSTEAD OF INSERT ON names BEGIN SELECT 1; END"};
    const Database db = live.read();
    CHECK(db.folding == NameFolding::ascii);
    CHECK(table_names(db) == std::vector<std::string>{"zoo", "animal"});
    const Table& zoo = db.tables[0];
    CHECK(zoo.columns.at(0).autoincrement);
    CHECK(zoo.indexes.at(0).where == "name > 'a'");
    CHECK(zoo.triggers.at(0).name == "t1");
    CHECK(zoo.stored_sql.starts_with("CREATE TABLE zoo(id"));
    CHECK(db.tables[1].foreign_keys.at(0).table.name == "Zoo");
    CHECK(db.tables[1].columns.at(2).type.kind == TypeKind::date);
    CHECK(db.tables[1].indexes.at(0).columns.at(0).desc);
    REQUIRE(db.views.size() == 1);
    CHECK(db.views[0].as == "SELECT name FROM zoo");
    CHECK(db.views[0].triggers.at(0).timing == TriggerTiming::instead_of);
    CHECK(db.not_compared.empty());
}

TEST_CASE("what is read of tables is what the pragmas tell", "[sqlite]") {
    Live live{
        "CREATE TABLE p(id INTEGER NOT NULL, b, PRIMARY KEY (id), UNIQUE (id, b))",
        "CREATE TABLE a(x DOUBLE PRECISION, y varchar ( 10 , 2 ) DEFAULT 'it''s' NOT NULL, z "
        "DEFAULT "
        "\"q\","
        " n DEFAULT null, f DEFAULT ( 1.0/3 ), g generated always, h int generated always as (y), "
        "i AS (h) STORED NOT NULL, j UNSIGNED BIG INT DEFAULT - 7, k DEFAULT x'00' COLLATE nocase)",
        "CREATE TABLE w(a text, b int, PRIMARY KEY (b, a)) WITHOUT ROWID",
        "CREATE TABLE s(id INTEGER PRIMARY KEY, t ANY DEFAULT current_timestamp) STRICT",
        "CREATE TABLE s2(id INT PRIMARY KEY, t TEXT REFERENCES p(b) REFERENCES p) STRICT",
        "CREATE TABLE s3(id INTEGER PRIMARY KEY DESC NOT NULL, t TEXT) STRICT, WITHOUT ROWID",
        "CREATE TABLE s4(id INTEGER, PRIMARY KEY(id DESC)) STRICT",
        "CREATE TABLE \"odd \"\"one\"(\"a,b\" /* ) */ int -- x\n, key TEXT PRIMARY KEY, "
        "FOREIGN KEY (\"a,b\", key) REFERENCES p(id, b) UNIQUE (key DESC))",
        "CREATE TABLE made AS SELECT 1 AS one, 'x' AS \"t w o\", CAST(1 AS int) c, 1.5 d",
        "CREATE INDEX \"i 1\" ON \"odd \"\"one\"(lower(key), \"a,b\") WHERE key <> ')'",
        "ALTER TABLE p ADD COLUMN added text DEFAULT 'new' CHECK (added <> '')",
        "ALTER TABLE w RENAME TO \"w w\"",
        "ALTER TABLE a RENAME COLUMN z TO \"z z\""};
    const Database db = live.read();
    CHECK(db.not_compared.empty());
    CHECK(db.tables.size() == 9);
    for (const Table& table : db.tables) {
        check_columns(live, table);
        check_counts(live, table);
    }
}

TEST_CASE("virtual tables are read as their module, their content tables not at all", "[sqlite]") {
    Live live{"CREATE TABLE docs_notes(a)",
              "CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter ascii')",
              "CREATE VIRTUAL TABLE old_docs USING FTS4(body)",
              "CREATE VIRTUAL TABLE box USING rtree(id, x0, x1)", "CREATE TABLE docs_extra(a)"};
    const Database db = live.read();
    CHECK(table_names(db) ==
          std::vector<std::string>{"docs_notes", "docs", "old_docs", "box", "docs_extra"});
    CHECK(db.tables[1].virtual_module == "fts5(title, body, tokenize = 'porter ascii')");
    CHECK(db.tables[1].columns.empty());
    CHECK(db.tables[3].virtual_module == "rtree(id, x0, x1)");
}

TEST_CASE("tables are left out on request, with all that is on them", "[sqlite]") {
    Live live{"CREATE TABLE a(x)",
              "CREATE TABLE b(x)",
              "CREATE TABLE log(x)",
              "CREATE INDEX a_x ON a(x)",
              "CREATE INDEX log_x ON log(x)",
              "CREATE VIEW v AS SELECT 1",
              "CREATE VIEW w AS SELECT 2",
              "ANALYZE"};
    CHECK(table_names(live.read({.exclude_tables = {"log"}})) ==
          std::vector<std::string>{"a", "b"});
    const Database some =
        live.read({.exclude_tables = {"log"}, .only = {{"", "A"}, {"", "v"}, {"", "log"}}});
    CHECK(table_names(some) == std::vector<std::string>{"a"});
    CHECK(some.tables[0].indexes.size() == 1);
    REQUIRE(some.views.size() == 1);
    CHECK(some.views[0].name.name == "v");
}

TEST_CASE("an empty database is read as one", "[sqlite]") {
    Live live{};
    const Database db = live.read();
    CHECK(db.tables.empty());
    CHECK(db.not_compared.empty());
}

namespace {

// A later SQLite: texts of its schema end in words that this parser does not know.
class LaterSqlite final : public Connection {
  public:
    explicit LaterSqlite(Connection& real) : real_(real) {}
    Result query(std::string_view sql, std::span<const Param> params) override {
        Result result = real_.query(sql, params);
        if (sql.find("sqlite_master") != std::string_view::npos) {
            for (Row& row : result.rows) {
                row.at(3) = "CREATE NOVELTY " + *row.at(1);
            }
        }
        return result;
    }
    std::int64_t execute(std::string_view sql, std::span<const Param> params) override {
        return real_.execute(sql, params);
    }
    void begin() override { real_.begin(); }
    void commit() override { real_.commit(); }
    void rollback() override { real_.rollback(); }
    bool in_transaction() const override { return real_.in_transaction(); }
    void set_limits(const StatementLimits& limits) override { real_.set_limits(limits); }
    void interrupt() noexcept override { real_.interrupt(); }
    std::string server() const override { return real_.server(); }
    const Url& url() const override { return real_.url(); }
    void on_wait(WaitObserver observer) override { real_.on_wait(std::move(observer)); }

  private:
    Connection& real_;
};

} // namespace

TEST_CASE("a text that is not understood is read by pragmas, and named", "[sqlite]") {
    Live live{"CREATE TABLE p(x int, y, PRIMARY KEY (y, x)) WITHOUT ROWID",
              "CREATE TABLE \"t t\"(a varchar(5) NOT NULL DEFAULT 'q', b UNIQUE, c AS (a) STORED, "
              "UNIQUE (b, a), FOREIGN KEY (a, b) REFERENCES p(x, y) ON DELETE SET NULL, "
              "FOREIGN KEY (b) REFERENCES p ON UPDATE CASCADE)",
              "CREATE INDEX i ON \"t t\"(a)", "CREATE VIEW v AS SELECT 1"};
    LaterSqlite later(live.connection);
    const Database db = introspect(later, {}, SqliteTypes());
    REQUIRE(db.tables.size() == 2);
    CHECK(db.tables[0].without_rowid);
    REQUIRE(db.tables[0].primary_key);
    CHECK(db.tables[0].primary_key->columns.at(0).column == "y");
    const Table& table = db.tables[1];
    check_columns(live, table);
    REQUIRE(table.uniques.size() == 2);
    CHECK(table.uniques[1].columns.size() == 2);
    REQUIRE(table.foreign_keys.size() == 2);
    CHECK(table.foreign_keys[0].referred == std::vector<std::string>{"x", "y"});
    CHECK(table.foreign_keys[0].on_delete == FkAction::set_null);
    CHECK(table.foreign_keys[1].referred.empty());
    CHECK(table.foreign_keys[1].on_update == FkAction::cascade);
    REQUIRE(db.not_compared.size() == 4);
    CHECK(db.not_compared[1] ==
          "table \"t t\": its stored text is not understood (line 1, column 8: expected TABLE, "
          "found NOVELTY)");
    CHECK(db.views.empty());
}
