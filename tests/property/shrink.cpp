#include "property/shrink.hpp"

#include "property/schema_repair.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

// A change that makes a pair smaller, or nothing of it.
using Cut = std::function<void(SchemaPair&)>;

Table* table_of(KeyedSchema& schema, const std::string& key) {
    return find_by_key(schema.db.tables, key);
}

class Shrinker {
  public:
    Shrinker(const Subject& subject, SchemaPair pair,
             const std::function<bool(const SchemaPair&)>& still_fails, int tries)
        : subject_(subject),
          pair_(std::move(pair)),
          still_fails_(still_fails),
          tries_(tries) {}

    SchemaPair run() {
        for (bool again = true; again && tries_ > 0;) {
            again = false;
            for (const Cut& cut : cuts())
                again |= attempt(cut);
        }
        return pair_;
    }

  private:
    bool attempt(const Cut& cut) {
        if (tries_ <= 0)
            return false;
        SchemaPair smaller = pair_;
        cut(smaller);
        repair(subject_, smaller);
        if (same(smaller, pair_))
            return false;
        --tries_;
        if (!still_fails_(smaller))
            return false;
        pair_ = std::move(smaller);
        return true;
    }

    static bool same(const SchemaPair& x, const SchemaPair& y) {
        return x.a.db == y.a.db && x.b.db == y.b.db && x.a.names == y.a.names &&
               x.b.names == y.b.names && x.rows == y.rows && x.fills == y.fills;
    }

    std::vector<Cut> cuts() const {
        std::vector<Cut> list;
        list.push_back([](SchemaPair& p) { p.rows.clear(); });
        list.push_back([](SchemaPair& p) { p.b.db.enums = p.a.db.enums; });
        for (const bool in_a : {true, false}) {
            const KeyedSchema& schema = in_a ? pair_.a : pair_.b;
            for (const Table& table : schema.db.tables)
                table_cuts(list, table, in_a);
            for (const View& view : schema.db.views)
                view_cuts(list, view.name.name);
            for (const SchemaObject& object : schema.db.objects)
                if (object.kind != ObjectKind::domain && object.kind != ObjectKind::schema)
                    object_cut(list, object.name.name);
        }
        for (const auto& [table, rows] : pair_.rows)
            list.push_back([table = table](SchemaPair& p) { p.rows.erase(table); });
        for (const auto& [table, rows] : pair_.rows)
            list.push_back([table = table](SchemaPair& p) {
                if (p.rows.contains(table))
                    p.rows[table].resize(1);
            });
        for (const auto& [key, name] : pair_.b.names)
            name_cuts(list, key);
        return list;
    }

    // An old name kept, and a name that needs no quotes.
    static void name_cuts(std::vector<Cut>& list, const std::string& key) {
        list.push_back([key](SchemaPair& p) {
            if (p.a.names.contains(key))
                p.b.names[key] = p.a.names[key];
        });
        list.push_back([key](SchemaPair& p) {
            const std::string plain = key.substr(1, key.size() - 2);
            const bool renamed = p.a.names.contains(key) && p.a.names[key] != p.b.names[key];
            if (p.a.names.contains(key))
                p.a.names[key] = plain;
            p.b.names[key] = renamed ? plain + "_new" : plain;
        });
    }

    static void view_cuts(std::vector<Cut>& list, const std::string& key) {
        const auto is_it = [key](const View& view) { return view.name.name == key; };
        list.push_back([is_it](SchemaPair& p) {
            std::erase_if(p.a.db.views, is_it);
            std::erase_if(p.b.db.views, is_it);
        });
        list.push_back([is_it](SchemaPair& p) {
            for (KeyedSchema* schema : {&p.a, &p.b})
                for (View& view : schema->db.views)
                    if (is_it(view))
                        view.triggers.clear();
        });
    }

    static void object_cut(std::vector<Cut>& list, const std::string& key) {
        list.push_back([key](SchemaPair& p) {
            for (KeyedSchema* schema : {&p.a, &p.b})
                std::erase_if(schema->db.objects,
                              [&](const SchemaObject& object) { return object.name.name == key; });
        });
    }

    static void table_cuts(std::vector<Cut>& list, const Table& table, bool in_a) {
        const std::string key = table.name.name;
        const auto is_it = [key](const Table& t) { return t.name.name == key; };
        list.push_back([is_it](SchemaPair& p) {
            std::erase_if(p.a.db.tables, is_it);
            std::erase_if(p.b.db.tables, is_it);
        });
        list.push_back([key](SchemaPair& p) { // no change
            const Table* a = table_of(p.a, key);
            Table* b = table_of(p.b, key);
            if (a != nullptr && b != nullptr)
                *b = *a;
        });
        for (const Column& column : table.columns)
            column_cuts(list, key, column.name);
        part_cuts(list, table, key, in_a);
    }

    static void column_cuts(std::vector<Cut>& list, const std::string& table,
                            const std::string& key) {
        const auto is_it = [key](const Column& column) { return column.name == key; };
        list.push_back([=](SchemaPair& p) {
            for (KeyedSchema* schema : {&p.a, &p.b})
                if (Table* found = table_of(*schema, table))
                    std::erase_if(found->columns, is_it);
        });
        list.push_back([=](SchemaPair& p) { // no change
            Table* a = table_of(p.a, table);
            Table* b = table_of(p.b, table);
            if (a == nullptr || b == nullptr)
                return;
            const Column* from = find_named(a->columns, key, NameFolding::exact);
            Column* to = find_named(b->columns, key, NameFolding::exact);
            if (from != nullptr && to != nullptr)
                *to = *from;
        });
        simpler_column(list, table, key, [](Column& c) { c.default_value.reset(); });
        simpler_column(list, table, key, [](Column& c) { c.identity.reset(); });
        simpler_column(list, table, key, [](Column& c) { c.comment.clear(); });
        simpler_column(list, table, key, [](Column& c) { c.attributes.clear(); });
        simpler_column(list, table, key, [](Column& c) { c.nullable = true; });
        simpler_column(list, table, key, [](Column& c) { c.collation.clear(); });
        simpler_column(list, table, key, [](Column& c) { c.generated.reset(); });
        simpler_column(list, table, key, [](Column& c) { c.not_null_conflict = Conflict::none; });
    }

    static void simpler_column(std::vector<Cut>& list, const std::string& table,
                               const std::string& key, const std::function<void(Column&)>& change) {
        list.push_back([=](SchemaPair& p) {
            for (KeyedSchema* schema : {&p.a, &p.b})
                if (Table* found = table_of(*schema, table))
                    if (Column* column = find_named(found->columns, key, NameFolding::exact))
                        change(*column);
        });
    }

    // A part that both have goes from both.
    template <class T>
    static void part_cut(std::vector<Cut>& list, const std::string& table, bool in_a,
                         std::vector<T> Table::* parts, const std::vector<T>& now) {
        for (std::size_t i = 0; i < now.size(); ++i)
            list.push_back([=, part = now[i]](SchemaPair& p) {
                Table* here = table_of(in_a ? p.a : p.b, table);
                Table* there = table_of(in_a ? p.b : p.a, table);
                if (here != nullptr)
                    std::erase(here->*parts, part);
                if (there != nullptr)
                    std::erase(there->*parts, part);
            });
    }

    static void part_cuts(std::vector<Cut>& list, const Table& table, const std::string& key,
                          bool in_a) {
        part_cut(list, key, in_a, &Table::triggers, table.triggers);
        part_cut(list, key, in_a, &Table::indexes, table.indexes);
        part_cut(list, key, in_a, &Table::foreign_keys, table.foreign_keys);
        part_cut(list, key, in_a, &Table::checks, table.checks);
        part_cut(list, key, in_a, &Table::uniques, table.uniques);
        part_cut(list, key, in_a, &Table::parts, table.parts);
        simpler_table(list, key, [](Table& t) { t.strict = false; });
        simpler_table(list, key, [](Table& t) { t.comment.clear(); });
        simpler_table(list, key, [](Table& t) { t.attributes.clear(); });
        simpler_table(list, key, [](Table& t) {
            for (Index& index : t.indexes)
                index.attributes.clear();
        });
        simpler_table(list, key, [](Table& t) { t.without_rowid = false; });
        simpler_table(list, key, [](Table& t) { t.primary_key.reset(); });
        simpler_table(list, key, [](Table& t) {
            if (t.primary_key)
                t.primary_key->name.clear();
        });
    }

    static void simpler_table(std::vector<Cut>& list, const std::string& key,
                              const std::function<void(Table&)>& change) {
        list.push_back([=](SchemaPair& p) {
            for (KeyedSchema* schema : {&p.a, &p.b})
                if (Table* table = table_of(*schema, key))
                    change(*table);
        });
    }

    const Subject& subject_;
    SchemaPair pair_;
    const std::function<bool(const SchemaPair&)>& still_fails_;
    int tries_;
};

} // namespace

SchemaPair shrink(const Subject& subject, SchemaPair pair,
                  const std::function<bool(const SchemaPair&)>& still_fails, int tries) {
    return Shrinker(subject, std::move(pair), still_fails, tries).run();
}

} // namespace migrate::test
