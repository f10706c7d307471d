#include "ops/rename.hpp"

#include "ops/enum_use.hpp"
#include "ops/rename_attributes.hpp"
#include "ops/rename_text.hpp"

#include <algorithm>
#include <array>

namespace migrate::ops {
namespace {

void rename_part(KeyPart& part, const std::string& from, const std::string& to, NameFolding folding,
                 const sql::Syntax& syntax) {
    if (same_name(part.column, from, folding))
        part.column = to;
    rewrite(part.expression, from, to, syntax, column_place);
}

void rename_in_list(std::vector<std::string>& columns, const std::string& from,
                    const std::string& to, NameFolding folding) {
    for (std::string& column : columns)
        if (same_name(column, from, folding))
            column = to;
}

void rename_in_own_table(Table& table, const std::string& from, const std::string& to,
                         NameFolding folding, const sql::Syntax& syntax) {
    for (Column& column : table.columns) {
        if (same_name(column.name, from, folding))
            column.name = to;
        if (column.generated)
            rewrite(column.generated->expression, from, to, syntax, column_place);
    }
    if (table.primary_key)
        for (KeyPart& part : table.primary_key->columns)
            rename_part(part, from, to, folding, syntax);
    for (Unique& unique : table.uniques)
        for (KeyPart& part : unique.columns)
            rename_part(part, from, to, folding, syntax);
    for (Check& check : table.checks) {
        rewrite(check.expression, from, to, syntax, column_place);
        if (same_name(check.in_column, from, folding))
            check.in_column = to;
    }
    for (ForeignKey& key : table.foreign_keys)
        rename_in_list(key.columns, from, to, folding);
    for (Index& index : table.indexes) {
        for (KeyPart& part : index.columns)
            rename_part(part, from, to, folding, syntax);
        rewrite(index.where, from, to, syntax, column_place);
    }
    each_attributes(table, [&](Attributes& attributes) {
        rename_column_in(attributes, from, to, folding, syntax);
    });
}

// What a query or body says of a table, and of its columns with it.
void rename_in_queries(Database& db, const QualifiedName& table, const std::string& from,
                       const std::string& to, const sql::Syntax& syntax) {
    for (SchemaObject& object : db.objects) {
        if (sql::mentions_name(attribute_text(object.attributes, "as"), table.name, syntax))
            rename_column_in(object.attributes, from, to, db.folding, syntax);
        const auto owned_by = attribute_text(object.attributes, "owned_by");
        if (!owned_by.empty() &&
            same_name(owned_by, to_string(table) + '.' + format_path({from}), db.folding))
            set_attribute(object.attributes, "owned_by",
                          to_string(table) + '.' + format_path({to}));
    }
}

void rename_in_trigger(Trigger& trigger, const std::string& from, const std::string& to,
                       NameFolding folding, const sql::Syntax& syntax) {
    for (TriggerEvent& event : trigger.events)
        rename_in_list(event.columns, from, to, folding);
    rewrite(trigger.where, from, to, syntax, column_place);
    rewrite(trigger.body, from, to, syntax, column_place);
}

} // namespace

void rename_column_everywhere(Database& db, const QualifiedName& table_name,
                              const std::string& from, const std::string& to,
                              const sql::Syntax& syntax) {
    for (Table& table : db.tables) {
        const bool own = same_name(table.name, table_name, db.folding);
        if (own)
            rename_in_own_table(table, from, to, db.folding, syntax);
        for (ForeignKey& key : table.foreign_keys)
            if (same_name(key.table, table_name, db.folding))
                rename_in_list(key.referred, from, to, db.folding);
        for (Trigger& trigger : table.triggers)
            if (own || sql::mentions_name(trigger.body, table_name.name, syntax))
                rename_in_trigger(trigger, from, to, db.folding, syntax);
    }
    rename_in_queries(db, table_name, from, to, syntax);
    for (View& view : db.views)
        if (sql::mentions_name(view.as, table_name.name, syntax)) {
            rewrite(view.as, from, to, syntax, column_place);
            for (Trigger& trigger : view.triggers)
                if (sql::mentions_name(trigger.body, table_name.name, syntax))
                    rewrite(trigger.body, from, to, syntax, column_place);
        }
}

void rename_relation_everywhere(Database& db, const QualifiedName& from, const std::string& to,
                                const sql::Syntax& syntax) {
    const auto in_triggers = [&](std::vector<Trigger>& triggers) {
        for (Trigger& trigger : triggers) {
            rewrite(trigger.body, from.name, to, syntax, relation_place);
            rewrite(trigger.where, from.name, to, syntax, relation_place);
        }
    };
    for (Table& table : db.tables) {
        if (same_name(table.name, from, db.folding))
            table.name.name = to;
        for (ForeignKey& key : table.foreign_keys)
            if (same_name(key.table, from, db.folding))
                key.table.name = to;
        for (Check& check : table.checks) // users.age > 0 is legal
            rewrite(check.expression, from.name, to, syntax,
                    [](const Place& place) { return place.is_qualifier(); });
        in_triggers(table.triggers);
    }
    for (View& view : db.views) {
        if (same_name(view.name, from, db.folding))
            view.name.name = to;
        rewrite(view.as, from.name, to, syntax, relation_place);
        in_triggers(view.triggers);
    }
    each_attributes(db, [&](Attributes& attributes) {
        rename_relation_in(attributes, from, {from.schema, to}, db.folding, syntax);
    });
}

void move_relation(Database& db, const QualifiedName& from, const std::string& schema) {
    const QualifiedName to{schema, from.name};
    const auto move = [&](QualifiedName& name) {
        if (same_name(name, from, db.folding))
            name = to;
    };
    for (Table& table : db.tables) {
        move(table.name);
        for (ForeignKey& key : table.foreign_keys)
            move(key.table);
    }
    for (View& view : db.views)
        move(view.name);
    each_attributes(db, [&](Attributes& attributes) { rename_paths_in(attributes, move); });
}

namespace {

// nextval('billing.invoice_no'::regclass): the name is a string.
void rename_in_strings(std::string& text, const QualifiedName& from, const QualifiedName& to,
                       const sql::Syntax& syntax) {
    text = sql::replace_tokens(
        text, syntax, [&](const sql::Token& token) -> std::optional<std::string> {
            const std::string quoted = "'" + to_string(from) + "'";
            return token.text == quoted ? std::optional("'" + to_string(to) + "'") : std::nullopt;
        });
}

// The type without what makes an array of it: "mood[]" is of type mood.
std::size_t element_size(std::string_view type) {
    while (type.ends_with(']') && type.find('[') != std::string_view::npos)
        type = type.substr(0, type.rfind('['));
    return type.size();
}

bool is_type_text(std::string_view text, const QualifiedName& name, NameFolding folding) {
    text = text.substr(0, element_size(text));
    return same_name(text, to_string(name), folding) || same_name(text, name.name, folding);
}

void rename_type_text(std::string& text, const QualifiedName& from, const QualifiedName& to,
                      NameFolding folding) {
    if (is_type_text(text, from, folding))
        text = to_string(to) + text.substr(element_size(text));
}

constexpr std::array<std::string_view, 5> type_keys{"type", "subtype", "stype", "returns", "field"};

void rename_type_in(Node& value, const QualifiedName& from, const QualifiedName& to,
                    NameFolding folding) {
    std::string text = value.text();
    rename_type_text(text, from, to, folding);
    if (text != value.text())
        value = Node::string(text);
    for (Node::Member& field : value.members())
        if (Node* type = field.value.is_table() ? field.value.find("type") : nullptr)
            rename_type_in(*type, from, to, folding);
}

} // namespace

void rename_sequence_everywhere(Database& db, const QualifiedName& from, const QualifiedName& to,
                                const sql::Syntax& syntax) {
    for (Table& table : db.tables)
        for (Column& column : table.columns)
            if (auto* value = column.default_value ? std::get_if<Expression>(&*column.default_value)
                                                   : nullptr)
                rename_in_strings(value->sql, from, to, syntax);
}

bool names_type(const ColumnType& type, const QualifiedName& name, NameFolding folding) {
    const bool may_be = type.kind == TypeKind::enumeration || type.kind == TypeKind::other;
    return may_be && is_type_text(type.text, name, folding);
}

void rename_type_everywhere(Database& db, const QualifiedName& from, const QualifiedName& to) {
    for (Table& table : db.tables)
        for (Column& column : table.columns)
            if (names_type(column.type, from, db.folding))
                rename_type_text(column.type.text, from, to, db.folding);
    for (SchemaObject& object : db.objects)
        for (Attribute& attribute : object.attributes)
            if (std::ranges::find(type_keys, attribute.key) != type_keys.end())
                rename_type_in(attribute.value, from, to, db.folding);
}

void rename_schema_everywhere(Database& db, const std::string& from, const std::string& to) {
    const auto rename = [&](QualifiedName& name) {
        if (same_name(name.schema, from, db.folding))
            name.schema = to;
    };
    for (Table& table : db.tables) {
        rename(table.name);
        for (ForeignKey& key : table.foreign_keys)
            rename(key.table);
    }
    for (View& view : db.views)
        rename(view.name);
    for (EnumType& type : db.enums)
        rename(type.name);
    for (SchemaObject& object : db.objects)
        rename(object.name);
    each_attributes(db, [&](Attributes& attributes) { rename_paths_in(attributes, rename); });
}

void rename_function_everywhere(Database& db, const std::string& from, const std::string& to,
                                const sql::Syntax& syntax) {
    const auto in = [&](std::string& text) { rewrite(text, from, to, syntax, call_place); };
    for (Table& table : db.tables) {
        for (Column& column : table.columns) {
            if (column.generated)
                in(column.generated->expression);
            if (auto* value = column.default_value ? std::get_if<Expression>(&*column.default_value)
                                                   : nullptr)
                in(value->sql);
        }
        for (Check& check : table.checks)
            in(check.expression);
        for (Index& index : table.indexes)
            for (KeyPart& part : index.columns)
                in(part.expression);
    }
    for (View& view : db.views)
        in(view.as);
    each_attributes(db,
                    [&](Attributes& attributes) { rename_calls_in(attributes, from, to, syntax); });
}

} // namespace migrate::ops
