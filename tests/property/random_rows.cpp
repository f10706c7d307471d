#include "property/random_rows.hpp"

#include "property/schema_repair.hpp"
#include "property/subject.hpp"
#include "sql/quote.hpp"

#include <algorithm>
#include <array>

namespace migrate::test {
namespace {

// How a column's values may look.
struct Use {
    const Column* a = nullptr;
    const Column* b = nullptr;
    bool strict_blob = false;
    bool referring = false; // in a foreign key of either schema, or referred to by one
    bool dangling = false;  // its foreign key's other side is not in both schemas
    bool key = false;       // in a primary key or unique of either
};

class RowMaker {
  public:
    RowMaker(const Subject& subject, SchemaPair& pair, Random& random, PartMaker& parts)
        : subject_(subject),
          pair_(pair),
          random_(random),
          parts_(parts) {
        look_at(pair.a.db, true);
        look_at(pair.b.db, false);
        find_foreign_keys(pair.a.db);
        find_foreign_keys(pair.b.db);
    }

    void run() {
        const std::size_t count = std::array<std::size_t, 5>{0, 1, 3, 3, 6}[random_.below(5)];
        for (const Table& table : pair_.a.db.tables) {
            if (!table.virtual_module.empty() || random_.percent(10))
                continue;
            for (std::size_t i = 0; i < count; ++i)
                pair_.rows[table.name.name].push_back(row(table, i));
        }
    }

  private:
    void look_at(const Database& db, bool is_a) {
        for (const Table& table : db.tables) {
            for (const Column& column : table.columns) {
                Use& use = uses_[column.name];
                (is_a ? use.a : use.b) = &column;
                use.strict_blob |= table.strict && column.type.text == "BLOB";
            }
            if (table.primary_key)
                mark_key(table.primary_key->columns);
            for (const Unique& unique : table.uniques)
                mark_key(unique.columns);
        }
    }
    void mark_key(const std::vector<KeyPart>& parts) {
        for (const KeyPart& part : parts)
            uses_[part.column].key = true;
    }

    bool in_both(const std::string& column) {
        return uses_[column].a != nullptr && uses_[column].b != nullptr;
    }

    void find_foreign_keys(const Database& db) {
        for (const Table& table : db.tables)
            for (const ForeignKey& key : table.foreign_keys) {
                std::vector<std::string> referred = key.referred;
                if (const Table* parent = find_by_key(db.tables, key.table.name);
                    referred.empty() && parent)
                    for (const KeyPart& part : parent->primary_key->columns)
                        referred.push_back(part.column);
                const bool dangling = !std::ranges::all_of(
                    referred, [&](const std::string& column) { return in_both(column); });
                for (const std::string& column : key.columns) {
                    uses_[column].referring = true;
                    uses_[column].dangling |= dangling;
                }
                for (const std::string& column : referred)
                    uses_[column].referring = true;
            }
    }

    RowText row(const Table& table, std::size_t i) {
        RowText row;
        for (const Column& column : table.columns)
            if (!column.generated)
                row[column.name] = value(column, i);
        return row;
    }

    // The values of an enum; none for other types, and where there is no column.
    static const std::vector<std::string>* listed(const Column* column, const Database& db) {
        if (column == nullptr || column->type.kind != TypeKind::enumeration)
            return nullptr;
        return &find_by_key(db.enums, column->type.text)->values;
    }

    // A value that both sides list.
    std::optional<std::string> listed_value(const Use& use, std::size_t i) const {
        const auto* a = listed(use.a, pair_.a.db);
        const auto* b = listed(use.b, pair_.b.db);
        if (a == nullptr && b == nullptr)
            return std::nullopt;
        std::vector<std::string> both;
        for (const std::string& value : a != nullptr ? *a : *b)
            if (b == nullptr || std::ranges::find(*b, value) != b->end())
                both.push_back(value);
        return sql::quote_string(both[i % both.size()], *pair_.a.syntax);
    }

    std::string value(const Column& column, std::size_t i) {
        const Use& use = uses_[column.name];
        if (const auto value = listed_value(use, i))
            return *value;
        const bool fillable =
            use.b == nullptr || use.b->nullable || (pair_.fills.contains(column.name) && !use.key);
        if (column.nullable && fillable && (use.dangling || (!use.key && random_.percent(20))))
            return "NULL";
        const bool same =
            use.b == nullptr || subject_.value_class(*use.a) == subject_.value_class(*use.b);
        const bool own = same && !use.referring;
        return own || use.strict_blob ? parts_.own_value(column, use.strict_blob, i)
                                      : parts_.shared_value(*use.a, use.b, i);
    }

    const Subject& subject_;
    SchemaPair& pair_;
    Random& random_;
    PartMaker& parts_;
    std::map<std::string, Use> uses_;
};

} // namespace

void add_rows(const Subject& subject, SchemaPair& pair, Random& random, PartMaker& parts) {
    RowMaker(subject, pair, random, parts).run();
}

namespace {

// One of the ways in which the rows of a table may break what becomes of it.
class Hostility {
  public:
    Hostility(SchemaPair& pair, Random& random, Table& table, Column& column)
        : pair_(pair),
          random_(random),
          table_(table),
          column_(column),
          rows_(pair.rows.at(table.name.name)) {}

    void run() {
        switch (random_.below(5)) {
        case 0:
            return check();
        case 1:
            return unique();
        case 2:
            return unique_index();
        case 3:
            return foreign_key();
        default:
            return not_null();
        }
    }

  private:
    std::string maybe_name(char kind) {
        if (random_.percent(50))
            return {};
        const std::string key = std::string("{") + kind + "0}";
        pair_.b.names[key] = "hostile \"one\"";
        return key;
    }

    KeyPart part() const {
        KeyPart part;
        part.column = column_.name;
        return part;
    }

    void repeat_a_value() {
        if (rows_.size() > 1)
            rows_[1][column_.name] = rows_[0][column_.name];
    }

    void check() {
        Check check;
        check.expression = column_.name + " IS NULL";
        check.name = maybe_name('h');
        table_.checks.push_back(check);
    }
    void unique() {
        Unique unique;
        unique.columns = {part()};
        unique.name = maybe_name('u');
        unique.in_column = random_.percent(30);
        table_.uniques.push_back(unique);
        repeat_a_value();
    }
    void unique_index() {
        Index index;
        index.columns = {part()};
        index.unique = true;
        index.name = "{i0}";
        pair_.b.names["{i0}"] = "hostile index";
        table_.indexes.push_back(index);
        repeat_a_value();
    }
    void foreign_key() {
        ForeignKey key;
        key.columns = {column_.name};
        key.name = maybe_name('f');
        for (const Table& parent : pair_.b.db.tables)
            if (parent.primary_key && parent.primary_key->columns.size() == 1 &&
                parent.name.name != table_.name.name)
                key.table = parent.name;
        if (key.table.name.empty())
            return check();
        pair_.rows.erase(key.table.name);
        table_.foreign_keys.push_back(key);
    }
    void not_null() {
        column_.nullable = false;
        column_.default_value.reset();
        pair_.fills.erase(column_.name);
        rows_[0][column_.name] = "NULL";
    }

    SchemaPair& pair_;
    Random& random_;
    Table& table_;
    Column& column_;
    std::vector<RowText>& rows_;
};

} // namespace

bool make_hostile(const Subject& subject, SchemaPair& pair, Random& random) {
    for (Table& table : pair.b.db.tables) {
        const auto rows = pair.rows.find(table.name.name);
        if (rows == pair.rows.end() || rows->second.empty())
            continue;
        for (Column& column : table.columns) {
            const auto value = rows->second.front().find(column.name);
            if (column.generated || value == rows->second.front().end() || value->second == "NULL")
                continue;
            pair.hostile = true;
            Hostility(pair, random, table, column).run();
            repair(subject, pair.b);
            return true;
        }
    }
    return false;
}

} // namespace migrate::test
