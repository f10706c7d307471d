#include "property/keyed_schema.hpp"

#include "sql/quote.hpp"

namespace migrate::test {
namespace {

void call(const std::function<void(std::string&)>& function, std::string& text) {
    if (function && !text.empty())
        function(text);
}

void visit(std::vector<KeyPart>& parts, const TextVisitor& v) {
    for (KeyPart& part : parts) {
        call(v.name, part.column);
        call(v.sql, part.expression);
    }
}

void visit(Column& column, const TextVisitor& v) {
    call(v.name, column.name);
    call(v.name, column.not_null_name);
    if (column.type.kind == TypeKind::enumeration)
        call(v.name, column.type.text);
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
    call(v.name, key.table.name);
    for (std::string& column : key.referred)
        call(v.name, column);
}

void visit(Trigger& trigger, const TextVisitor& v) {
    call(v.name, trigger.name);
    for (TriggerEvent& event : trigger.events)
        for (std::string& column : event.columns)
            call(v.name, column);
    call(v.sql, trigger.where);
    call(v.sql, trigger.body);
}

void visit_constraints(Table& table, const TextVisitor& v) {
    if (table.primary_key) {
        call(v.name, table.primary_key->name);
        visit(table.primary_key->columns, v);
    }
    for (Unique& unique : table.uniques) {
        call(v.name, unique.name);
        visit(unique.columns, v);
    }
    for (Check& check : table.checks) {
        call(v.name, check.name);
        call(v.name, check.in_column);
        call(v.sql, check.expression);
    }
    for (ForeignKey& key : table.foreign_keys)
        visit(key, v);
}

void set_old_name(std::string& renamed_from, const std::string& key, const KeyedSchema& now,
                  const KeyedSchema& before, bool is_path) {
    const auto old = before.names.find(key);
    if (old != before.names.end() && old->second != now.names.at(key))
        renamed_from = is_path ? to_string(QualifiedName{"", old->second}) : old->second;
}

void set_old_names(Database& db, const KeyedSchema& now, const KeyedSchema& before) {
    for (Table& table : db.tables) {
        set_old_name(table.renamed_from, table.name.name, now, before, true);
        for (Column& column : table.columns)
            set_old_name(column.renamed_from, column.name, now, before, false);
        for (Index& index : table.indexes)
            set_old_name(index.renamed_from, index.name, now, before, false);
    }
    for (View& view : db.views)
        set_old_name(view.renamed_from, view.name.name, now, before, true);
}

} // namespace

void visit(Table& table, const TextVisitor& v) {
    call(v.name, table.name.name);
    for (Column& column : table.columns)
        visit(column, v);
    visit_constraints(table, v);
    for (Index& index : table.indexes) {
        call(v.name, index.name);
        visit(index.columns, v);
        call(v.sql, index.where);
    }
    for (Trigger& trigger : table.triggers)
        visit(trigger, v);
}

void visit(View& view, const TextVisitor& v) {
    call(v.name, view.name.name);
    for (std::string& column : view.columns)
        call(v.name, column);
    call(v.sql, view.as);
    for (Trigger& trigger : view.triggers)
        visit(trigger, v);
}

void visit(Database& db, const TextVisitor& v) {
    for (EnumType& type : db.enums)
        call(v.name, type.name.name);
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

std::string resolve_sql(const std::string& text, const std::map<std::string, std::string>& names) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', done)) {
        const std::size_t close = text.find('}', open) + 1;
        out += text.substr(done, open - done);
        out += sql::quote_name_if_needed(names.at(text.substr(open, close - open)),
                                         sql::sqlite_syntax());
        done = close;
    }
    return out + text.substr(done);
}

Database resolve(const KeyedSchema& schema, const KeyedSchema* before) {
    Database db = schema.db;
    if (before != nullptr)
        set_old_names(db, schema, *before);
    TextVisitor visitor;
    visitor.name = [&](std::string& name) { name = schema.names.at(name); };
    visitor.sql = [&](std::string& text) { text = resolve_sql(text, schema.names); };
    visit(db, visitor);
    return db;
}

} // namespace migrate::test
