#include "dialect/postgres/postgres_dependants.hpp"

#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "sql/lexer.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

bool reads_all(const std::string& query) {
    return std::ranges::any_of(sql::significant_tokens(query, sql::postgres_syntax()),
                               [](const sql::Token& token) { return token.is_op("*"); });
}

bool watches(const Trigger& trigger, const std::string& column) {
    return mentions(trigger.where, column) ||
           std::ranges::any_of(trigger.events, [&](const TriggerEvent& event) {
               return std::ranges::find(event.columns, column) != event.columns.end();
           });
}

} // namespace

void Dependants::add_column(const QualifiedName& table, const std::string& column) {
    for (const View& view : before_.views)
        if (mentions(view.as, table.name) && (mentions(view.as, column) || reads_all(view.as)))
            take_view(view);
    const Table* owner = find_table(before_, table);
    if (!owner)
        return;
    for (const Trigger& trigger : owner->triggers)
        if (watches(trigger, column) &&
            std::ranges::none_of(triggers_, [&](const WatchingTrigger& known) {
                return known.table == table && known.name == trigger.name;
            }))
            triggers_.push_back({table, trigger.name});
}

void Dependants::add_view(const QualifiedName& view) {
    take_readers(view.name);
    std::erase(views_, view);
}

void Dependants::take_view(const View& view) {
    if (std::ranges::find(seen_, view.name) != seen_.end())
        return;
    seen_.push_back(view.name);
    take_readers(view.name.name);
    views_.push_back(view.name);
}

void Dependants::take_readers(const std::string& name) {
    for (const View& view : before_.views)
        if (view.name.name != name && mentions(view.as, name))
            take_view(view);
}

std::vector<Statement> Dependants::drop() const {
    std::vector<Statement> out;
    for (const QualifiedName& view : views_)
        out.push_back(plain("DROP VIEW " + name_text(view)));
    for (const WatchingTrigger& trigger : triggers_)
        out.push_back(
            plain("DROP TRIGGER " + name_text(trigger.name) + " ON " + name_text(trigger.table)));
    return out;
}

std::vector<Statement> Dependants::create(const Database& after) const {
    std::vector<Statement> out;
    for (auto name = views_.rbegin(); name != views_.rend(); ++name) {
        const View* view = find_view(after, *name);
        for (std::string& text : view_statements(view ? *view : *find_view(before_, *name)))
            out.push_back(plain(std::move(text)));
    }
    for (const WatchingTrigger& watching : triggers_)
        if (const Table* table = find_table(after, watching.table))
            if (const Trigger* trigger =
                    find_named(table->triggers, watching.name, NameFolding::exact))
                for (std::string& text : trigger_statements(table->name, *trigger))
                    out.push_back(plain(std::move(text)));
    return out;
}

} // namespace migrate::postgres
