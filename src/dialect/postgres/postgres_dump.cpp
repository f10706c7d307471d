#include "dialect/postgres/postgres_dump.hpp"

#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_grants.hpp"
#include "dialect/postgres/postgres_objects.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "schema/words.hpp"
#include "sql/lexer.hpp"
#include "sql/splitter.hpp"
#include "util/toposort.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace migrate::postgres {

namespace {

// Something to create: what it is called, and the names that have to be there before.
struct Item {
    std::string name;
    std::unordered_set<std::string> names{};
    std::vector<std::string> statements;
};

class Names {
  public:
    void add(std::string_view sql) {
        for (const sql::Token& token : sql::significant_tokens(sql, sql::postgres_syntax()))
            if (token.is_name())
                names_.insert(sql::unquoted(token));
            else if (token.kind == sql::TokenKind::string) // nextval('s')
                add_path(sql::unquoted(token));
    }
    void add(const std::optional<Value>& value) {
        if (const auto* expression = value ? std::get_if<Expression>(&*value) : nullptr)
            add(expression->sql);
    }
    std::unordered_set<std::string> take() { return std::move(names_); }

  private:
    void add_path(const std::string& text) {
        if (text.find_first_of(" \t\n'") == std::string::npos)
            add(std::string_view(text));
    }
    std::unordered_set<std::string> names_;
};

std::unordered_set<std::string> names_in(const Table& table) {
    Names names;
    for (const Column& column : table.columns) {
        names.add(type_text(column.type));
        names.add(column.default_value);
        if (column.generated)
            names.add(column.generated->expression);
    }
    for (const Check& check : table.checks)
        names.add(check.expression);
    names.add(attribute_text(table.attributes, "partition_of"));
    for (const std::string& parent : attribute_texts(table.attributes, "inherits"))
        names.add(parent);
    for (const TablePart& part : table.parts)
        if (part.kind == PartKind::exclude)
            names.add(exclude_text(part));
    return names.take();
}

// Bodies are not looked into when they are created: check_function_bodies is off.
std::unordered_set<std::string> names_in(const SchemaObject& object) {
    SchemaObject bare = object;
    const bool routine =
        object.kind == ObjectKind::function || object.kind == ObjectKind::procedure;
    if (routine && create_object_text(object).find("\nAS $") != std::string::npos)
        set_attribute(bare.attributes, "body", "");
    bare.indexes.clear();
    Names names;
    names.add(create_object_text(bare));
    return names.take();
}

bool comes_late(const TablePart& part) {
    return part.kind != PartKind::exclude && part.kind != PartKind::partition;
}

class Dump {
  public:
    explicit Dump(const Database& db) : db_(db) {}

    std::string run() {
        if (has_routines())
            add("SET check_function_bodies = false");
        collect();
        for (const std::size_t i : sorted())
            for (const std::string& statement : items_[i].statements)
                add(statement);
        for (const Table& table : db_.tables)
            for (const Index& index : table.indexes)
                add(index_statements(table.name, index));
        for (const Table& table : db_.tables)
            for (const ForeignKey& key : table.foreign_keys)
                add_foreign_key(table, key);
        for (const Table& table : db_.tables)
            add_late(table);
        for (const View& view : db_.views)
            for (const Trigger& trigger : view.triggers)
                add(trigger_statements(view.name, trigger));
        for (const SchemaObject& object : db_.objects)
            if (const std::string owner = attribute_text(object.attributes, "owned_by");
                !owner.empty())
                add("ALTER SEQUENCE " + name_text(object.name) + " OWNED BY " + path_text(owner));
        return std::move(out_);
    }

  private:
    void add(const std::string& statement) { out_ += sql::terminated(statement); }
    void add(const std::vector<std::string>& statements) {
        for (const std::string& statement : statements)
            add(statement);
    }

    bool has_routines() const {
        return std::ranges::any_of(db_.objects, [](const SchemaObject& object) {
            return object.kind == ObjectKind::function || object.kind == ObjectKind::procedure;
        });
    }

    void add_foreign_key(const Table& table, const ForeignKey& key) {
        add("ALTER TABLE " + name_text(table.name) + "\n    ADD " + constraint_text(key));
        if (const std::string comment = attribute_text(key.attributes, "comment"); !comment.empty())
            add(constraint_comment_text(table, key, comment));
    }

    void add_late(const Table& table) {
        for (const TablePart& part : table.parts)
            if (comes_late(part))
                add(part_statements(table.name, part));
        for (const Trigger& trigger : table.triggers)
            add(trigger_statements(table.name, trigger));
        add(table_settings(table));
    }

    void collect() {
        for (const ObjectWord& word : object_words()) {
            if (word.kind == ObjectKind::domain) // types may be made of enums
                collect_enums();
            if (word.kind == ObjectKind::materialized_view)
                collect_relations();
            for (const SchemaObject& object : db_.objects)
                if (object.kind == word.kind)
                    items_.push_back({object.name.name, names_in(object),
                                      object_statements(without_owner(object))});
        }
    }

    void collect_enums() {
        for (const EnumType& type : db_.enums)
            items_.push_back({type.name.name, {}, enum_statements(type)});
    }

    void collect_relations() {
        for (const Table& table : db_.tables)
            items_.push_back({table.name.name, names_in(table), table_statements(bare(table))});
        for (const View& view : db_.views) {
            Names names;
            names.add(view.as);
            items_.push_back({view.name.name, names.take(), view_statements(bare(view))});
        }
    }

    // What comes later.
    static SchemaObject without_owner(SchemaObject object) {
        set_attribute(object.attributes, "owned_by", Node());
        return object;
    }
    static Table bare(Table table) {
        table.foreign_keys.clear();
        table.indexes.clear();
        table.triggers.clear();
        std::erase_if(table.parts, comes_late);
        for (const char* key : {"row_security", "replica_identity", "cluster_on"})
            set_attribute(table.attributes, key, Node());
        return table;
    }
    static View bare(View view) {
        view.triggers.clear();
        return view;
    }

    std::vector<std::size_t> sorted() const {
        std::unordered_map<std::string, std::vector<std::size_t>> places;
        for (std::size_t i = 0; i < items_.size(); ++i)
            places[items_[i].name].push_back(i);
        std::vector<Edge> edges;
        for (std::size_t i = 0; i < items_.size(); ++i)
            for (const std::string& name : items_[i].names)
                if (const auto found = places.find(name); found != places.end())
                    for (const std::size_t needed : found->second)
                        if (needed != i)
                            edges.emplace_back(needed, i);
        std::vector<std::size_t> order = topological_order(items_.size(), edges).order;
        std::vector<bool> placed(items_.size(), false);
        for (const std::size_t i : order)
            placed[i] = true;
        for (std::size_t i = 0; i < items_.size(); ++i) // names that only look like a cycle
            if (!placed[i])
                order.push_back(i);
        return order;
    }

    const Database& db_;
    std::vector<Item> items_;
    std::string out_;
};

} // namespace

std::string dump_sql(const Database& db) {
    return Dump(db).run();
}

} // namespace migrate::postgres
