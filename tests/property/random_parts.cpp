#include "property/random_parts.hpp"

#include "property/subject.hpp"

#include <algorithm>
#include <array>

namespace migrate::test {
namespace {

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
} // namespace

bool is_base(const Column& column) {
    return !column.generated;
}

std::string odd_text(Random& random) {
    return random.pick(texts);
}

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

std::optional<ColumnType> PartMaker::enum_type(const KeyedSchema& schema) {
    if (schema.db.enums.empty() || !random_.percent(15))
        return std::nullopt;
    ColumnType type;
    type.kind = TypeKind::enumeration;
    type.text = random_.pick(schema.db.enums).name.name;
    return type;
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
        if (is_base(column) && can_be_key(column))
            names.push_back(column.name);
    random_.shuffle(names);
    names.resize(std::min(names.size(), random_.between(1, most)));
    return names;
}

std::vector<KeyPart> PartMaker::parts(const Table& table, const std::vector<std::string>& columns,
                                      bool options) {
    std::vector<KeyPart> list;
    for (const std::string& column : columns) {
        KeyPart part;
        part.column = column;
        part.desc = options && random_.percent(20);
        const Column* of = find_named(table.columns, column, NameFolding::exact);
        if (options && random_.percent(10) &&
            (keys_have_order() || subject_.value_class(*of) == ValueClass::text))
            part.collation = collation();
        list.push_back(part);
    }
    return list;
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
    unique.columns = parts(table, columns, keys_have_order() && random_.percent(25));
    if (shares_index(unique.columns, table))
        return std::nullopt;
    unique.in_column = columns.size() == 1 && !unique.columns.front().desc &&
                       unique.columns.front().collation.empty() && random_.percent(60);
    unique.name = maybe_key(schema, 'u', 50);
    finish(unique);
    return unique;
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
            if (is_base(column) &&
                subject_.value_class(column) == subject_.value_class(*referred) &&
                std::ranges::find(key.columns, column.name) == key.columns.end() &&
                can_refer(child, column))
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

std::optional<Index> PartMaker::index(KeyedSchema& schema, const Table& table) {
    const auto columns = some_columns(table, 3);
    if (columns.empty())
        return std::nullopt;
    Index index;
    index.name = key(schema, 'i');
    index.columns = parts(table, columns, true);
    index.unique = random_.percent(25);
    if (!index.unique && random_.percent(20)) {
        const std::string column = index.columns.front().column;
        index.columns.front().column.clear();
        index.columns.front().collation.clear();
        index.columns.front().expression = index_expression(table, column);
    }
    if (random_.percent(25))
        index.where = condition(table);
    finish(table, index);
    return index;
}

const Table* PartMaker::any_table(const KeyedSchema& schema) {
    std::vector<const Table*> found;
    for (const Table& table : schema.db.tables)
        if (table.virtual_module.empty())
            found.push_back(&table);
    return found.empty() ? nullptr : random_.pick(found);
}

std::string PartMaker::query(const KeyedSchema& schema, std::size_t& columns,
                             const std::string& self) {
    std::vector<const View*> views;
    for (const View& view : schema.db.views)
        if (view.name.name != self)
            views.push_back(&view);
    const Table* table = any_table(schema);
    columns = 1;
    if (table == nullptr)
        return "SELECT 1 AS one";
    if (!views.empty() && random_.percent(30))
        return "SELECT count(*) AS n FROM " + random_.pick(views)->name.name;
    const std::string column = any_column(*table, true)->name;
    switch (random_.below(4)) {
    case 0:
        return "SELECT " + column + " FROM " + table->name.name + " WHERE " + condition(*table);
    case 1: {
        columns = 2;
        const Table* other = any_table(schema);
        return "SELECT x." + column + ", y." + any_column(*other, true)->name +
               " AS \"the other\"" + " FROM " + table->name.name + " AS x LEFT JOIN " +
               other->name.name + " y ON " + as_text("x." + column) + " <> 'a;b'";
    }
    case 2:
        return "WITH q(a) AS (SELECT " + table->name.name + "." + column + " FROM " +
               table->name.name + ")\n  SELECT a, count(*) c -- per value\n  FROM q GROUP BY a" +
               (columns = 2, "");
    default:
        return "SELECT DISTINCT coalesce(" + as_text(column) + ", 'it''s') AS v FROM " +
               table->name.name + " UNION ALL SELECT 'x'";
    }
}

View PartMaker::view(KeyedSchema& schema) {
    View view;
    view.name.name = key(schema, 'v');
    std::size_t columns = 1;
    view.as = query(schema, columns, view.name.name);
    if (random_.percent(20))
        for (; columns > 0; --columns)
            view.columns.push_back(key(schema, 'w'));
    if (random_.percent(20))
        view.triggers.push_back(instead_of(schema));
    return view;
}

} // namespace migrate::test
