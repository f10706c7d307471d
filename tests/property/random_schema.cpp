#include "property/random_schema.hpp"

#include "property/random_mutation.hpp"
#include "property/random_rows.hpp"
#include "property/schema_repair.hpp"
#include "property/subject.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

std::size_t table_count(Random& random) {
    const std::size_t roll = random.below(100);
    if (roll < 70)
        return random.between(1, 3);
    if (roll < 97)
        return random.between(4, 8);
    return random.between(9, 60);
}

class SchemaMaker {
  public:
    SchemaMaker(const Subject& subject, KeyedSchema& schema, Random& random, PartMaker& parts)
        : subject_(subject),
          schema_(schema),
          random_(random),
          parts_(parts) {}

    void run() {
        parts_.begin(schema_);
        for (std::size_t i = random_.below(3); i > 0; --i)
            schema_.db.enums.push_back(parts_.enumeration(schema_));
        for (std::size_t i = table_count(random_); i > 0; --i)
            schema_.db.tables.push_back(table());
        add_foreign_keys();
        for (std::size_t i = random_.below(4); i > 1; --i)
            schema_.db.views.push_back(parts_.view(schema_));
        for (Table& table : schema_.db.tables)
            if (table.virtual_module.empty() && random_.percent(20))
                table.triggers.push_back(parts_.trigger(schema_, table));
        repair(subject_, schema_);
    }

  private:
    template <class T>
    void add(std::vector<T>& list, std::optional<T> item) {
        if (item)
            list.push_back(*std::move(item));
    }

    Table table() {
        Table table;
        table.name.name = parts_.key(schema_, 't');
        table.strict = random_.percent(15);
        table.without_rowid = random_.percent(15);
        for (std::size_t i = random_.between(1, 6); i > 0; --i)
            table.columns.push_back(parts_.column(schema_, table));
        if (random_.percent(85) || table.without_rowid)
            table.primary_key = parts_.primary_key(schema_, table);
        for (std::size_t i = random_.below(3); i > 0; --i) {
            add(table.uniques, parts_.unique(schema_, table));
            add(table.checks, parts_.check(schema_, table));
            add(table.indexes, parts_.index(schema_, table));
        }
        parts_.decorate(schema_, table);
        return table;
    }

    // To any table, itself and later ones too: cycles.
    void add_foreign_keys() {
        auto& tables = schema_.db.tables;
        for (Table& child : tables)
            for (std::size_t i = random_.below(3); i > 0; --i)
                add(child.foreign_keys,
                    parts_.foreign_key(schema_, child, tables[random_.below(tables.size())]));
    }

    const Subject& subject_;
    KeyedSchema& schema_;
    Random& random_;
    PartMaker& parts_;
};

std::map<std::string, const Column*> columns_by_key(const Database& db) {
    std::map<std::string, const Column*> columns;
    for (const Table& table : db.tables)
        for (const Column& column : table.columns)
            columns[column.name] = &column;
    return columns;
}

// Whether rows need a value: the column is new, or it may be NULL no longer.
bool wants_fill(const Column* before, const Column* after) {
    return after != nullptr && !after->nullable && !after->generated &&
           (before == nullptr || before->nullable || before->generated);
}

} // namespace

void repair(const Subject& subject, SchemaPair& pair) {
    repair(subject, pair.a);
    repair(subject, pair.b);
    std::map<std::string, const Column*> a = columns_by_key(pair.a.db);
    std::map<std::string, const Column*> b = columns_by_key(pair.b.db);
    for (const Table& table : pair.b.db.tables) {
        const Table* old = find_by_key(pair.a.db.tables, table.name.name); // a new one has no rows
        for (const Column& column : table.columns)
            if (old == nullptr || subject.fills_itself(table, column) ||
                (a[column.name] != nullptr && subject.fills_itself(*old, *a[column.name])))
                b.erase(column.name);
            else if (wants_fill(a[column.name], &column) && !column.default_value && !pair.hostile)
                pair.fills.try_emplace(column.name, subject.fill_value(column, table));
    }
    std::erase_if(pair.fills,
                  [&](const auto& fill) { return !wants_fill(a[fill.first], b[fill.first]); });
    for (auto& [table, rows] : pair.rows)
        for (RowText& row : rows)
            std::erase_if(row, [&](const auto& value) { return a[value.first] == nullptr; });
    std::erase_if(pair.rows, [&](const auto& rows) {
        return find_by_key(pair.a.db.tables, rows.first) == nullptr;
    });
}

SchemaPair make_pair(const Subject& subject, std::uint64_t seed) {
    Random random(seed);
    NameSource names(random, random.percent(50) ? 8 : 40,
                     subject.dialect().capabilities().max_name_bytes);
    const auto parts = subject.parts(random, names);
    SchemaPair pair;
    pair.seed = seed;
    pair.a.syntax = &subject.dialect().syntax();
    SchemaMaker(subject, pair.a, random, *parts).run();
    pair.b = pair.a;
    pair.renames_by_hint = random.percent(25);
    for (std::size_t i = random.percent(80) ? random.between(1, 5) : random.between(6, 15); i > 0;
         --i) {
        mutate(subject, pair, random, names, *parts);
        repair(subject, pair.b);
    }
    add_rows(subject, pair, random, *parts);
    repair(subject, pair);
    if (random.percent(8))
        make_hostile(subject, pair, random);
    return pair;
}

} // namespace migrate::test
