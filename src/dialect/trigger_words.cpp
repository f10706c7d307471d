#include "dialect/trigger_words.hpp"

#include "sql/quote.hpp"
#include "util/text.hpp"

namespace migrate {

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

std::string event_text(const TriggerEvent& event, const sql::Syntax& syntax) {
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
    columns.reserve(event.columns.size());
    for (const std::string& column : event.columns)
        columns.push_back(sql::quote_name_if_needed(column, syntax));
    return "UPDATE OF " + text::join(columns, ", ");
}

} // namespace migrate
