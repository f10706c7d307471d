#include "dialect/sqlite/sqlite_introspect.hpp"

#include "dialect/sqlite/pragma_table.hpp"
#include "dialect/sqlite/shadow_tables.hpp"
#include "dialect/sqlite/sqlite_enums.hpp"
#include "dialect/sqlite/stored_index.hpp"
#include "dialect/sqlite/stored_table.hpp"
#include "dialect/sqlite/stored_trigger.hpp"
#include "dialect/sqlite/stored_view.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace migrate::sqlite {

namespace {

struct StoredObject {
    std::string type; // table, view, index, trigger
    std::string name;
    std::string table;
    std::string sql;
};

// What SQLite made by itself, such as the index of a UNIQUE, has no text and is left out.
std::vector<StoredObject> read_schema(Connection& connection) {
    std::vector<StoredObject> objects;
    Result found = connection.query("SELECT type, name, tbl_name, sql FROM sqlite_master "
                                    "WHERE sql IS NOT NULL ORDER BY rowid");
    objects.reserve(found.rows.size());
    for (Row& row : found.rows) {
        const auto text = [&](std::size_t i) { return std::move(row[i]).value_or(""); };
        objects.push_back({text(0), text(1), text(2), text(3)});
    }
    return objects;
}

class Introspection {
  public:
    Introspection(Connection& connection, const IntrospectOptions& options, const Types& types)
        : connection_(connection),
          options_(options),
          types_(types) {
        db_.folding = NameFolding::ascii;
    }

    Database run() {
        const std::vector<StoredObject> objects = read_schema(connection_);
        remember_virtual_tables(objects);
        for (const StoredObject& object : objects) {
            if (object.type == "table" && wanted(object.name)) {
                add_table(object);
            } else if (object.type == "view" && wanted(object.name)) {
                add_view(object);
            }
        }
        for (const StoredObject& object : objects) {
            if (object.type == "index") {
                add_index(object);
            } else if (object.type == "trigger") {
                add_trigger(object);
            }
        }
        lift_enums(db_);
        return std::move(db_);
    }

  private:
    static std::string key(std::string_view name) { return folded(name, NameFolding::ascii); }

    void remember_virtual_tables(const std::vector<StoredObject>& objects) {
        for (const StoredObject& object : objects) {
            if (object.type == "table" && is_virtual_table(object.sql)) {
                attempt(object, [&] { virtuals_.push_back(parse_virtual_table(object.sql)); });
            }
        }
    }

    bool wanted(const std::string& name) const {
        if (text::starts_with_folded(name, "sqlite_") ||
            std::ranges::find(options_.exclude_tables, name) != options_.exclude_tables.end()) {
            return false;
        }
        const bool shadow = std::ranges::any_of(virtuals_, [&](const Table& owner) {
            return is_shadow_table(name, owner.name.name, owner.virtual_module);
        });
        return !shadow && (options_.only.empty() ||
                           std::ranges::any_of(options_.only, [&](const QualifiedName& only) {
                               return same_name(only.name, name, NameFolding::ascii);
                           }));
    }

    // Runs a parser; what it does not understand is named in the result. Returns whether it did.
    template <class Parse>
    bool attempt(const StoredObject& object, Parse parse) {
        try {
            parse();
            return true;
        } catch (const DbError&) {
            throw;
        } catch (const Error& error) {
            db_.not_compared.push_back(
                object.type + " " + to_string(QualifiedName{"", object.name}) +
                ": its stored text is not understood (line " + std::to_string(error.pos().line) +
                ", column " + std::to_string(error.pos().column) + ": " + error.what() + ")");
            return false;
        }
    }

    void add_table(const StoredObject& object) {
        Table table;
        if (is_virtual_table(object.sql)) {
            const Table* known = virtual_table(object.name);
            if (known == nullptr) {
                return;
            }
            table = *known;
        } else if (!attempt(object, [&] { table = parse_stored_table(object.sql).table; })) {
            table = read_table_by_pragmas(connection_, object.name);
            table.stored_sql = object.sql;
        }
        // The catalog's spelling of the name is the one that counts.
        table.name.name = object.name;
        for (Column& column : table.columns) {
            if (column.type.kind != TypeKind::none) {
                column.type = types_.read(column.type.text);
            }
        }
        tables_[key(object.name)] = db_.tables.size();
        db_.tables.push_back(std::move(table));
    }

    const Table* virtual_table(std::string_view name) const {
        const auto found = std::ranges::find_if(virtuals_, [&](const Table& table) {
            return same_name(table.name.name, name, NameFolding::ascii);
        });
        return found == virtuals_.end() ? nullptr : &*found;
    }

    void add_view(const StoredObject& object) {
        attempt(object, [&] {
            View view = parse_stored_view(object.sql);
            view.name.name = object.name;
            views_[key(object.name)] = db_.views.size();
            db_.views.push_back(std::move(view));
        });
    }

    void add_index(const StoredObject& object) {
        const auto table = tables_.find(key(object.table));
        if (table != tables_.end()) {
            attempt(object, [&] {
                Index index = parse_stored_index(object.sql).index;
                index.name = object.name;
                db_.tables[table->second].indexes.push_back(std::move(index));
            });
        }
    }

    void add_trigger(const StoredObject& object) {
        const auto table = tables_.find(key(object.table));
        const auto view = views_.find(key(object.table));
        if (table == tables_.end() && view == views_.end()) {
            return;
        }
        attempt(object, [&] {
            Trigger trigger = parse_stored_trigger(object.sql).trigger;
            trigger.name = object.name;
            auto& triggers = table != tables_.end() ? db_.tables[table->second].triggers
                                                    : db_.views[view->second].triggers;
            triggers.push_back(std::move(trigger));
        });
    }

    Connection& connection_;
    const IntrospectOptions& options_;
    const Types& types_;
    Database db_;
    std::vector<Table> virtuals_;
    std::unordered_map<std::string, std::size_t> tables_; // folded name → place in db_.tables
    std::unordered_map<std::string, std::size_t> views_;
};

} // namespace

Database introspect(Connection& connection, const IntrospectOptions& options, const Types& types) {
    return Introspection(connection, options, types).run();
}

} // namespace migrate::sqlite
