// SQLite, in memory.
#include "property/pair_build.hpp"
#include "property/sqlite_parts.hpp"
#include "property/sqlite_truth.hpp"
#include "property/subject.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

bool is_kept_as_text(TypeKind kind) {
    return kind == TypeKind::uuid || kind == TypeKind::json || kind == TypeKind::interval ||
           kind == TypeKind::time || kind == TypeKind::enumeration;
}

// https://sqlite.org/datatype3.html#determination_of_column_affinity
ValueClass affinity_class(const Column& column) {
    if (is_kept_as_text(column.type.kind) && !column.type.native)
        return ValueClass::text;
    const std::string type = text::lower(column.type.text);
    const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
    if (has("int"))
        return ValueClass::integer;
    if (has("char") || has("clob") || has("text"))
        return ValueClass::text;
    if (type.empty() || has("blob") || type == "any")
        return ValueClass::blob;
    if (has("real") || has("floa") || has("doub"))
        return ValueClass::real;
    return ValueClass::numeric;
}

const char* strict_type(const Column& column) {
    switch (affinity_class(column)) {
    case ValueClass::integer:
        return "INTEGER";
    case ValueClass::text:
        return "TEXT";
    case ValueClass::real:
        return "REAL";
    default:
        return "ANY";
    }
}

Column* column_of(Table& table, const std::string& key) {
    return find_named(table.columns, key, NameFolding::exact);
}

void repair_columns_of(Table& table) {
    for (Column& column : table.columns) {
        if (column.generated) {
            column.default_value.reset();
            column.not_null_conflict = Conflict::none;
        }
        const std::string type = text::upper(column.type.text);
        const bool allowed = type == "INTEGER" || type == "INT" || type == "TEXT" ||
                             type == "REAL" || type == "BLOB" || type == "ANY";
        const bool listed = column.type.kind == TypeKind::enumeration;
        if (table.strict && !listed && (!allowed || column.type.kind == TypeKind::none))
            column.type = parse_type(column.generated ? "ANY" : strict_type(column));
        if (column.nullable) {
            column.not_null_name.clear();
            column.not_null_conflict = Conflict::none;
        }
    }
}

bool is_rowid(const Table& table, const Column& column) {
    return table.primary_key && table.primary_key->columns.size() == 1 &&
           table.primary_key->columns.front().column == column.name &&
           !table.primary_key->columns.front().desc && table.primary_key->in_column &&
           !table.without_rowid && text::lower(column.type.text) == "integer";
}

bool same_parts(const std::vector<KeyPart>& a, const std::vector<KeyPart>& b) {
    return std::ranges::equal(a, b, {}, &KeyPart::column, &KeyPart::column);
}

bool share_column(const std::vector<KeyPart>& a, const std::vector<KeyPart>& b) {
    return std::ranges::any_of(a, [&](const KeyPart& part) {
        return std::ranges::find(b, part.column, &KeyPart::column) != b.end();
    });
}

// The rowid, which fills itself.
bool is_self_filling(const Table& table, const Column& column) {
    if (table.without_rowid || !table.primary_key || table.primary_key->columns.size() != 1)
        return false;
    const PrimaryKey& key = *table.primary_key;
    return key.columns.front().column == column.name &&
           !(key.in_column && key.columns.front().desc) &&
           text::lower(column.type.text) == "integer";
}

void repair_keys_of(Table& table) {
    for (std::size_t i = 0; i < table.uniques.size(); ++i) { // one of each collation
        const auto rest = table.uniques.begin() + static_cast<std::ptrdiff_t>(i);
        const auto first = std::find_if(table.uniques.begin(), rest, [&](const Unique& u) {
            return same_parts(u.columns, rest->columns);
        });
        const bool twice =
            (first != rest && std::ranges::equal(first->columns, rest->columns, {},
                                                 &KeyPart::collation, &KeyPart::collation)) ||
            (table.primary_key && same_parts(table.primary_key->columns, rest->columns));
        if (first != rest) // SQLite refuses two clauses where the column has that collation itself
            rest->conflict = Conflict::none;
        if (twice)
            table.uniques.erase(table.uniques.begin() + static_cast<std::ptrdiff_t>(i--));
    }
    table.without_rowid = table.without_rowid && table.primary_key;
    if (table.without_rowid) // SQLite 3.40 cannot rename a column that both have
        std::erase_if(table.uniques, [&](const Unique& unique) {
            return share_column(unique.columns, table.primary_key->columns);
        });
    for (Column& column : table.columns)
        column.autoincrement = column.autoincrement && is_rowid(table, column);
    if (table.primary_key && (table.strict || table.without_rowid))
        for (const KeyPart& part : table.primary_key->columns)
            column_of(table, part.column)->nullable = false;
}

class MemoryDatabase final : public PairDatabase {
  public:
    Connection& connection() override { return *connection_; }

  private:
    std::unique_ptr<Connection> connection_ =
        find_dialect("sqlite")->connect(parse_url("sqlite://"), ConnectOptions{true});
};

// SQLite 3.40 takes one column for another in tables WITHOUT ROWID whose key is not in front.
bool is_false_alarm(Connection& connection, const std::string& text) {
    return text.find(" value in ") != std::string::npos &&
           query_value(connection, "SELECT count(*) FROM pragma_table_list WHERE wr") != "0";
}

class SqliteSubject final : public Subject {
  public:
    const Dialect& dialect() const override { return *find_dialect("sqlite"); }

    std::unique_ptr<PartMaker> parts(Random& random, NameSource& names) const override {
        return std::make_unique<SqliteParts>(*this, random, names);
    }
    ValueClass value_class(const Column& column) const override { return affinity_class(column); }
    Value fill_value(const Column& column, const Table& table) const override;
    bool fills_itself(const Table& table, const Column& column) const override {
        return is_self_filling(table, column);
    }
    bool translates(const ColumnType& type) const override {
        return type.kind == TypeKind::uuid || type.kind == TypeKind::time ||
               type.kind == TypeKind::json || type.kind == TypeKind::interval;
    }
    void repair_columns(Table& table) const override { repair_columns_of(table); }
    void repair_keys(Table& table) const override { repair_keys_of(table); }
    void repair_objects(KeyedSchema&) const override {}

    std::unique_ptr<PairDatabase> scratch() override { return std::make_unique<MemoryDatabase>(); }
    std::unique_ptr<PairDatabase> live() override { return scratch(); }
    std::optional<std::string> build_with_rows(Connection& connection, const KeyedSchema& schema,
                                               const RowSet& rows) override;
    std::string quoted_value(const std::string& column) const override {
        return "quote(" + column + ")";
    }
    bool only_through_runner() const override { return false; }

    std::vector<std::string> schema_truth(Connection& connection) const override {
        return sqlite_truth(connection);
    }
    std::string whole_dump(Connection& connection) const override {
        return sqlite_dump(connection);
    }
    std::string damage(Connection& connection) const override;
};

Value SqliteSubject::fill_value(const Column& column, const Table& table) const {
    if (column.type.kind == TypeKind::enumeration)
        return Literal{Literal::Kind::string, enum_default};
    switch (affinity_class(column)) {
    case ValueClass::text:
        return Literal{Literal::Kind::string, "filled"};
    case ValueClass::blob:
        if (table.strict && column.type.text == "BLOB")
            return Literal{Literal::Kind::bytes, "0102"};
        return Literal{Literal::Kind::number, "5"};
    default:
        return Literal{Literal::Kind::number, "5"};
    }
}

std::optional<std::string> SqliteSubject::build_with_rows(Connection& connection,
                                                          const KeyedSchema& schema,
                                                          const RowSet& rows) {
    connection.execute("PRAGMA foreign_keys = OFF");
    run_script(connection, dialect(), dialect().dump_sql(without_triggers(resolve(schema))));
    for (const Table& table : schema.db.tables) {
        const auto found = rows.find(table.name.name);
        if (found != rows.end() && !insert_rows(connection, schema, table, found->second))
            return table.name.name;
    }
    for (const Table& table : schema.db.tables)
        if (!connection
                 .query("PRAGMA foreign_key_check(" + resolve_sql(table.name.name, schema) + ")")
                 .rows.empty())
            return table.name.name;
    return std::nullopt;
}

std::string SqliteSubject::damage(Connection& connection) const {
    for (const Row& row : connection.query("PRAGMA integrity_check").rows)
        if (row[0] != "ok" && !is_false_alarm(connection, *row[0]))
            return *row[0];
    const Result found = connection.query("PRAGMA foreign_key_check");
    return found.rows.empty() ? "" : "a foreign key of " + found.rows.front()[0].value_or("");
}

} // namespace

Subject& sqlite_subject() {
    static SqliteSubject subject;
    return subject;
}

} // namespace migrate::test
