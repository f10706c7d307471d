#include "property/keyed_schema.hpp"

#include "schema/attribute_roles.hpp"
#include "sql/quote.hpp"

namespace migrate::test {
namespace {

void call(const std::function<void(std::string&)>& function, std::string& text) {
    if (function && !text.empty())
        function(text);
}

bool is_key(const std::string& text) {
    return !text.empty() && text.front() == '{' && text.find('}') == text.size() - 1;
}

// The strings in an attribute. A text without a key is left as it is.
void visit(Node& node, AttributeRole role, const TextVisitor& v) {
    for (Node& item : node.items())
        visit(item, role, v);
    for (Node::Member& member : node.members()) {
        const bool column = role == AttributeRole::columns && member.key == "column";
        if (role == AttributeRole::group && is_key(member.key))
            call(v.name, member.key);
        visit(member.value, column ? role : AttributeRole::expression, v);
    }
    if (!node.is_string() || node.text().find('{') == std::string::npos)
        return;
    std::string text = node.text();
    if (role == AttributeRole::columns && is_key(text))
        call(v.name, text);
    else if (role == AttributeRole::relations)
        call(v.path, text);
    else
        call(v.sql, text);
    node = Node::string(text);
}

void visit(Attributes& attributes, const TextVisitor& v) {
    for (Attribute& each : attributes)
        visit(each.value, role_of(each.key), v);
}

void visit(std::vector<KeyPart>& parts, const TextVisitor& v) {
    for (KeyPart& part : parts) {
        call(v.name, part.column);
        call(v.sql, part.expression);
    }
}

void visit(QualifiedName& name, const TextVisitor& v) {
    call(v.name, name.schema);
    call(v.name, name.name);
}

void visit(std::vector<Index>& indexes, const TextVisitor& v) {
    for (Index& index : indexes) {
        call(v.name, index.name);
        visit(index.columns, v);
        call(v.sql, index.where);
        visit(index.attributes, v);
    }
}

void visit(Column& column, const TextVisitor& v) {
    call(v.name, column.name);
    call(v.name, column.not_null_name);
    if (column.type.kind == TypeKind::enumeration)
        call(v.path, column.type.text);
    else if (column.type.text.find('{') != std::string::npos)
        call(v.sql, column.type.text);
    if (column.default_value)
        if (auto* expression = std::get_if<Expression>(&*column.default_value))
            call(v.sql, expression->sql);
    if (column.generated)
        call(v.sql, column.generated->expression);
}

void visit(ForeignKey& key, const TextVisitor& v) {
    call(v.name, key.name);
    for (std::string& column : key.columns)
        call(v.name, column);
    visit(key.table, v);
    for (std::string& column : key.referred)
        call(v.name, column);
    visit(key.attributes, v);
}

void visit(Trigger& trigger, const TextVisitor& v) {
    call(v.name, trigger.name);
    for (TriggerEvent& event : trigger.events)
        for (std::string& column : event.columns)
            call(v.name, column);
    call(v.sql, trigger.where);
    call(v.sql, trigger.body);
    visit(trigger.attributes, v);
}

void visit_constraints(Table& table, const TextVisitor& v) {
    if (table.primary_key) {
        call(v.name, table.primary_key->name);
        visit(table.primary_key->columns, v);
        visit(table.primary_key->attributes, v);
    }
    for (Unique& unique : table.uniques) {
        call(v.name, unique.name);
        visit(unique.columns, v);
        visit(unique.attributes, v);
    }
    for (Check& check : table.checks) {
        call(v.name, check.name);
        call(v.name, check.in_column);
        call(v.sql, check.expression);
    }
    for (ForeignKey& key : table.foreign_keys)
        visit(key, v);
    for (TablePart& part : table.parts) {
        call(v.name, part.name);
        visit(part.attributes, v);
    }
}

// The name that a key had before, if that was another.
const std::string* old_name(const std::string& key, const KeyedSchema& now,
                            const KeyedSchema& before) {
    const auto old = before.names.find(key);
    const bool renamed = old != before.names.end() && old->second != now.names.at(key);
    return renamed ? &old->second : nullptr;
}

// Of a part, which has a name alone.
template <class T>
void set_old_part_names(std::vector<T>& parts, const KeyedSchema& now, const KeyedSchema& before) {
    for (T& part : parts)
        if (const std::string* old = old_name(part.name, now, before))
            part.renamed_from = *old;
}

// Of an object, which has a path.
template <class T>
void set_old_paths(std::vector<T>& objects, const KeyedSchema& now, const KeyedSchema& before) {
    for (T& object : objects)
        if (const std::string* old = old_name(object.name.name, now, before))
            object.renamed_from = to_string(QualifiedName{name_of(now, object.name).schema, *old});
}

void set_old_names(Database& db, const KeyedSchema& now, const KeyedSchema& before) {
    set_old_paths(db.tables, now, before);
    set_old_paths(db.views, now, before);
    set_old_paths(db.enums, now, before);
    set_old_paths(db.objects, now, before);
    for (Table& table : db.tables) {
        set_old_part_names(table.columns, now, before);
        set_old_part_names(table.indexes, now, before);
        set_old_part_names(table.parts, now, before);
    }
}

// The schema of an object, by the object's key.
std::map<std::string, std::string> schemas_of(const Database& db) {
    std::map<std::string, std::string> schemas;
    const auto take = [&](const auto& objects) {
        for (const auto& object : objects)
            if (!object.name.schema.empty())
                schemas[object.name.name] = object.name.schema;
    };
    take(db.tables);
    take(db.views);
    take(db.enums);
    take(db.objects);
    return schemas;
}

std::string resolve_sql(const std::string& text, const KeyedSchema& schema,
                        const std::map<std::string, std::string>& schemas) {
    std::string out;
    std::size_t done = 0;
    const auto quoted = [&](const std::string& key) {
        return sql::quote_name_if_needed(schema.names.at(key), *schema.syntax);
    };
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', done)) {
        const std::size_t close = text.find('}', open) + 1;
        const std::string key = text.substr(open, close - open);
        const auto in_schema = schemas.find(key);
        out += text.substr(done, open - done);
        out += in_schema == schemas.end() ? "" : quoted(in_schema->second) + ".";
        out += quoted(key);
        done = close;
    }
    return out + text.substr(done);
}

// "{t1}" or "{t1}.{c2}" as a path.
std::string resolve_path(const std::string& text, const KeyedSchema& schema,
                         const std::map<std::string, std::string>& schemas) {
    std::vector<std::string> parts;
    for (const std::string& key : keys_in(text)) {
        if (const auto in_schema = schemas.find(key); in_schema != schemas.end())
            parts.push_back(schema.names.at(in_schema->second));
        parts.push_back(schema.names.at(key));
    }
    return format_path(parts);
}

} // namespace

void visit(Table& table, const TextVisitor& v) {
    visit(table.name, v);
    for (Column& column : table.columns)
        visit(column, v);
    visit_constraints(table, v);
    visit(table.indexes, v);
    visit(table.attributes, v);
    for (Trigger& trigger : table.triggers)
        visit(trigger, v);
}

void visit(View& view, const TextVisitor& v) {
    visit(view.name, v);
    visit(view.attributes, v);
    for (std::string& column : view.columns)
        call(v.name, column);
    call(v.sql, view.as);
    for (Trigger& trigger : view.triggers)
        visit(trigger, v);
}

void visit(SchemaObject& object, const TextVisitor& v) {
    visit(object.name, v);
    visit(object.attributes, v);
    visit(object.indexes, v);
    if (object.signature)
        call(v.sql, *object.signature);
}

void visit(Database& db, const TextVisitor& v) {
    for (EnumType& type : db.enums)
        visit(type.name, v);
    for (SchemaObject& object : db.objects)
        visit(object, v);
    for (Table& table : db.tables)
        visit(table, v);
    for (View& view : db.views)
        visit(view, v);
}

std::vector<std::string> keys_in(const std::string& text) {
    std::vector<std::string> keys;
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1))
        keys.push_back(text.substr(open, text.find('}', open) - open + 1));
    return keys;
}

std::string resolve_sql(const std::string& text, const KeyedSchema& schema) {
    return resolve_sql(text, schema, schemas_of(schema.db));
}

QualifiedName name_of(const KeyedSchema& schema, const QualifiedName& keys) {
    return {keys.schema.empty() ? "" : schema.names.at(keys.schema), schema.names.at(keys.name)};
}

Database resolve(const KeyedSchema& schema, const KeyedSchema* before) {
    Database db = schema.db;
    if (before != nullptr)
        set_old_names(db, schema, *before);
    const auto schemas = schemas_of(schema.db);
    TextVisitor visitor;
    visitor.name = [&](std::string& name) { name = schema.names.at(name); };
    visitor.path = [&](std::string& path) { path = resolve_path(path, schema, schemas); };
    visitor.sql = [&](std::string& text) { text = resolve_sql(text, schema, schemas); };
    visit(db, visitor);
    return db;
}

} // namespace migrate::test
