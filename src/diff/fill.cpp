#include "diff/fill.hpp"

#include "migrate/error.hpp"
#include "ops/enum_use.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

const FillHint* hint_for(const Context& context, const QualifiedName& table,
                         const std::string& column) {
    for (std::size_t i = 0; i < context.options.fill_hints.size(); ++i) {
        const FillHint& hint = context.options.fill_hints[i];
        if (!context.same(hint.column, column) || !context.same(hint.table, to_string(table)))
            continue;
        if (context.fills_used)
            context.fills_used->insert(i);
        return &hint;
    }
    return nullptr;
}

QualifiedName live_table(const Context& context, const QualifiedName& table) {
    if (!context.live_names)
        return table;
    const auto found = context.live_names->tables.find(context.key_of(table));
    return found == context.live_names->tables.end() ? table : found->second;
}

std::string live_column(const Context& context, const QualifiedName& table,
                        const std::string& column) {
    if (!context.live_names)
        return column;
    const auto found =
        context.live_names->columns.find(context.key_of(table) + '\n' + context.fold(column));
    return found == context.live_names->columns.end() ? column : found->second;
}

// The option that makes a new column of the model one of the database under another name; empty:
// nothing there resembles it. Its values would be lost to whoever only reads of --fill.
std::string rename_option(const Context& context, const QualifiedName& table,
                          const std::string& column) {
    if (!context.rename_options)
        return {};
    const auto found =
        context.rename_options->find(context.key_of(table) + '\n' + context.fold(column));
    return found == context.rename_options->end() ? std::string() : found->second;
}

bool has_value(const std::optional<Value>& value) {
    if (!value)
        return false;
    const Literal* literal = std::get_if<Literal>(&*value);
    return !literal || literal->kind != Literal::Kind::null;
}

std::optional<Value> ask(const Context& context, const Table& table, const Column& column,
                         const std::string& problem) {
    if (context.questions.fill_for)
        if (std::optional<Value> answer = context.questions.fill_for(table.name, column))
            return answer;
    const std::string name = shown(table.name, column.name);
    const std::string rename = rename_option(context, table.name, column.name);
    Error error(ErrorCode::failed, problem);
    if (context.rename_notes)
        for (const std::string& note : *context.rename_notes)
            error.note(note);
    throw error.help((rename.empty() ? "" : "if it was renamed, give " + rename + "; if not, ") +
                     "give them a value with --fill " + name + "=VALUE, or declare a default for " +
                     name);
}

bool lists_names(std::string_view type, std::initializer_list<std::string_view> words) {
    const std::string lower = text::lower(type);
    for (std::string_view word : words)
        if (lower.find(word) != std::string::npos)
            return true;
    return false;
}

Value neutral_of_native(std::string_view type) {
    if (lists_names(type, {"int", "serial", "bit"}))
        return Literal{Literal::Kind::number, "0"};
    if (lists_names(type, {"char", "clob", "text"}))
        return Literal{Literal::Kind::string, ""};
    if (lists_names(type, {"blob", "binary", "bytea"}))
        return Literal{Literal::Kind::bytes, ""};
    if (lists_names(type, {"date", "time"}))
        return Literal{Literal::Kind::string, "1970-01-01 00:00:00"};
    if (lists_names(type, {"real", "floa", "doub", "num", "dec", "bool", "money"}))
        return Literal{Literal::Kind::number, "0"};
    return Literal{Literal::Kind::string, ""};
}

bool is_unique(const Context& context, const Table& table, const Column& column) {
    const auto alone = [&](const std::vector<KeyPart>& parts) {
        return parts.size() == 1 && context.same(parts.front().column, column.name);
    };
    const auto& key = table.primary_key;
    return (key && alone(key->columns)) ||
           std::ranges::any_of(table.uniques,
                               [&](const Unique& unique) { return alone(unique.columns); }) ||
           std::ranges::any_of(table.indexes, [&](const Index& index) {
               return index.unique && index.where.empty() && alone(index.columns);
           });
}

// One value for all rows of a unique column can only stop the step.
void refuse_repeated(const Context& context, const Table& table, const Column& column,
                     const Value& value, const QualifiedName& live) {
    if (!std::holds_alternative<Literal>(value) || !context.questions.count_rows ||
        !is_unique(context, table, column))
        return;
    const long long rows = context.questions.count_rows(live);
    const std::string name = shown(table.name, column.name);
    if (rows > 1)
        throw Error(ErrorCode::failed, "column " + name + " is unique, and " +
                                           std::to_string(rows) + " rows of table " +
                                           to_string(live) + " would get the same value")
            .help("give --fill " + name +
                  "=sql:EXPRESSION that differs from row to row, or add the column without NOT "
                  "NULL, fill it, and make it NOT NULL in a later revision");
}

// An enum has no neutral value: its first one.
Value neutral_here(const Context& context, const ColumnType& type) {
    for (const EnumType& each : context.to.enums)
        if (!each.values.empty() && ops::names_enum(type, each.name, context.folding()))
            return Literal{Literal::Kind::string, each.values.front()};
    return neutral_value(type);
}

Value fill_down(const Context& context, const Table& table, const Column& column, bool lost,
                std::vector<std::string>& comments) {
    const std::string name = shown(table.name, column.name);
    Value value = has_value(column.default_value) && !lost ? *column.default_value
                                                           : neutral_here(context, column.type);
    comments.push_back(lost ? "The values of " + name + " are lost; rows get the value of fill."
                            : "Rows where " + name + " is NULL by then get the value of fill.");
    if (is_unique(context, table, column))
        comments.push_back("It is unique: more than one such row stops this step.");
    return value;
}

} // namespace

Value neutral_value(const ColumnType& type) {
    switch (type.kind) {
    case TypeKind::boolean:
        return Literal{Literal::Kind::boolean, "false"};
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::numeric:
    case TypeKind::real:
    case TypeKind::double_precision:
        return Literal{Literal::Kind::number, "0"};
    case TypeKind::binary:
    case TypeKind::varbinary:
    case TypeKind::blob:
        return Literal{Literal::Kind::bytes, ""};
    case TypeKind::date:
        return Literal{Literal::Kind::string, "1970-01-01"};
    case TypeKind::time:
        return Literal{Literal::Kind::string, "00:00:00"};
    case TypeKind::datetime:
    case TypeKind::timestamp:
        return Literal{Literal::Kind::string, "1970-01-01 00:00:00"};
    case TypeKind::uuid:
        return Literal{Literal::Kind::string, "00000000-0000-0000-0000-000000000000"};
    case TypeKind::json:
        return Literal{Literal::Kind::string, "null"};
    case TypeKind::interval:
        return Literal{Literal::Kind::string, "0"};
    case TypeKind::other:
        return neutral_of_native(type.text);
    default:
        return Literal{Literal::Kind::string, ""};
    }
}

std::optional<Value> fill_for_new(const Context& context, const Table& table,
                                  const ColumnDefinition& definition,
                                  std::vector<std::string>& comments) {
    const Column& column = definition.column;
    if (column.generated)
        return std::nullopt;
    if (context.way == Way::up)
        if (const FillHint* hint = hint_for(context, table.name, column.name)) {
            refuse_repeated(context, table, column, hint->value, live_table(context, table.name));
            return hint->value;
        }
    if (column.nullable || has_value(column.default_value) || column.identity ||
        context.dialect.types().fills_itself(table, column))
        return std::nullopt;
    if (context.way == Way::down)
        return fill_down(context, table, column, true, comments);
    const QualifiedName live = live_table(context, table.name);
    const long long rows = context.questions.count_rows ? context.questions.count_rows(live) : 0;
    if (rows == 0)
        return std::nullopt;
    Value answer = *ask(context, table, column,
                        "column " + shown(table.name, column.name) +
                            " is NOT NULL without a default, and table " + to_string(live) +
                            " has " + text::count(static_cast<std::size_t>(rows), "row"));
    refuse_repeated(context, table, column, answer, live);
    return answer;
}

std::optional<Value> fill_for_nulls(const Context& context, const Table& table, const Column& from,
                                    const Column& to, std::vector<std::string>& comments) {
    if (to.generated)
        return std::nullopt;
    if (context.way == Way::up)
        if (const FillHint* hint = hint_for(context, table.name, to.name))
            return hint->value;
    if (context.dialect.types().fills_itself(table, to))
        return std::nullopt;
    if (context.way == Way::down)
        return fill_down(context, table, to, false, comments);
    if (has_value(to.default_value))
        return to.default_value;
    const QualifiedName live = live_table(context, table.name);
    const std::string column = live_column(context, table.name, from.name);
    const long long nulls =
        context.questions.count_nulls ? context.questions.count_nulls(live, column) : 0;
    if (nulls == 0)
        return std::nullopt;
    return ask(context, table, to,
               "column " + shown(table.name, to.name) +
                   " becomes NOT NULL without a default, and it is NULL in " +
                   text::count(static_cast<std::size_t>(nulls), "row") + " of table " +
                   to_string(live));
}

} // namespace migrate::diff
