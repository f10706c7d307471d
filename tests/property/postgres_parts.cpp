#include "property/postgres_parts.hpp"

#include "property/subject.hpp"

#include <algorithm>
#include <array>

namespace migrate::test {
namespace {

constexpr std::array integers = {"integer", "bigint", "smallint", "int4", "INT8", "integer"};
constexpr std::array texts = {"text",     "text",         "varchar(50)",
                              "char(40)", "varchar(200)", "character varying"};
constexpr std::array numerics = {"numeric(12,2)", "numeric", "decimal(10, 5)", "numeric(14,2)"};
constexpr std::array reals = {"real", "double", "DOUBLE PRECISION", "float8"};
constexpr std::array timestamps = {"timestamp", "datetime", "timestamp with time zone",
                                   "timestamptz", "timestamp(3)"};
constexpr std::array lists = {"integer[]", "text[]", "numeric(8,2)[]", "bigint[]"};
constexpr std::array odd_texts = {"it''s ", "say \"hi\" ", "a;b ", "ñandú 表 ", "",   "NULL",
                                  "x\ny",   "0930",        "--",   "A",         "{} "};

constexpr std::array classes = {ValueClass::integer,   ValueClass::integer, ValueClass::integer,
                                ValueClass::text,      ValueClass::text,    ValueClass::text,
                                ValueClass::numeric,   ValueClass::real,    ValueClass::boolean,
                                ValueClass::timestamp, ValueClass::date,    ValueClass::uuid,
                                ValueClass::blob,      ValueClass::json,    ValueClass::list};

bool is_number(ValueClass values) {
    return values == ValueClass::integer || values == ValueClass::numeric ||
           values == ValueClass::real;
}

// A value for each class, the same for the same number.
std::string literal(ValueClass values, const std::string& number) {
    switch (values) {
    case ValueClass::text:
        return "'" + number + "'";
    case ValueClass::boolean:
        return number.back() % 2 == 0 ? "true" : "false";
    case ValueClass::date:
        return "'2024-02-1" + number.substr(2) + "'";
    case ValueClass::timestamp:
        return "'2024-02-1" + number.substr(2) + " 00:00:00'";
    case ValueClass::uuid:
        return "'00000000-0000-4000-8000-000000000" + number + "'";
    case ValueClass::blob:
        return "'\\x00ff" + number + "0'";
    case ValueClass::json:
        return "'{\"it''s\": " + number + "}'";
    case ValueClass::list:
        return "'{" + number + ",7}'";
    default:
        return number;
    }
}

// A text that both sides of a change take has the form of the side that is no text.
std::string common_literal(ValueClass a, ValueClass b, const std::string& number) {
    return literal(a == ValueClass::text ? b : a, number);
}

Value string(const std::string& text) {
    return Literal{Literal::Kind::string, text};
}

} // namespace

ColumnType PostgresParts::type_of(ValueClass wanted) {
    switch (wanted) {
    case ValueClass::integer:
        return parse_type(random_.pick(integers));
    case ValueClass::text:
        return parse_type(random_.pick(texts));
    case ValueClass::numeric:
        return parse_type(random_.pick(numerics));
    case ValueClass::real:
        return parse_type(random_.pick(reals));
    case ValueClass::boolean:
        return parse_type("boolean");
    case ValueClass::date:
        return parse_type("date");
    case ValueClass::timestamp:
        return parse_type(random_.pick(timestamps));
    case ValueClass::uuid:
        return parse_type("uuid");
    case ValueClass::blob:
        return parse_type(random_.percent(50) ? "blob" : "bytea");
    case ValueClass::json:
        return parse_type("jsonb");
    default:
        return parse_type(random_.pick(lists));
    }
}

ColumnType PostgresParts::type(const KeyedSchema& schema) {
    if (const auto listed = enum_type(schema))
        return *listed;
    std::vector<std::string> domains;
    for (const SchemaObject& object : schema.db.objects)
        if (object.kind == ObjectKind::domain)
            domains.push_back(object.name.name);
    if (!domains.empty() && random_.percent(10))
        return native_type(random_.pick(domains));
    return type_of(random_.pick(classes));
}

std::optional<Value> PostgresParts::default_value(const Column& column, const Table&) {
    const bool expression = random_.percent(30);
    if (expression && random_.percent(10))
        return Expression{"NULL"};
    switch (subject_.value_class(column)) {
    case ValueClass::enumeration:
        return string(enum_default);
    case ValueClass::integer:
        if (expression)
            return Expression{std::array{"1 + 2", "length('a''b') * -3", "+7", "- 5",
                                         "CAST('12' AS integer)", "abs(-4)"}[random_.below(6)]};
        return Literal{Literal::Kind::number, std::array{"0", "-7", "42", "1"}[random_.below(4)]};
    case ValueClass::real:
    case ValueClass::numeric:
        if (expression)
            return Expression{std::array{"1.0 / 4", "-.5", "2.", "round(2.7)"}[random_.below(4)]};
        return Literal{Literal::Kind::number,
                       std::array{"0.5", "-1.25", "1e3", "12.30", "3"}[random_.below(5)]};
    case ValueClass::boolean:
        if (expression)
            return Expression{"1 > 2"};
        return Literal{Literal::Kind::boolean, random_.percent(50) ? "true" : "false"};
    case ValueClass::date:
        if (expression)
            return Expression{random_.percent(50) ? "CURRENT_DATE" : "'2020-02-29'::date + 1"};
        return string("2020-02-29");
    case ValueClass::timestamp:
        if (expression)
            return Expression{
                std::array{"now()", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP"}[random_.below(3)]};
        return string("2020-02-29 12:30:00");
    case ValueClass::uuid:
        if (expression)
            return Expression{"gen_random_uuid()"};
        return string("00000000-0000-4000-8000-000000000001");
    case ValueClass::blob:
        if (expression)
            return Expression{"decode('00ff', 'hex')"};
        return Literal{Literal::Kind::bytes, random_.percent(50) ? "00ff" : ""};
    case ValueClass::json:
        if (expression)
            return Expression{"jsonb_build_object('a', 1)"};
        return string(random_.percent(50) ? "{}" : "{\"it's\": [1]}");
    case ValueClass::list:
        if (expression)
            return Expression{"ARRAY[1, 2]"};
        return string("{}");
    case ValueClass::text:
        break;
    }
    if (expression)
        return Expression{std::array{"CURRENT_USER", "lower('AbC')", "'a' || 'it''s'", "'(' || ')'",
                                     "'/*' || '--'", "E'a\\nb'"}[random_.below(6)]};
    return string(odd_text(random_));
}

std::string PostgresParts::collation() {
    return std::array{"C", "POSIX", "und-x-icu", "ucs_basic"}[random_.below(4)];
}

Column PostgresParts::column(KeyedSchema& schema, const Table& table) {
    Column column;
    column.name = key(schema, 'c');
    column.type = type(schema);
    if (random_.percent(10))
        column.generated = generated(table, column);
    if (column.generated) {
        column.type = parse_type("integer");
        return column;
    }
    if (random_.percent(40))
        column.default_value = default_value(column, table);
    column.nullable = random_.percent(65);
    if (subject_.value_class(column) == ValueClass::text && random_.percent(15))
        column.collation = collation();
    if (random_.percent(10))
        number_itself(column);
    if (random_.percent(10))
        column.comment = remark();
    return column;
}

std::optional<PrimaryKey> PostgresParts::primary_key(KeyedSchema& schema, Table& table) {
    PrimaryKey key;
    std::vector<std::string> columns = some_columns(table, 3);
    if (columns.empty())
        return std::nullopt;
    if (random_.percent(60))
        columns.resize(1);
    key.columns = parts(table, columns, false);
    key.in_column = columns.size() == 1 && random_.percent(75);
    key.name = maybe_key(schema, 'k', 25);
    return key;
}

std::optional<Generated> PostgresParts::generated(const Table& table, const Column& column) {
    const Column* base = any_column(table, false);
    if (base == nullptr || base->name == column.name)
        return std::nullopt;
    const std::string& name = base->name;
    Generated generated;
    generated.stored = true;
    switch (subject_.value_class(*base)) {
    case ValueClass::text:
        generated.expression =
            std::array{"length(" + name + ")", "coalesce(length(" + name + "), 0) + 1",
                       "strpos(" + name + ", ')')"}[random_.below(3)];
        break;
    case ValueClass::integer:
        generated.expression = "(" + name + " % 7)::integer";
        break;
    default:
        generated.expression = "CASE WHEN " + name + " IS NULL THEN 0 ELSE 1 END";
    }
    return generated;
}

std::string PostgresParts::check_expression(const Table& table, const Column& column) {
    const std::string text = as_text(column.name);
    const Column* other = any_column(table, true);
    switch (random_.below(8)) {
    case 0:
        return "length(" + text + ") < " + std::to_string(random_.between(500, 9000));
    case 1:
        return text + " <> 'it''s bad)'";
    case 2:
        return text + " IS DISTINCT FROM 'x''00ffee'";
    case 3:
        return text + " NOT LIKE '%;bad\"%' OR " + other->name + " IS NULL";
    case 4:
        return "num_nulls(" + column.name + ", " + other->name + ") BETWEEN 0 AND 2";
    case 5:
        return "coalesce(" + text + ", '1') <> 'zzz' AND (" + other->name + " IS NULL OR " +
               other->name + " IS NOT NULL)";
    case 6:
        return "CASE WHEN " + column.name + " IS NULL THEN true ELSE char_length(" + text +
               ") >= 0 END";
    default:
        return text + " NOT IN ('never', 'NEVER')";
    }
}

// Of functions that are immutable whatever the column's type.
std::string PostgresParts::condition(const Table& table) {
    const std::string& column = any_column(table, true)->name;
    return std::array{column + " IS NOT NULL", "num_nonnulls(" + column + ") = 1",
                      "NOT (" + column + " IS NULL)",
                      column + " IS NOT NULL AND 'x'')' <> 'it''s'"}[random_.below(4)];
}

// Lists have elements of different types.
bool PostgresParts::can_refer(const Table&, const Column& column) const {
    return subject_.value_class(column) != ValueClass::list;
}

std::string PostgresParts::index_expression(const Table& table, const std::string& column) {
    const Column& of = *find_named(table.columns, column, NameFolding::exact);
    switch (subject_.value_class(of)) {
    case ValueClass::text:
        return std::array{"lower(" + column + ")", column + " || ')'",
                          "coalesce(" + column + ", 'it''s')"}[random_.below(3)];
    case ValueClass::integer:
        return random_.percent(50) ? column + " + 1" : "abs(" + column + ")";
    default:
        return column + " IS NULL";
    }
}

std::string PostgresParts::call(KeyedSchema& schema) {
    std::vector<std::string> functions;
    for (const SchemaObject& object : schema.db.objects)
        if (object.kind == ObjectKind::function &&
            attribute_text(object.attributes, "returns") == "trigger")
            functions.push_back(object.name.name);
    if (functions.empty() || random_.percent(30)) {
        SchemaObject function;
        function.kind = ObjectKind::function;
        function.name.name = key(schema, 'f');
        function.signature = "";
        set_attribute(function.attributes, "returns", "trigger");
        set_attribute(function.attributes, "language", "plpgsql");
        set_attribute(
            function.attributes, "body",
            std::array{
                "BEGIN RETURN coalesce(NEW, OLD); END",
                "\nBEGIN\n  -- it's; a comment\n  RETURN coalesce(NEW, OLD);\nEND;\n",
                "DECLARE x text := '$body$'; BEGIN RETURN coalesce(NEW, OLD); END"}[random_.below(
                3)]);
        schema.db.objects.push_back(function);
        functions = {function.name.name};
    }
    return random_.pick(functions) + (random_.percent(50) ? "()" : "('it''s', '7')");
}

Trigger PostgresParts::trigger(KeyedSchema& schema, const Table& table) {
    Trigger trigger;
    trigger.name = key(schema, 'g');
    trigger.timing = random_.percent(50) ? TriggerTiming::after : TriggerTiming::before;
    TriggerEvent event;
    event.kind = std::array{TriggerEvent::Kind::insert, TriggerEvent::Kind::update,
                            TriggerEvent::Kind::remove}[random_.below(3)];
    if (event.kind == TriggerEvent::Kind::update && random_.percent(50))
        event.columns = some_columns(table, 2);
    trigger.events = {event};
    const char* row = event.kind == TriggerEvent::Kind::remove ? "OLD." : "NEW.";
    if (random_.percent(40)) // what is generated is not computed yet before
        trigger.where = row + any_column(table, false)->name + "::text <> 'it''s'";
    else if (random_.percent(20))
        set_attribute(trigger.attributes, "for_each", "statement");
    set_attribute(trigger.attributes, "execute", call(schema));
    return trigger;
}

Trigger PostgresParts::instead_of(KeyedSchema& schema) {
    Trigger trigger;
    trigger.name = key(schema, 'g');
    trigger.timing = TriggerTiming::instead_of;
    TriggerEvent event;
    event.kind = std::array{TriggerEvent::Kind::insert, TriggerEvent::Kind::update,
                            TriggerEvent::Kind::remove}[random_.below(3)];
    trigger.events = {event};
    set_attribute(trigger.attributes, "execute", call(schema));
    return trigger;
}

namespace {

// What is typed: the text of the column's old type may mean nothing for the new one.
void drop_typed_uses(Table& table, const std::string& column) {
    const auto uses = [&](const std::string& text) {
        return text.find(column) != std::string::npos;
    };
    std::erase_if(table.columns, [&](const Column& each) {
        return each.generated && uses(each.generated->expression);
    });
    std::erase_if(table.parts, [&](const TablePart& part) {
        const Node* elements = attribute(part.attributes, "columns");
        return part.kind == PartKind::exclude && elements->items().front().find("sql") != nullptr &&
               uses(elements->items().front().find("sql")->text());
    });
    std::erase_if(table.indexes, [&](const Index& index) {
        return attribute(index.attributes, "method") != nullptr ||
               std::ranges::any_of(index.columns, [&](const KeyPart& part) {
                   return uses(part.expression) ||
                          (part.column == column &&
                           (!part.collation.empty() || !part.attributes.empty()));
               });
    });
}

} // namespace

// To what PostgreSQL converts by itself, or from a text.
void PostgresParts::alter_type(KeyedSchema&, Table& table, Column& column) {
    const ValueClass before = subject_.value_class(column);
    if (before == ValueClass::enumeration && random_.percent(50))
        return;
    const std::string name = column.name;
    ValueClass after = before;
    if (before == ValueClass::text && random_.percent(40))
        after = random_.pick(classes);
    else if (is_number(before))
        after = std::array{ValueClass::integer, ValueClass::numeric, ValueClass::real,
                           ValueClass::text}[random_.below(4)];
    else if (before == ValueClass::date || before == ValueClass::timestamp)
        after =
            std::array{ValueClass::date, ValueClass::timestamp, ValueClass::text}[random_.below(3)];
    else if (before == ValueClass::enumeration || random_.percent(30))
        after = ValueClass::text;
    if (before == ValueClass::list && after == before) // of other elements: no cast of its own
        return;
    if (column.identity && after != ValueClass::integer)
        return;
    column.type = type_of(after);
    if (after == before)
        return;
    column.collation.clear();
    if (column.default_value)
        column.default_value = default_value(column, table);
    drop_typed_uses(table, name); // `column` may have moved
}

void PostgresParts::alter_own(Trigger& trigger, KeyedSchema& schema) {
    set_attribute(trigger.attributes, "execute", call(schema));
}

std::string PostgresParts::shared_value(const Column& a, const Column* b, std::size_t i) {
    const ValueClass values = subject_.value_class(a);
    return common_literal(values, b == nullptr ? values : subject_.value_class(*b),
                          std::to_string(100 + i));
}

std::string PostgresParts::own_value(const Column& column, bool, std::size_t i) {
    const std::string number = std::to_string(100 + i);
    switch (subject_.value_class(column)) {
    case ValueClass::text:
        return "'" + std::string(random_.pick(odd_texts)) + number + "'";
    case ValueClass::real:
    case ValueClass::numeric:
        return number + ".5";
    default:
        return literal(subject_.value_class(column), number);
    }
}

} // namespace migrate::test
