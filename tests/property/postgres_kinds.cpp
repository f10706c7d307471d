// The kinds of things in schemas of PostgreSQL that SQLite has not.
#include "property/postgres_parts.hpp"
#include "property/subject.hpp"

#include <algorithm>
#include <array>

namespace migrate::test {
namespace {

Node fill_factor(Random& random) {
    Node options = Node::table();
    options["fillfactor"] = Node::integer(std::to_string(random.between(50, 100)));
    return options;
}

// {column = "{c1}", operator = "="}
Node element(const char* key, const std::string& value, const char* op) {
    Node node = Node::table();
    node.add(key, Node::string(value));
    if (op != nullptr)
        node.add("operator", Node::string(op));
    return node;
}

void toggle(Attributes& attributes, const char* key, Node value) {
    set_attribute(attributes, key,
                  attribute(attributes, key) != nullptr ? Node() : std::move(value));
}

void toggle_deferral(Attributes& attributes, Random& random) {
    toggle(attributes, "deferrable", Node::boolean(true));
    if (attribute(attributes, "deferrable") == nullptr || random.percent(50))
        set_attribute(attributes, "initially", Node());
    else
        set_attribute(attributes, "initially", "deferred");
}

// Columns of a dropped domain get the type that it stands for; repair takes out what else needs it.
void drop_object(KeyedSchema& schema, const std::string key) {
    for (Table& table : schema.db.tables)
        for (Column& column : table.columns)
            if (column.type.text == key)
                column.type = parse_type(key[1] == 'd' ? "integer" : "varchar(60)");
    std::erase_if(schema.db.objects,
                  [&](const SchemaObject& object) { return object.name.name == key; });
}

bool is_compressible(ValueClass values) {
    return values == ValueClass::text || values == ValueClass::blob || values == ValueClass::json;
}

} // namespace

std::string PostgresParts::remark() {
    return odd_text(random_) + "!"; // an empty comment is none
}

SchemaObject PostgresParts::object(KeyedSchema& schema, ObjectKind kind, char key_kind) {
    SchemaObject object;
    object.kind = kind;
    object.name.name = key(schema, key_kind);
    if (random_.percent(15))
        object.comment = remark();
    return object;
}

void PostgresParts::begin(KeyedSchema& schema) {
    schema.db.folding = NameFolding::exact;
    auto& objects = schema.db.objects;
    if (random_.percent(25))
        objects.push_back(object(schema, ObjectKind::schema, 's'));
    for (std::size_t i = random_.below(5); i > 3; --i)
        objects.push_back(domain(schema));
    for (std::size_t i = random_.below(5); i > 3; --i)
        objects.push_back(sequence(schema));
    if (random_.percent(10))
        objects.push_back(routine(schema));
    if (random_.percent(5))
        objects.push_back(composite(schema));
}

// The letter of its key tells the class of its values: d for integers, D for texts.
SchemaObject PostgresParts::domain(KeyedSchema& schema) {
    const bool numbers = random_.percent(50);
    SchemaObject domain = object(schema, ObjectKind::domain, numbers ? 'd' : 'D');
    set_attribute(domain.attributes, "type", numbers ? "integer" : "varchar(60)");
    if (random_.percent(30))
        set_attribute(domain.attributes, "default",
                      numbers ? Node::integer("3") : Node::string("it's"));
    if (random_.percent(50)) {
        Node checks = Node::table();
        checks[key(schema, 'h')] = Node::string(numbers ? "VALUE > -1000" : "VALUE <> 'it''s bad'");
        set_attribute(domain.attributes, "check", std::move(checks));
    }
    return domain;
}

SchemaObject PostgresParts::sequence(KeyedSchema& schema) {
    SchemaObject sequence = object(schema, ObjectKind::sequence, 'q');
    if (random_.percent(50))
        set_attribute(sequence.attributes, "increment",
                      Node::integer(std::to_string(random_.between(2, 9))));
    if (random_.percent(30))
        set_attribute(sequence.attributes, "cache", Node::integer("20"));
    if (random_.percent(30))
        set_attribute(sequence.attributes, "cycle", true);
    if (random_.percent(30))
        set_attribute(sequence.attributes, "type", "integer");
    if (random_.percent(30))
        set_attribute(sequence.attributes, "start", Node::integer("17"));
    return sequence;
}

SchemaObject PostgresParts::routine(KeyedSchema& schema) {
    const bool procedure = random_.percent(25);
    SchemaObject routine =
        object(schema, procedure ? ObjectKind::procedure : ObjectKind::function, 'p');
    routine.signature = "integer, text";
    set_attribute(routine.attributes, "arguments",
                  std::string(procedure ? "IN " : "") + "a integer, " + (procedure ? "IN " : "") +
                      "b text DEFAULT 'it''s'::text");
    set_attribute(routine.attributes, "language", "sql");
    set_attribute(routine.attributes, "body", "SELECT a + 1");
    if (!procedure) {
        set_attribute(routine.attributes, "returns", "integer");
        if (random_.percent(40))
            set_attribute(routine.attributes, "volatility", "immutable");
        if (random_.percent(30))
            set_attribute(routine.attributes, "strict", true);
    }
    return routine;
}

SchemaObject PostgresParts::composite(KeyedSchema& schema) {
    SchemaObject composite = object(schema, ObjectKind::composite, 'o');
    Node fields = Node::table();
    for (std::size_t i = random_.between(1, 3); i > 0; --i) {
        Node type = Node::table();
        type.add("type", Node::string(random_.percent(50) ? "integer" : "varchar(10)"));
        fields[key(schema, 'w')] = type;
    }
    set_attribute(composite.attributes, "field", std::move(fields));
    return composite;
}

std::optional<SchemaObject> PostgresParts::materialized_view(KeyedSchema& schema) {
    const Table* table = any_table(schema);
    if (table == nullptr)
        return std::nullopt;
    SchemaObject view = object(schema, ObjectKind::materialized_view, 'm');
    const std::string column = key(schema, 'w');
    set_attribute(view.attributes, "as",
                  "SELECT " + any_column(*table, true)->name + " AS " + column +
                      ", count(*) AS n FROM " + table->name.name + " GROUP BY 1");
    if (random_.percent(60)) {
        Index index;
        index.name = key(schema, 'i');
        index.columns.emplace_back().column = column;
        index.unique = random_.percent(50);
        view.indexes.push_back(index);
    }
    return view;
}

void PostgresParts::number_itself(Column& column) {
    if (subject_.value_class(column) != ValueClass::integer ||
        column.type.text.find('{') != std::string::npos)
        return;
    column.default_value.reset();
    column.nullable = false;
    column.identity.emplace();
    column.identity->serial = random_.percent(40);
    if (column.identity->serial)
        return;
    column.identity->always = random_.percent(50);
    if (random_.percent(30))
        column.identity->start = 500;
    if (random_.percent(30))
        column.identity->increment = 5;
    column.identity->cycle = random_.percent(20);
}

void PostgresParts::decorate(KeyedSchema& schema, Table& table) {
    table.strict = false;
    table.without_rowid = false;
    if (random_.percent(15))
        table.comment = remark();
    if (random_.percent(15))
        set_option(table);
    for (std::size_t i = random_.below(6); i > 4; --i)
        if (auto made = part(schema, table))
            table.parts.push_back(*std::move(made));
}

void PostgresParts::set_option(Table& table) {
    switch (random_.below(4)) {
    case 0:
        return toggle(table.attributes, "unlogged", Node::boolean(true));
    case 1:
        return set_attribute(table.attributes, "with", fill_factor(random_));
    case 2:
        return toggle(table.attributes, "replica_identity", Node::string("full"));
    default:
        return toggle(table.attributes, "row_security",
                      random_.percent(50) ? Node::boolean(true) : Node::string("forced"));
    }
}

std::optional<TablePart> PostgresParts::part(KeyedSchema& schema, const Table& table) {
    const Column* column = any_column(table, false);
    if (column == nullptr)
        return std::nullopt;
    switch (random_.below(4)) {
    case 0:
        return exclusion(schema, table, *column);
    case 1:
        return policy(schema, table, *column);
    case 2:
        return rule(schema, *column);
    default: {
        const auto columns = some_columns(table, 3);
        if (columns.size() < 2)
            return std::nullopt;
        TablePart part;
        part.kind = PartKind::statistics;
        part.name = key(schema, 'z');
        set_attribute(part.attributes, "columns", columns);
        if (random_.percent(50))
            set_attribute(part.attributes, "kinds",
                          std::vector<std::string>{random_.percent(50) ? "ndistinct" : "mcv"});
        return part;
    }
    }
}

TablePart PostgresParts::exclusion(KeyedSchema& schema, const Table& table, const Column& column) {
    TablePart part;
    part.kind = PartKind::exclude;
    part.name = key(schema, 'x');
    if (subject_.value_class(column) == ValueClass::integer && random_.percent(60)) {
        set_attribute(part.attributes, "method", "gist");
        const std::string bound = column.name + "::integer";
        set_attribute(
            part.attributes, "columns",
            Node::array({element("sql", "int4range(" + bound + ", " + bound + ", '[]')", "&&")}));
    } else {
        set_attribute(part.attributes, "columns",
                      Node::array({element("column", column.name, "=")}));
    }
    if (random_.percent(30))
        set_attribute(part.attributes, "where", condition(table));
    if (random_.percent(30))
        toggle_deferral(part.attributes, random_);
    return part;
}

TablePart PostgresParts::policy(KeyedSchema& schema, const Table& table, const Column& column) {
    TablePart part;
    part.kind = PartKind::policy;
    part.name = key(schema, 'y');
    const std::string command =
        std::array{"all", "select", "insert", "update", "delete"}[random_.below(5)];
    if (command != "all")
        set_attribute(part.attributes, "for", command);
    if (random_.percent(30))
        set_attribute(part.attributes, "to", std::vector<std::string>{"pg_monitor"});
    if (command != "insert")
        set_attribute(part.attributes, "using", check_expression(table, column));
    if (command != "select" && command != "delete")
        set_attribute(part.attributes, "with_check", check_expression(table, column));
    if (random_.percent(30))
        set_attribute(part.attributes, "permissive", false);
    return part;
}

// None that keeps rows from being written.
TablePart PostgresParts::rule(KeyedSchema& schema, const Column& column) {
    TablePart part;
    part.kind = PartKind::rule;
    part.name = key(schema, 'r');
    const bool instead = random_.percent(50);
    set_attribute(part.attributes, "on", instead ? "delete" : "update");
    if (instead)
        set_attribute(part.attributes, "instead", true);
    if (random_.percent(30)) {
        set_attribute(part.attributes, "do", "NOTIFY changed");
        return part;
    }
    set_attribute(part.attributes, "do", "NOTHING");
    if (random_.percent(50))
        set_attribute(part.attributes, "where", "old." + column.name + " IS NOT NULL");
    return part;
}

void PostgresParts::finish(Unique& unique) {
    if (random_.percent(15))
        alter_own(unique);
}

void PostgresParts::finish(const Table& table, Index& index) {
    if (random_.percent(15))
        index.comment = remark();
    if (random_.percent(10))
        set_attribute(index.attributes, "with", fill_factor(random_));
    KeyPart& first = index.columns.front();
    if (random_.percent(15))
        set_attribute(first.attributes, "nulls", first.desc ? "last" : "first");
    if (index.unique && random_.percent(20))
        set_attribute(index.attributes, "nulls_distinct", false);
    const Column* column = find_named(table.columns, first.column, NameFolding::exact);
    if (column == nullptr)
        return;
    if (subject_.value_class(*column) == ValueClass::text && first.collation.empty() &&
        column->type.text == "text" && random_.percent(20))
        set_attribute(first.attributes, "opclass", "text_pattern_ops");
    const Column* other = any_column(table, false);
    if (random_.percent(10) && other->name != first.column)
        set_attribute(index.attributes, "include", std::vector<std::string>{other->name});
    if (index.unique || index.columns.size() > 1 || !random_.percent(10))
        return;
    first.desc = false; // neither has an order, nor included columns
    first.attributes.clear();
    first.collation.clear();
    set_attribute(index.attributes, "include", Node());
    set_attribute(index.attributes, "with", Node());
    const bool json = subject_.value_class(*column) == ValueClass::json;
    set_attribute(index.attributes, "method", json ? "gin" : "hash");
}

void PostgresParts::alter_own(KeyedSchema& schema, Table& table) {
    switch (random_.below(6)) {
    case 0:
        table.comment = table.comment.empty() ? remark() : "";
        return;
    case 1:
    case 2:
        return set_option(table);
    case 3:
        if (!table.parts.empty())
            table.parts.erase(table.parts.begin());
        return;
    default:
        if (auto made = part(schema, table))
            table.parts.push_back(*std::move(made));
    }
}

void PostgresParts::alter_own(KeyedSchema&, Table&, Column& column) {
    const ValueClass values = subject_.value_class(column);
    switch (random_.below(5)) {
    case 0:
        column.comment = column.comment.empty() ? remark() : "";
        return;
    case 1:
        return toggle(column.attributes, "statistics", Node::integer("500"));
    case 2:
        if (is_compressible(values))
            toggle(column.attributes, "storage",
                   Node::string(random_.percent(50) ? "external" : "main"));
        return;
    default:
        if (column.identity)
            column.identity.reset();
        else if (!column.nullable && !column.generated) // else it had to number what is there
            number_itself(column);
    }
}

void PostgresParts::alter_own(Unique& unique) {
    if (random_.percent(40))
        toggle(unique.attributes, "nulls_distinct", Node::boolean(false));
    else
        toggle_deferral(unique.attributes, random_);
}

void PostgresParts::own_object(KeyedSchema& schema) {
    auto& objects = schema.db.objects;
    const auto add = [&](std::optional<SchemaObject> made) {
        if (made)
            objects.push_back(*std::move(made));
    };
    switch (random_.below(8)) {
    case 0:
        return add(domain(schema));
    case 1:
        return add(sequence(schema));
    case 2:
        return add(routine(schema));
    case 3:
        return add(materialized_view(schema));
    case 4:
        return add(composite(schema));
    default:
        if (!objects.empty())
            alter_object(schema, random_.pick(objects));
    }
}

void PostgresParts::alter_object(KeyedSchema& schema, SchemaObject& object) {
    const bool is_schema = object.kind == ObjectKind::schema;
    switch (random_.below(5)) {
    case 0:
        if (!is_schema)
            schema.names[object.name.name] = names_.next();
        return;
    case 1:
        object.comment = object.comment.empty() ? remark() : "";
        return;
    case 2:
        if (!is_schema)
            drop_object(schema, object.name.name);
        return;
    default:
        break;
    }
    switch (object.kind) {
    case ObjectKind::sequence:
        return set_attribute(object.attributes, "increment",
                             Node::integer(std::to_string(random_.between(2, 9))));
    case ObjectKind::function:
        if (attribute_text(object.attributes, "returns") == "trigger")
            return set_attribute(object.attributes, "body",
                                 "BEGIN\n  RETURN coalesce(NEW, OLD); -- again\nEND");
        return set_attribute(object.attributes, "body", "SELECT a + 2");
    case ObjectKind::domain:
        return toggle(object.attributes, "default",
                      object.name.name[1] == 'd' ? Node::integer("4") : Node::string("x"));
    default:
        return;
    }
}

} // namespace migrate::test
