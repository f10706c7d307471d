// What no database would accept, found before anything runs and told at its place in the model.
#include "migrate/error.hpp"
#include "migrate/schema.hpp"
#include "schema/words.hpp"
#include "util/edit_distance.hpp"

#include <unordered_map>
#include <unordered_set>

namespace migrate {
namespace {

Error wrong(const DeclaredAt& where, const std::string& what) {
    Error error(ErrorCode::usage, what);
    if (where.file)
        error.at({*where.file, where.pos.line, where.pos.column});
    return error;
}

class Validator {
  public:
    explicit Validator(const Database& model) : model_(model) {
        for (const Table& table : model.tables)
            tables_.emplace(key(table.name), &table);
    }

    void run() {
        Seen relations;
        Seen indexes;
        for (const Table& table : model_.tables) {
            unique_name(relations, key(table.name), "table", to_string(table.name),
                        table.declared_at);
            check_table(table);
            for (const Index& index : table.indexes)
                if (!index.name.empty())
                    unique_name(indexes, key({table.name.schema, index.name}), "index", index.name,
                                index.declared_at);
        }
        for (const View& view : model_.views)
            unique_name(relations, key(view.name), "view", to_string(view.name), view.declared_at);
        check_objects(relations, indexes);
    }

  private:
    std::string key(const QualifiedName& name) const {
        return folded(name.schema, model_.folding) + '\0' + folded(name.name, model_.folding);
    }

    using Seen = std::unordered_map<std::string, const DeclaredAt*>;

    static void unique_name(Seen& seen, std::string name, const std::string& kind,
                            const std::string& shown, const DeclaredAt& where) {
        const auto [found, fresh] = seen.emplace(std::move(name), &where);
        if (fresh)
            return;
        const DeclaredAt& first = *found->second;
        Error error =
            wrong(where, "there are two objects named " + shown + "; this one is a " + kind);
        if (first.file)
            error.note("the other one: " + *first.file + ":" + std::to_string(first.pos.line) +
                       ":" + std::to_string(first.pos.column));
        throw error;
    }

    // Materialized views and sequences are relations; types, routines and the rest have names of
    // their own.
    void check_objects(Seen& relations, Seen& indexes) const {
        Seen types;
        for (const EnumType& type : model_.enums)
            unique_name(types, key(type.name), "enum", to_string(type.name), type.declared_at);
        Seen others;
        for (const SchemaObject& object : model_.objects) {
            const std::string kind(to_string(object.kind));
            const std::string shown = to_string(migrate::name_of(object));
            std::string own = key(object.name) + '\0' + object.signature.value_or("");
            if (is_relation(object.kind))
                unique_name(relations, key(object.name), kind, shown, object.declared_at);
            else if (is_type(object.kind))
                unique_name(types, key(object.name), kind, shown, object.declared_at);
            else
                unique_name(others, std::string(word_of(object.kind)) + '\0' + own, kind, shown,
                            object.declared_at);
            for (const Index& index : object.indexes)
                if (!index.name.empty())
                    unique_name(indexes, key({object.name.schema, index.name}), "index", index.name,
                                index.declared_at);
        }
    }

    static bool is_relation(ObjectKind kind) {
        return kind == ObjectKind::materialized_view || kind == ObjectKind::sequence;
    }
    static bool is_type(ObjectKind kind) {
        return kind == ObjectKind::domain || kind == ObjectKind::composite ||
               kind == ObjectKind::range;
    }

    // Such a table has columns that it does not say.
    static bool inherits(const Table& table) {
        return attribute(table.attributes, "inherits") ||
               attribute(table.attributes, "partition_of");
    }

    void check_table(const Table& table) const {
        if (!table.virtual_module.empty())
            return;
        const std::string name = to_string(table.name);
        if (table.columns.empty() && !inherits(table))
            throw wrong(table.declared_at, "table " + name + " has no column");
        std::unordered_set<std::string> columns;
        for (const Column& column : table.columns)
            if (!columns.insert(folded(column.name, model_.folding)).second)
                throw wrong(column.declared_at,
                            "table " + name + " has two columns named " + column.name);
        if (table.primary_key)
            check_parts(table, table.primary_key->columns, "its primary key",
                        table.primary_key->declared_at);
        for (const Unique& unique : table.uniques)
            check_parts(table, unique.columns, "unique constraint " + unique.name,
                        unique.declared_at);
        for (const Index& index : table.indexes)
            check_parts(table, index.columns, "index " + index.name, index.declared_at);
        for (const ForeignKey& foreign_key : table.foreign_keys)
            check_foreign_key(table, foreign_key);
    }

    void check_parts(const Table& table, const std::vector<KeyPart>& parts, const std::string& what,
                     const DeclaredAt& where) const {
        if (parts.empty())
            throw wrong(where, what + " of table " + to_string(table.name) + " has no column");
        for (const KeyPart& part : parts)
            if (part.expression.empty())
                check_column(table, part.column, what, where);
    }

    void check_column(const Table& table, const std::string& column, const std::string& what,
                      const DeclaredAt& where) const {
        if (find_named(table.columns, column, model_.folding) || inherits(table))
            return;
        std::vector<std::string> known;
        for (const Column& c : table.columns)
            known.push_back(c.name);
        throw wrong(where, what + " names the column " + column + ", which table " +
                               to_string(table.name) + " does not have" +
                               did_you_mean(column, known));
    }

    void check_foreign_key(const Table& table, const ForeignKey& foreign_key) const {
        const std::string what =
            foreign_key.name.empty() ? "a foreign key" : "foreign key " + foreign_key.name;
        for (const std::string& column : foreign_key.columns)
            check_column(table, column, what, foreign_key.declared_at);
        const auto found = tables_.find(key(foreign_key.table));
        if (found == tables_.end()) {
            std::vector<std::string> known;
            for (const Table& t : model_.tables)
                known.push_back(to_string(t.name));
            throw wrong(foreign_key.declared_at,
                        what + " of table " + to_string(table.name) + " refers to table " +
                            to_string(foreign_key.table) + ", which the model does not have" +
                            did_you_mean(to_string(foreign_key.table), known));
        }
        for (const std::string& column : foreign_key.referred)
            check_column(*found->second, column, what + " of table " + to_string(table.name),
                         foreign_key.declared_at);
        if (!foreign_key.referred.empty() &&
            foreign_key.referred.size() != foreign_key.columns.size())
            throw wrong(foreign_key.declared_at,
                        what + " of table " + to_string(table.name) + " has " +
                            std::to_string(foreign_key.columns.size()) + " columns but refers to " +
                            std::to_string(foreign_key.referred.size()));
    }

    const Database& model_;
    std::unordered_map<std::string, const Table*> tables_;
};

} // namespace

void validate(const Database& model) {
    Validator(model).run();
}

} // namespace migrate
