#include "dialect/postgres/postgres_render.hpp"
#include "migrate/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string event_text(const TriggerEvent& event) {
    switch (event.kind) {
    case TriggerEvent::Kind::insert:
        return "INSERT";
    case TriggerEvent::Kind::remove:
        return "DELETE";
    case TriggerEvent::Kind::truncate:
        return "TRUNCATE";
    case TriggerEvent::Kind::update:
        break;
    }
    if (event.columns.empty())
        return "UPDATE";
    std::vector<std::string> columns;
    for (const std::string& column : event.columns)
        columns.push_back(name_text(column));
    return "UPDATE OF " + text::join(columns, ", ");
}

std::string timing_text(TriggerTiming timing) {
    switch (timing) {
    case TriggerTiming::before:
        return "BEFORE";
    case TriggerTiming::after:
        return "AFTER";
    case TriggerTiming::instead_of:
        return "INSTEAD OF";
    }
    return {};
}

} // namespace

std::string create_trigger_text(const QualifiedName& owner, const Trigger& trigger) {
    if (!trigger.timing)
        throw Error(ErrorCode::usage, "trigger " + trigger.name + " of " + to_string(owner) +
                                          " does not say when it runs")
            .help("write one of before, after, instead_of");
    std::vector<std::string> events;
    for (const TriggerEvent& event : trigger.events)
        events.push_back(event_text(event));
    return "CREATE TRIGGER " + name_text(trigger.name) + " " + timing_text(*trigger.timing) + " " +
           text::join(events, " OR ") + " ON " + name_text(owner) +
           (trigger.for_each_row ? " FOR EACH ROW" : "") +
           (trigger.where.empty() ? "" : " WHEN " + parenthesised(trigger.where)) + "\n" +
           std::string(text::trim(trigger.body));
}

} // namespace migrate::postgres
