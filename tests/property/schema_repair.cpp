#include "property/schema_repair.hpp"

#include "property/subject.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

using Keys = std::set<std::string>;

bool all_known(const std::string& text, const Keys& known) {
    return std::ranges::all_of(keys_in(text),
                               [&](const std::string& key) { return known.contains(key); });
}

bool all_columns(const std::vector<KeyPart>& parts, const Keys& columns) {
    return !parts.empty() && std::ranges::all_of(parts, [&](const KeyPart& part) {
        return (part.column.empty() || columns.contains(part.column)) &&
               all_known(part.expression, columns);
    });
}

Keys columns_of(const Table& table) {
    Keys keys;
    for (const Column& column : table.columns)
        keys.insert(column.name);
    return keys;
}

Column* column_of(Table& table, const std::string& key) {
    return find_named(table.columns, key, NameFolding::exact);
}

void repair_generated(Table& table) {
    for (bool again = true; again;) {
        const Keys keys = columns_of(table);
        again = std::erase_if(table.columns, [&](const Column& column) {
                    return column.generated && !all_known(column.generated->expression, keys);
                }) > 0;
    }
}

void repair_keys(Table& table) {
    const Keys keys = columns_of(table);
    const auto bad = [&](const std::vector<KeyPart>& parts) {
        return !all_columns(parts, keys) || std::ranges::any_of(parts, [&](const KeyPart& part) {
            return column_of(table, part.column)->generated.has_value();
        });
    };
    if (table.primary_key && bad(table.primary_key->columns))
        table.primary_key.reset();
    std::erase_if(table.uniques, [&](const Unique& unique) { return bad(unique.columns); });
}

void repair_checks_and_indexes(Table& table) {
    const Keys keys = columns_of(table);
    for (Check& check : table.checks)
        if (!check.in_column.empty() && !keys.contains(check.in_column))
            check.in_column.clear();
    std::erase_if(table.checks,
                  [&](const Check& check) { return !all_known(check.expression, keys); });
    std::erase_if(table.indexes, [&](const Index& index) {
        return !all_columns(index.columns, keys) || !all_known(index.where, keys);
    });
}

bool is_key(const Table& table, const std::vector<std::string>& columns) {
    const auto fits = [&](const std::vector<KeyPart>& parts) {
        return parts.size() == columns.size() &&
               std::ranges::all_of(parts, [&](const KeyPart& part) {
                   return part.collation.empty() &&
                          std::ranges::find(columns, part.column) != columns.end();
               });
    };
    return (table.primary_key && fits(table.primary_key->columns)) ||
           std::ranges::any_of(table.uniques, [&](const Unique& u) { return fits(u.columns); });
}

bool alike(const Subject& subject, Table& child, Table& parent,
           const std::vector<std::string>& columns, const std::vector<std::string>& referred) {
    if (columns.size() != referred.size())
        return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column* from = column_of(child, columns[i]);
        const Column* to = column_of(parent, referred[i]);
        if (from == nullptr || to == nullptr || from->generated || to->generated ||
            subject.value_class(*from) != subject.value_class(*to) ||
            subject.value_class(*to) == ValueClass::blob ||
            subject.value_class(*to) == ValueClass::enumeration ||
            subject.value_class(*to) == ValueClass::list)
            return false;
    }
    return true;
}

bool stands(const Subject& subject, KeyedSchema& schema, Table& child, const ForeignKey& key) {
    Table* parent = find_by_key(schema.db.tables, key.table.name);
    if (parent == nullptr)
        return false;
    if (!key.referred.empty())
        return is_key(*parent, key.referred) &&
               alike(subject, child, *parent, key.columns, key.referred);
    if (!parent->primary_key)
        return false;
    std::vector<std::string> referred;
    for (const KeyPart& part : parent->primary_key->columns)
        referred.push_back(part.column);
    return is_key(*parent, referred) && alike(subject, child, *parent, key.columns, referred);
}

Keys known_keys(const Database& db) {
    Keys keys;
    for (const Table& table : db.tables) {
        keys.insert(table.name.name);
        keys.merge(columns_of(table));
    }
    for (const View& view : db.views)
        keys.insert(view.name.name);
    for (const SchemaObject& object : db.objects)
        keys.insert(object.name.name);
    for (const EnumType& type : db.enums)
        keys.insert(type.name.name);
    return keys;
}

// Views that name what is not there go, and those over them; then triggers.
void repair_views(KeyedSchema& schema) {
    const auto gone = [&](const View& view) { return !all_known(view.as, known_keys(schema.db)); };
    while (std::erase_if(schema.db.views, gone) > 0) {
    }
    const Keys known = known_keys(schema.db);
    const auto dangling = [&](const Trigger& trigger) {
        return !all_known(trigger.body, known) || !all_known(trigger.where, known) ||
               std::ranges::any_of(trigger.events, [&](const TriggerEvent& event) {
                   return std::ranges::any_of(event.columns, [&](const std::string& column) {
                       return !known.contains(column);
                   });
               });
    };
    for (Table& table : schema.db.tables)
        std::erase_if(table.triggers, dangling);
    for (View& view : schema.db.views)
        std::erase_if(view.triggers, dangling);
}

} // namespace

void repair(const Subject& subject, KeyedSchema& schema) {
    for (Table& table : schema.db.tables) {
        repair_generated(table);
        subject.repair_columns(table);
        repair_keys(table);
        subject.repair_keys(table);
        repair_checks_and_indexes(table);
    }
    std::erase_if(schema.db.tables, [](const Table& table) {
        return table.virtual_module.empty() &&
               std::ranges::none_of(table.columns,
                                    [](const Column& column) { return !column.generated; });
    });
    for (Table& table : schema.db.tables)
        std::erase_if(table.foreign_keys,
                      [&](const ForeignKey& key) { return !stands(subject, schema, table, key); });
    subject.repair_objects(schema);
    repair_views(schema);
}

} // namespace migrate::test
