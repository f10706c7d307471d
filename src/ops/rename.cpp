#include "ops/rename.hpp"

#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/rewrite.hpp"

namespace migrate::ops {
namespace {

// What stands before and after an identifier that may be renamed.
struct Place {
    const sql::Token* before = nullptr;
    const sql::Token* after = nullptr;
};

// Renames the identifiers whose place `wanted` accepts; every other byte stays.
template <class Wanted>
void rewrite(std::string& text, std::string_view from, std::string_view to,
             const sql::Syntax& syntax, Wanted wanted) {
    if (text.empty())
        return;
    const std::vector<sql::Token> tokens = sql::significant_tokens(text, syntax);
    std::size_t i = 0;
    text = sql::replace_tokens(
        text, syntax, [&](const sql::Token& token) -> std::optional<std::string> {
            const Place place{i > 0 ? &tokens[i - 1] : nullptr,
                              i + 1 < tokens.size() ? &tokens[i + 1] : nullptr};
            ++i;
            if (!sql::is_this_name(token, from, syntax) || !wanted(place))
                return std::nullopt;
            return sql::quote_name_if_needed(to, syntax);
        });
}

bool is_call(const Place& place) {
    return place.after && place.after->is_punct('(');
}

bool is_qualifier(const Place& place) {
    return place.after && place.after->is_punct('.');
}

bool is_new_name(const Place& place) {
    return place.before && place.before->is("as");
}

// A column's name: not a function, not the table before a dot, not a new name after AS.
bool column_place(const Place& place) {
    return !is_call(place) && !is_qualifier(place) && !is_new_name(place);
}

// A relation's name: not a column behind a dot, not a function; INTO t (a, b) is no call.
bool relation_place(const Place& place) {
    const bool has_list = place.before && place.before->is("into");
    return (has_list || !is_call(place)) && !(place.before && place.before->is_punct('.')) &&
           !is_new_name(place);
}

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
            rewrite(check.expression, from.name, to, syntax, is_qualifier);
        in_triggers(table.triggers);
    }
    for (View& view : db.views) {
        if (same_name(view.name, from, db.folding))
            view.name.name = to;
        rewrite(view.as, from.name, to, syntax, relation_place);
        in_triggers(view.triggers);
    }
}

} // namespace migrate::ops
