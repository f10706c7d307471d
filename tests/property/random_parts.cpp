#include "property/random_parts.hpp"

#include "property/value_class.hpp"

#include <algorithm>
#include <array>

namespace migrate::test {
namespace {

constexpr std::array strict_types = {"INTEGER", "INT", "TEXT", "REAL", "BLOB", "ANY"};
constexpr std::array types = {"integer",
                              "integer",
                              "bigint",
                              "smallint",
                              "text",
                              "text",
                              "varchar(50)",
                              "varchar(200)",
                              "char(3)",
                              "numeric(12,2)",
                              "numeric",
                              "real",
                              "double",
                              "boolean",
                              "date",
                              "datetime",
                              "timestamp",
                              "time",
                              "blob",
                              "uuid",
                              "json",
                              "DOUBLE PRECISION",
                              "UNSIGNED BIG INT",
                              "NVARCHAR(100)",
                              "MONEY",
                              "Clob",
                              "INT2",
                              "VARYING CHARACTER (255)",
                              "decimal(10, 5)",
                              "",
                              "TEXT",
                              "INTEGER",
                              "\"odd type\""};
constexpr std::array texts = {"",
                              "it's",
                              "say \"hi\"",
                              "a\\b",
                              "line\nbreak",
                              "ñandú 表",
                              "NULL",
                              "x",
                              "true",
                              "0930",
                              "--no comment",
                              "a;b",
                              "/* no */",
                              "100%",
                              "CURRENT_TIMESTAMP",
                              "1e400",
                              " blank "};
constexpr std::array numbers = {"0", "-7", "42", "1", "9223372036854775807", "1000000"};
constexpr std::array reals = {"0.5", "-1.25", "1e3", "12.30", "3"};

bool is_base(const Column& column) {
    return !column.generated;
}

bool is_blob_only(const Table& table, const Column& column) {
    return table.strict && column.type.text == "BLOB";
}

} // namespace

std::string PartMaker::key(KeyedSchema& schema, char kind) {
    std::string key = std::string("{") + kind + std::to_string(++last_key_) + "}";
    schema.names[key] = names_.next();
    return key;
}

std::string PartMaker::maybe_key(KeyedSchema& schema, char kind, std::size_t percent) {
    return random_.percent(percent) ? key(schema, kind) : std::string();
}

EnumType PartMaker::enumeration(KeyedSchema& schema) {
    EnumType type;
    type.name.name = key(schema, 'e');
    type.values = {enum_default};
    for (std::size_t i = random_.below(4); i > 0; --i)
        add_value(type);
    random_.shuffle(type.values);
    return type;
}

void PartMaker::add_value(EnumType& type) {
    const std::string value = random_.pick(texts);
    if (std::ranges::find(type.values, value) == type.values.end())
        type.values.push_back(value);
}

ColumnType PartMaker::type(const KeyedSchema& schema, bool strict) {
    if (!schema.db.enums.empty() && random_.percent(15)) {
        ColumnType type;
        type.kind = TypeKind::enumeration;
        type.text = random_.pick(schema.db.enums).name.name;
        return type;
    }
    const std::string word = strict ? random_.pick(strict_types) : random_.pick(types);
    if (word.empty()) {
        ColumnType none;
        none.kind = TypeKind::none;
        return none;
    }
    return parse_type(word);
}

std::optional<Value> PartMaker::default_value(const Column& column, bool strict) {
    const auto literal = [](Literal::Kind kind, std::string text) -> Value {
        return Literal{kind, std::move(text)};
    };
    if (column.type.kind == TypeKind::enumeration)
        return literal(Literal::Kind::string, enum_default);
    const bool expression = random_.percent(25);
    switch (value_class(column)) {
    case ValueClass::integer:
        if (expression)
            return Expression{std::array{"1 + 2", "length('a''b') * -3", "+7", "0x1F", "- 5",
                                         "CAST('12' AS integer)"}[random_.below(6)]};
        return literal(Literal::Kind::number, random_.pick(numbers));
    case ValueClass::real:
        if (expression)
            return Expression{std::array{"1.0 / 4", "9e999", "-.5", "2."}[random_.below(4)]};
        return literal(Literal::Kind::number, random_.pick(reals));
    case ValueClass::blob:
        if (!strict || column.type.text == "BLOB") {
            if (expression && !strict)
                return Expression{"NULL"};
            return literal(Literal::Kind::bytes, random_.percent(50) ? "00ff" : "");
        }
        return literal(Literal::Kind::number, "7");
    case ValueClass::numeric:
        if (column.type.kind == TypeKind::boolean)
            return literal(Literal::Kind::boolean, random_.percent(50) ? "true" : "false");
        if (column.type.kind == TypeKind::date)
            return literal(Literal::Kind::string, "2020-02-29");
        if (expression)
            return Expression{"CURRENT_TIMESTAMP"};
        return literal(Literal::Kind::number, random_.pick(reals));
    case ValueClass::text:
        break;
    }
    if (expression)
        return Expression{std::array{"CURRENT_TIMESTAMP", "lower('AbC')", "'a' || 'it''s'", "NULL",
                                     "'(' || ')'", "'/*' || '--'"}[random_.below(6)]};
    return literal(Literal::Kind::string, random_.pick(texts));
}

std::string PartMaker::collation() {
    return std::array{"NOCASE", "RTRIM", "BINARY", "nocase"}[random_.below(4)];
}

Conflict PartMaker::conflict() {
    return std::array{Conflict::rollback, Conflict::abort, Conflict::fail, Conflict::ignore,
                      Conflict::replace}[random_.below(5)];
}

Column PartMaker::column(KeyedSchema& schema, const Table& table) {
    Column column;
    column.name = key(schema, 'c');
    column.type = type(schema, table.strict);
    if (random_.percent(10))
        column.generated = generated(table, column);
    if (column.generated) {
        column.type = parse_type(table.strict ? "ANY" : "integer");
        return column;
    }
    if (random_.percent(40))
        column.default_value = default_value(column, table.strict);
    column.nullable = random_.percent(65);
    if (!column.nullable && random_.percent(10))
        column.not_null_name = key(schema, 'n');
    if (!column.nullable && random_.percent(10))
        column.not_null_conflict = conflict();
    if (value_class(column) == ValueClass::text && random_.percent(15))
        column.collation = collation();
    return column;
}

std::optional<Generated> PartMaker::generated(const Table& table, const Column& column) {
    const Column* base = any_column(table, false);
    if (base == nullptr || base->name == column.name)
        return std::nullopt;
    const std::string& name = base->name;
    Generated generated;
    generated.stored = random_.percent(50);
    generated.expression =
        std::array{"length(" + name + ")", "coalesce(length(" + name + "), 0) + 1",
                   "CASE WHEN " + name + " IS NULL THEN 0 ELSE 1 END",
                   "instr(" + name + ", ')')"}[random_.below(4)];
    return generated;
}

const Column* PartMaker::any_column(const Table& table, bool with_generated) {
    std::vector<const Column*> found;
    for (const Column& column : table.columns)
        if (with_generated || is_base(column))
            found.push_back(&column);
    return found.empty() ? nullptr : random_.pick(found);
}

std::vector<std::string> PartMaker::some_columns(const Table& table, std::size_t most) {
    std::vector<std::string> names;
    for (const Column& column : table.columns)
        if (is_base(column))
            names.push_back(column.name);
    random_.shuffle(names);
    names.resize(std::min(names.size(), random_.between(1, most)));
    return names;
}

std::vector<KeyPart> PartMaker::parts(const std::vector<std::string>& columns, bool options) {
    std::vector<KeyPart> list;
    for (const std::string& column : columns) {
        KeyPart part;
        part.column = column;
        part.desc = options && random_.percent(20);
        if (options && random_.percent(10))
            part.collation = collation();
        list.push_back(part);
    }
    return list;
}

std::optional<PrimaryKey> PartMaker::primary_key(KeyedSchema& schema, Table& table) {
    PrimaryKey key;
    if (random_.percent(60)) { // the rowid
        Column* column = nullptr;
        for (Column& each : table.columns)
            if (is_base(each) && column == nullptr)
                column = &each;
        if (column == nullptr)
            return std::nullopt;
        column->type = parse_type(random_.percent(80) ? "INTEGER" : "integer");
        column->default_value.reset();
        column->collation.clear();
        column->nullable = random_.percent(50) && column->not_null_name.empty();
        key.columns = parts({column->name}, false);
        key.in_column = random_.percent(75);
        key.columns.front().desc = random_.percent(15);
        column->autoincrement = key.in_column && !key.columns.front().desc &&
                                !table.without_rowid && random_.percent(25);
    } else {
        const auto columns = some_columns(table, 3);
        if (columns.empty())
            return std::nullopt;
        key.columns = parts(columns, true);
        key.in_column = columns.size() == 1 && key.columns.front().collation.empty();
    }
    key.name = maybe_key(schema, 'k', 25);
    if (random_.percent(10))
        key.conflict = conflict();
    return key;
}

namespace {

// SQLite has one index for two keys of the same columns, and the directions are those of the key
// that stands first: an order that nobody compares.
bool shares_index(const std::vector<KeyPart>& a, const std::vector<KeyPart>& b) {
    return a != b && std::ranges::equal(a, b, {}, &KeyPart::column, &KeyPart::column);
}

bool shares_index(const std::vector<KeyPart>& parts, const Table& table) {
    return (table.primary_key && shares_index(parts, table.primary_key->columns)) ||
           std::ranges::any_of(table.uniques, [&](const Unique& unique) {
               return shares_index(parts, unique.columns);
           });
}

} // namespace

std::optional<Unique> PartMaker::unique(KeyedSchema& schema, const Table& table) {
    const auto columns = some_columns(table, 3);
    if (columns.empty())
        return std::nullopt;
    Unique unique;
    unique.columns = parts(columns, random_.percent(25));
    if (shares_index(unique.columns, table))
        return std::nullopt;
    unique.in_column = columns.size() == 1 && !unique.columns.front().desc &&
                       unique.columns.front().collation.empty() && random_.percent(60);
    unique.name = maybe_key(schema, 'u', 50);
    if (random_.percent(15))
        unique.conflict = conflict();
    return unique;
}

std::string PartMaker::check_expression(const Table& table, const Column& column) {
    const std::string& name = column.name;
    const Column* other = any_column(table, true);
    switch (random_.below(7)) {
    case 0:
        return "length(" + name + ") < " + std::to_string(random_.between(500, 9000));
    case 1:
        return name + " <> 'it''s bad)'";
    case 2:
        return name + " IS NOT x'00ffee'";
    case 3:
        return name + " NOT LIKE '%;bad\"%' OR " + other->name + " IS NULL";
    case 4:
        return "typeof(" + name + ") IN ('null', 'integer', 'text', 'real', 'blob')";
    case 5:
        return "coalesce(" + name + ", 1) <> 'zzz' AND (" + other->name + " IS NULL OR " +
               other->name + " IS NOT NULL)";
    default:
        return name + " NOT IN ('never', 'NEVER') COLLATE NOCASE";
    }
}

std::optional<Check> PartMaker::check(KeyedSchema& schema, const Table& table) {
    const Column* column = any_column(table, true);
    if (column == nullptr)
        return std::nullopt;
    Check check;
    check.expression = check_expression(table, *column);
    check.name = maybe_key(schema, 'h', 60);
    if (random_.percent(40))
        check.in_column = column->name;
    return check;
}

FkAction PartMaker::action() {
    return std::array{
        FkAction::no_action, FkAction::no_action, FkAction::restrict,
        FkAction::cascade,   FkAction::set_null,  FkAction::set_default}[random_.below(6)];
}

std::optional<Deferral> PartMaker::deferral() {
    return std::array{std::optional<Deferral>(), std::optional<Deferral>(),
                      std::optional(Deferral::not_deferrable),
                      std::optional(Deferral::initially_immediate),
                      std::optional(Deferral::initially_deferred)}[random_.below(5)];
}

std::optional<ForeignKey> PartMaker::foreign_key(KeyedSchema& schema, const Table& child,
                                                 const Table& parent) {
    std::vector<std::vector<KeyPart>> keys;
    if (parent.primary_key)
        keys.push_back(parent.primary_key->columns);
    for (const Unique& unique : parent.uniques)
        keys.push_back(unique.columns);
    if (keys.empty())
        return std::nullopt;
    const std::size_t chosen = random_.below(keys.size());
    ForeignKey key;
    for (const KeyPart& part : keys[chosen]) {
        const Column* referred = find_named(parent.columns, part.column, NameFolding::exact);
        std::vector<std::string> alike;
        for (const Column& column : child.columns)
            if (is_base(column) && value_class(column) == value_class(*referred) &&
                std::ranges::find(key.columns, column.name) == key.columns.end() &&
                !is_blob_only(child, column))
                alike.push_back(column.name);
        if (alike.empty())
            return std::nullopt;
        key.columns.push_back(random_.pick(alike));
        key.referred.push_back(part.column);
    }
    if (chosen == 0 && parent.primary_key && random_.percent(30))
        key.referred.clear();
    key.table = parent.name;
    key.name = maybe_key(schema, 'f', 50);
    key.on_delete = action();
    key.on_update = action();
    key.deferral = deferral();
    key.in_column = key.columns.size() == 1 && random_.percent(50);
    return key;
}

std::string PartMaker::condition(const Table& table) {
    const Column* column = any_column(table, true);
    return std::array{column->name + " IS NOT NULL", column->name + " > 'a'",
                      "typeof(" + column->name + ") = 'integer'",
                      column->name + " <> 'x'')' AND 1"}[random_.below(4)];
}

std::optional<Index> PartMaker::index(KeyedSchema& schema, const Table& table) {
    const auto columns = some_columns(table, 3);
    if (columns.empty())
        return std::nullopt;
    Index index;
    index.name = key(schema, 'i');
    index.columns = parts(columns, true);
    index.unique = random_.percent(25);
    if (!index.unique && random_.percent(20)) {
        const std::string column = index.columns.front().column;
        index.columns.front().column.clear();
        index.columns.front().expression =
            std::array{"lower(" + column + ")", column + " || ')'",
                       "coalesce(" + column + ", 'it''s')"}[random_.below(3)];
    }
    if (random_.percent(25))
        index.where = condition(table);
    return index;
}

} // namespace migrate::test
