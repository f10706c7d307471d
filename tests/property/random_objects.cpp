// What stands beside the columns of random tables: triggers, views, virtual tables.
#include "property/random_parts.hpp"

#include <array>

namespace migrate::test {

const Table* PartMaker::any_table(const KeyedSchema& schema) {
    std::vector<const Table*> found;
    for (const Table& table : schema.db.tables)
        if (table.virtual_module.empty())
            found.push_back(&table);
    return found.empty() ? nullptr : random_.pick(found);
}

std::string PartMaker::trigger_body(const KeyedSchema& schema) {
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

Trigger PartMaker::trigger(KeyedSchema& schema, const Table& table) {
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

Trigger PartMaker::instead_of(KeyedSchema& schema) {
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
               other->name.name + " y ON x." + column + " IS NOT 'a;b'";
    }
    case 2:
        return "WITH q(a) AS (SELECT " + table->name.name + "." + column + " FROM " +
               table->name.name + ")\n  SELECT a, count(*) c -- per value\n  FROM q GROUP BY a" +
               (columns = 2, "");
    default:
        return "SELECT DISTINCT coalesce(" + column + ", 'it''s') AS v FROM " + table->name.name +
               " UNION ALL SELECT 'x'";
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

Table PartMaker::virtual_table(KeyedSchema& schema) {
    Table table;
    table.name.name = key(schema, 't');
    schema.names[table.name.name].insert(0, "v "); // modules have reserved names of their own
    table.virtual_module =
        std::array{"fts5(title, body, tokenize = 'porter ascii')", "fts5(a)", "rtree(id, x0, x1)",
                   "rtree(id, \"min x\", maxx, +note TEXT)"}[random_.below(4)];
    return table;
}

} // namespace migrate::test
