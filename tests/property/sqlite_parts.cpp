#include "property/sqlite_parts.hpp"

#include "property/subject.hpp"

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
constexpr std::array numbers = {"0", "-7", "42", "1", "9223372036854775807", "1000000"};
constexpr std::array reals = {"0.5", "-1.25", "1e3", "12.30", "3"};

constexpr std::array odd_texts = {"it''s ", "say \"hi\" ", "a;b ", "ñandú 表 ", "",   "NULL",
                                  "x\ny",   "0930",        "--",   "A",         "{} "};

bool is_blob_only(const Table& table, const Column& column) {
    return table.strict && column.type.text == "BLOB";
}

} // namespace

void SqliteParts::begin(KeyedSchema& schema) {
    schema.db.folding = NameFolding::ascii;
    if (random_.percent(8))
        schema.db.tables.push_back(virtual_table(schema));
}

ColumnType SqliteParts::type(const KeyedSchema& schema, bool strict) {
    if (const auto listed = enum_type(schema))
        return *listed;
    const std::string word = strict ? random_.pick(strict_types) : random_.pick(types);
    if (word.empty()) {
        ColumnType none;
        none.kind = TypeKind::none;
        return none;
    }
    return parse_type(word);
}

std::optional<Value> SqliteParts::default_value(const Column& column, const Table& table) {
    const auto literal = [](Literal::Kind kind, std::string text) -> Value {
        return Literal{kind, std::move(text)};
    };
    if (column.type.kind == TypeKind::enumeration)
        return literal(Literal::Kind::string, enum_default);
    const bool expression = random_.percent(25);
    switch (subject_.value_class(column)) {
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
        if (!table.strict || column.type.text == "BLOB") {
            if (expression && !table.strict)
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
    default: // a text
        break;
    }
    if (expression)
        return Expression{std::array{"CURRENT_TIMESTAMP", "lower('AbC')", "'a' || 'it''s'", "NULL",
                                     "'(' || ')'", "'/*' || '--'"}[random_.below(6)]};
    return literal(Literal::Kind::string, odd_text(random_));
}

std::string SqliteParts::collation() {
    return std::array{"NOCASE", "RTRIM", "BINARY", "nocase"}[random_.below(4)];
}

Conflict SqliteParts::conflict() {
    return std::array{Conflict::rollback, Conflict::abort, Conflict::fail, Conflict::ignore,
                      Conflict::replace}[random_.below(5)];
}

Column SqliteParts::column(KeyedSchema& schema, const Table& table) {
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
        column.default_value = default_value(column, table);
    column.nullable = random_.percent(65);
    if (!column.nullable && random_.percent(10))
        column.not_null_name = key(schema, 'n');
    if (!column.nullable && random_.percent(10))
        column.not_null_conflict = conflict();
    if (subject_.value_class(column) == ValueClass::text && random_.percent(15))
        column.collation = collation();
    return column;
}

std::optional<Generated> SqliteParts::generated(const Table& table, const Column& column) {
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

std::optional<PrimaryKey> SqliteParts::primary_key(KeyedSchema& schema, Table& table) {
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
        key.columns = parts(table, {column->name}, false);
        key.in_column = random_.percent(75);
        key.columns.front().desc = random_.percent(15);
        column->autoincrement = key.in_column && !key.columns.front().desc &&
                                !table.without_rowid && random_.percent(25);
    } else {
        const auto columns = some_columns(table, 3);
        if (columns.empty())
            return std::nullopt;
        key.columns = parts(table, columns, true);
        key.in_column = columns.size() == 1 && key.columns.front().collation.empty();
    }
    key.name = maybe_key(schema, 'k', 25);
    if (random_.percent(10))
        key.conflict = conflict();
    return key;
}

std::string SqliteParts::check_expression(const Table& table, const Column& column) {
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

std::string SqliteParts::condition(const Table& table) {
    const Column* column = any_column(table, true);
    return std::array{column->name + " IS NOT NULL", column->name + " > 'a'",
                      "typeof(" + column->name + ") = 'integer'",
                      column->name + " <> 'x'')' AND 1"}[random_.below(4)];
}

std::string SqliteParts::index_expression(const Table&, const std::string& column) {
    return std::array{"lower(" + column + ")", column + " || ')'",
                      "coalesce(" + column + ", 'it''s')"}[random_.below(3)];
}

bool SqliteParts::can_refer(const Table& table, const Column& column) const {
    return !is_blob_only(table, column);
}

void SqliteParts::finish(Unique& unique) {
    if (random_.percent(15))
        unique.conflict = conflict();
}

void SqliteParts::alter_type(KeyedSchema& schema, Table& table, Column& column) {
    column.type = type(schema, table.strict);
}

void SqliteParts::alter_own(KeyedSchema&, Table& table) {
    if (random_.percent(50))
        table.strict = !table.strict;
    else
        table.without_rowid = !table.without_rowid && table.primary_key;
}

void SqliteParts::alter_own(KeyedSchema&, Table&, Column& column) {
    if (random_.percent(50))
        column.autoincrement = !column.autoincrement;
    else if (!column.nullable)
        column.not_null_conflict =
            column.not_null_conflict == Conflict::none ? conflict() : Conflict::none;
}

void SqliteParts::alter_own(Unique& unique) {
    unique.conflict = conflict();
}

void SqliteParts::alter_own(Trigger& trigger, KeyedSchema& schema) {
    trigger.body = trigger_body(schema);
}

void SqliteParts::own_object(KeyedSchema& schema) {
    if (random_.percent(20))
        schema.db.tables.push_back(virtual_table(schema));
}

std::string SqliteParts::shared_value(const Column& a, const Column*, std::size_t i) {
    const std::string number = std::to_string(100 + i);
    return subject_.value_class(a) == ValueClass::text ? "'" + number + "'" : number;
}

std::string SqliteParts::own_value(const Column& column, bool bytes_only, std::size_t i) {
    const std::string number = std::to_string(100 + i);
    if (bytes_only)
        return "x'00ff0" + std::to_string(i) + "'";
    switch (subject_.value_class(column)) {
    case ValueClass::text:
        return "'" + std::string(random_.pick(odd_texts)) + number + "'";
    case ValueClass::real:
        return number + ".5";
    case ValueClass::blob:
        return std::array{number, "'text " + number + "'", "x'ff" + number + "0'",
                          number + ".25"}[random_.below(4)];
    default:
        return number;
    }
}

std::string SqliteParts::trigger_body(const KeyedSchema& schema) {
    std::string body = "BEGIN\n";
    for (std::size_t i = random_.between(1, 2); i > 0; --i) {
        const Table* table = any_table(schema);
        if (table == nullptr || random_.percent(20)) {
            body += "    SELECT 'a;b', \"it's\" FROM (SELECT 1 AS \"it's\");\n";
            continue;
        }
        const Column* column = any_column(*table, false);
        if (random_.percent(50))
            body += "  UPDATE " + table->name.name + " SET " + column->name + " = " + column->name +
                    " WHERE " + condition(*table) + "; -- a comment\n";
        else
            body += "  DELETE FROM " + table->name.name + " WHERE " + condition(*table) + ";\n";
    }
    return body + "END";
}

Trigger SqliteParts::trigger(KeyedSchema& schema, const Table& table) {
    Trigger trigger;
    trigger.name = key(schema, 'g');
    trigger.timing = random_.percent(50) ? TriggerTiming::after : TriggerTiming::before;
    if (random_.percent(10))
        trigger.timing.reset();
    TriggerEvent event;
    event.kind = std::array{TriggerEvent::Kind::insert, TriggerEvent::Kind::update,
                            TriggerEvent::Kind::remove}[random_.below(3)];
    if (event.kind == TriggerEvent::Kind::update && random_.percent(50))
        event.columns = some_columns(table, 2);
    trigger.events = {event};
    const char* row = event.kind == TriggerEvent::Kind::remove ? "OLD." : "NEW.";
    if (random_.percent(40))
        trigger.where = row + any_column(table, true)->name + " IS NOT 'it''s'";
    trigger.body = trigger_body(schema);
    trigger.for_each_row = random_.percent(20);
    return trigger;
}

Trigger SqliteParts::instead_of(KeyedSchema& schema) {
    Trigger trigger;
    trigger.name = key(schema, 'g');
    trigger.timing = TriggerTiming::instead_of;
    TriggerEvent event;
    event.kind = std::array{TriggerEvent::Kind::insert, TriggerEvent::Kind::update,
                            TriggerEvent::Kind::remove}[random_.below(3)];
    trigger.events = {event};
    trigger.body = trigger_body(schema);
    return trigger;
}

Table SqliteParts::virtual_table(KeyedSchema& schema) {
    Table table;
    table.name.name = key(schema, 't');
    schema.names[table.name.name].insert(0, "v "); // modules have reserved names of their own
    table.virtual_module =
        std::array{"fts5(title, body, tokenize = 'porter ascii')", "fts5(a)", "rtree(id, x0, x1)",
                   "rtree(id, \"min x\", maxx, +note TEXT)"}[random_.below(4)];
    return table;
}

} // namespace migrate::test
