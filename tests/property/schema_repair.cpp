#include "property/schema_repair.hpp"

#include "property/value_class.hpp"
#include "util/text.hpp"

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

const char* strict_type(const Column& column) {
    switch (value_class(column)) {
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

void repair_types(Table& table) {
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

bool alike(Table& child, Table& parent, const std::vector<std::string>& columns,
           const std::vector<std::string>& referred) {
    if (columns.size() != referred.size())
        return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column* from = column_of(child, columns[i]);
        const Column* to = column_of(parent, referred[i]);
        if (from == nullptr || to == nullptr || from->generated || to->generated ||
            value_class(*from) != value_class(*to) || value_class(*to) == ValueClass::blob)
            return false;
    }
    return true;
}

bool stands(KeyedSchema& schema, Table& child, const ForeignKey& key) {
    Table* parent = find_table(schema.db, key.table);
    if (parent == nullptr)
        return false;
    if (!key.referred.empty())
        return is_key(*parent, key.referred) && alike(child, *parent, key.columns, key.referred);
    if (!parent->primary_key)
        return false;
    std::vector<std::string> referred;
    for (const KeyPart& part : parent->primary_key->columns)
        referred.push_back(part.column);
    return is_key(*parent, referred) && alike(child, *parent, key.columns, referred);
}

Keys known_keys(const Database& db) {
    Keys keys;
    for (const Table& table : db.tables) {
        keys.insert(table.name.name);
        keys.merge(columns_of(table));
    }
    for (const View& view : db.views)
        keys.insert(view.name.name);
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

void repair(KeyedSchema& schema) {
    for (Table& table : schema.db.tables) {
        repair_generated(table);
        repair_types(table);
        repair_keys(table);
        repair_checks_and_indexes(table);
    }
    std::erase_if(schema.db.tables, [](const Table& table) {
        return table.virtual_module.empty() &&
               std::ranges::none_of(table.columns,
                                    [](const Column& column) { return !column.generated; });
    });
    for (Table& table : schema.db.tables)
        std::erase_if(table.foreign_keys,
                      [&](const ForeignKey& key) { return !stands(schema, table, key); });
    repair_views(schema);
}

} // namespace migrate::test
