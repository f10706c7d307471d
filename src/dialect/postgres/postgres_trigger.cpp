#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/trigger_words.hpp"
#include "migrate/error.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// " REFERENCING NEW TABLE AS n"
std::string transition_text(const Attributes& attributes) {
    std::string out;
    for (const auto& [key, words] :
         {std::pair{"old_table", " OLD TABLE AS "}, std::pair{"new_table", " NEW TABLE AS "}})
        if (const std::string name = attribute_text(attributes, key); !name.empty())
            out += words + name_text(name);
    return out.empty() ? "" : " REFERENCING" + out;
}

} // namespace

std::string create_trigger_text(const QualifiedName& owner, const Trigger& trigger) {
    const Attributes& attributes = trigger.attributes;
    const std::string call = attribute_text(attributes, "execute");
    const std::string full = to_string(owner) + "." + trigger.name;
    if (!trigger.timing)
        throw Error(ErrorCode::usage, "trigger " + full + " does not say when it runs")
            .help("write one of before, after, instead_of");
    if (call.empty())
        throw Error(ErrorCode::usage, "trigger " + full +
                                          " calls no function: PostgreSQL's have no body of their "
                                          "own")
            .help("write postgresql.execute = \"the_function()\", and the function beside it");
    std::vector<std::string> events;
    events.reserve(trigger.events.size());
    for (const TriggerEvent& event : trigger.events)
        events.push_back(event_text(event, sql::postgres_syntax()));
    const bool constraint = attribute_flag(attributes, "constraint");
    const bool per_statement = attribute_text(attributes, "for_each") == "statement";
    return std::string("CREATE ") + (constraint ? "CONSTRAINT " : "") + "TRIGGER " +
           name_text(trigger.name) + " " + timing_text(*trigger.timing) + " " +
           text::join(events, " OR ") + " ON " + name_text(owner) + deferral_text(attributes) +
           transition_text(attributes) + (per_statement ? " FOR EACH STATEMENT" : " FOR EACH ROW") +
           (trigger.where.empty() ? "" : " WHEN " + parenthesised(trigger.where)) +
           " EXECUTE FUNCTION " + call;
}

std::string enabled_text(const QualifiedName& owner, const Trigger& trigger) {
    const Node* enabled = attribute(trigger.attributes, "enabled");
    if (!enabled || enabled->text() == "true")
        return {};
    const std::string how =
        enabled->text() == "false" ? "DISABLE" : "ENABLE " + text::upper(enabled->text());
    return "ALTER TABLE " + name_text(owner) + " " + how + " TRIGGER " + name_text(trigger.name);
}

} // namespace migrate::postgres
