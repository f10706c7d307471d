#include "dialect/postgres/postgres_dependants.hpp"

#include "dialect/postgres/postgres_objects.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "sql/lexer.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

template <class T>
bool contains(const std::vector<T>& items, const T& item) {
    return std::ranges::find(items, item) != items.end();
}

bool reads_all(const std::string& query) {
    return std::ranges::any_of(sql::significant_tokens(query, sql::postgres_syntax()),
                               [](const sql::Token& token) { return token.is_op("*"); });
}

bool reads_column(const std::string& query, const QualifiedName& table, const std::string& column) {
    return mentions(query, table.name) && (mentions(query, column) || reads_all(query));
}

bool watches(const Trigger& trigger, const std::string& column) {
    return mentions(trigger.where, column) ||
           std::ranges::any_of(trigger.events, [&](const TriggerEvent& event) {
               return contains(event.columns, column);
           });
}

bool watches(const TablePart& part, const std::string& column) {
    if (part.kind != PartKind::policy && part.kind != PartKind::rule)
        return false;
    return std::ranges::any_of(
        std::initializer_list<const char*>{"using", "with_check", "where", "do"},
        [&](const char* key) { return mentions(attribute_text(part.attributes, key), column); });
}

const SchemaObject* find_materialized(const Database& db, const QualifiedName& name) {
    return find_object(db, {.kind = ObjectKind::materialized_view, .name = name});
}

void append(std::vector<Statement>& out, std::vector<std::string> texts) {
    for (std::string& text : texts)
        out.push_back(plain(std::move(text)));
}

} // namespace

// visit(reader, query) for every view.
template <class Visit>
void Dependants::each_query(Visit visit) const {
    for (const View& view : before_.views)
        visit(Reader{view.name, false}, view.as);
    for (const SchemaObject& object : before_.objects)
        if (object.kind == ObjectKind::materialized_view)
            visit(Reader{object.name, true}, attribute_text(object.attributes, "as"));
}

void Dependants::add_column(const QualifiedName& table, const std::string& column) {
    each_query([&](const Reader& reader, const std::string& query) {
        if (reads_column(query, table, column))
            take(reader);
    });
    for (const Table& each : before_.tables) {
        for (const Trigger& trigger : each.triggers)
            if (each.name == table && watches(trigger, column))
                watch({table, trigger.name, std::nullopt});
        for (const TablePart& part : each.parts)
            if (watches(part, column) &&
                (each.name == table || mentions(attribute_text(part.attributes, "do"), table.name)))
                watch({each.name, part.name, part.kind});
    }
}

void Dependants::add_view(const QualifiedName& view) {
    take_readers(view);
    std::erase_if(readers_, [&](const Reader& reader) { return reader.name == view; });
}

void Dependants::take(const Reader& reader) {
    if (contains(seen_, reader))
        return;
    seen_.push_back(reader);
    take_readers(reader.name);
    readers_.push_back(reader);
}

void Dependants::take_readers(const QualifiedName& view) {
    each_query([&](const Reader& reader, const std::string& query) {
        if (reader.name != view && mentions(query, view.name))
            take(reader);
    });
}

void Dependants::watch(Watcher watcher) {
    if (!contains(watchers_, watcher))
        watchers_.push_back(std::move(watcher));
}

std::vector<Statement> Dependants::drop() const {
    std::vector<Statement> out;
    for (const Reader& reader : readers_)
        out.push_back(plain((reader.materialized ? "DROP MATERIALIZED VIEW " : "DROP VIEW ") +
                            name_text(reader.name)));
    for (const Watcher& watcher : watchers_)
        out.push_back(plain(
            watcher.part
                ? drop_part_text(
                      {.table = watcher.table, .kind = *watcher.part, .name = watcher.name})
                : "DROP TRIGGER " + name_text(watcher.name) + " ON " + name_text(watcher.table)));
    return out;
}

std::vector<Statement> Dependants::create(const Database& after) const {
    std::vector<Statement> out;
    for (auto reader = readers_.rbegin(); reader != readers_.rend(); ++reader) {
        if (reader->materialized) {
            const SchemaObject* now = find_materialized(after, reader->name);
            append(out, object_statements(now ? *now : *find_materialized(before_, reader->name)));
            continue;
        }
        const View* now = find_view(after, reader->name);
        append(out, view_statements(now ? *now : *find_view(before_, reader->name)));
    }
    for (const Watcher& watcher : watchers_) {
        const Table* now = find_table(after, watcher.table);
        const Table& table = now ? *now : *find_table(before_, watcher.table);
        if (watcher.part) {
            if (const TablePart* part =
                    find_part(table, *watcher.part, watcher.name, NameFolding::exact))
                append(out, part_statements(table.name, *part));
        } else if (const Trigger* trigger =
                       find_named(table.triggers, watcher.name, NameFolding::exact)) {
            append(out, trigger_statements(table.name, *trigger));
        }
    }
    return out;
}

} // namespace migrate::postgres
