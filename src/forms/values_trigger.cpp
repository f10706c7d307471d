// Events of triggers, identity and durations.
#include "forms/values.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace migrate::forms {
namespace {

TriggerEvent read_event(const Reader& reader, const std::string& given, NodePos pos) {
    const std::string_view text = text::trim(given);
    TriggerEvent event;
    if (text::equals_folded(text, "insert"))
        return event;
    if (text::equals_folded(text, "delete")) {
        event.kind = TriggerEvent::Kind::remove;
        return event;
    }
    if (text::equals_folded(text, "truncate") && database_of(reader.dialect) == on::postgresql) {
        event.kind = TriggerEvent::Kind::truncate;
        return event;
    }
    event.kind = TriggerEvent::Kind::update;
    if (text::equals_folded(text, "update"))
        return event;
    if (text::starts_with_folded(text, "update of ")) {
        event.columns = read_names(reader, text.substr(10), pos);
        return event;
    }
    throw reader.error(pos, "\"" + given + "\" is no event of a trigger")
        .help("write \"insert\", \"delete\", \"update\" or \"update of a, b\"");
}

std::string event_text(const TriggerEvent& event) {
    switch (event.kind) {
    case TriggerEvent::Kind::insert:
        return "insert";
    case TriggerEvent::Kind::remove:
        return "delete";
    case TriggerEvent::Kind::truncate:
        return "truncate";
    case TriggerEvent::Kind::update:
        break;
    }
    return event.columns.empty() ? "update" : "update of " + write_names(event.columns);
}

struct Unit {
    std::string_view name;
    long long ms;
};
constexpr std::array<Unit, 4> units{{{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}}};

std::optional<long long> integer_of(const Fields& fields, std::string_view key) {
    const Node* node = fields.find(key);
    return node ? std::optional(read_integer(fields.reader(), *node)) : std::nullopt;
}

} // namespace

std::vector<TriggerEvent> read_events(const Reader& reader, const Node& node) {
    std::vector<TriggerEvent> events;
    for (const std::string& text : read_texts(node))
        events.push_back(read_event(reader, text, node.pos));
    if (events.empty())
        throw reader.error(node.pos,
                           "a trigger needs an event: \"insert\", \"update\" or \"delete\"");
    return events;
}

Node write_events(const std::vector<TriggerEvent>& events) {
    if (events.size() == 1)
        return Node::string(event_text(events.front()));
    Node list = Node::array();
    for (const TriggerEvent& event : events)
        list.push_back(Node::string(event_text(event)));
    return list;
}

std::optional<Identity> read_identity(const Reader& reader, const Node& node) {
    Identity identity;
    if (node.is_boolean())
        return node.as_boolean() ? std::optional(identity) : std::nullopt;
    identity.always = node.text() == "always";
    identity.serial = node.text() == "serial";
    if (!node.is_table())
        return identity;
    const Fields fields = fields_of(reader, node, kind_of("identity"));
    identity.always = fields.flag("always");
    identity.start = integer_of(fields, "start");
    identity.increment = integer_of(fields, "increment");
    identity.min = integer_of(fields, "min");
    identity.max = integer_of(fields, "max");
    identity.cache = integer_of(fields, "cache");
    identity.cycle = fields.flag("cycle");
    return identity;
}

Node write_identity(const Identity& identity) {
    if (identity.serial)
        return Node::string("serial");
    Node table = Node::table();
    const auto put = [&](const char* key, const std::optional<long long>& value) {
        if (value)
            table.add(key, Node::integer(std::to_string(*value)));
    };
    put("start", identity.start);
    put("increment", identity.increment);
    put("min", identity.min);
    put("max", identity.max);
    put("cache", identity.cache);
    if (identity.cycle)
        table.add("cycle", Node::boolean(true));
    if (table.members().empty())
        return identity.always ? Node::string("always") : Node::boolean(true);
    if (identity.always)
        table.members().insert(table.members().begin(), {"always", {}, Node::boolean(true)});
    return table;
}

long long read_integer(const Reader& reader, const Node& node) {
    long long value = 0;
    const std::string& text = node.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw reader.error(node.pos, text + " does not fit in 64 bits");
    return value;
}

long long read_milliseconds(const Reader& reader, const Node& node) {
    const std::string& text = node.text();
    long long count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit =
        text::trim(std::string_view(text).substr(static_cast<std::size_t>(end - text.data())));
    const auto found = std::ranges::find(units, unit, &Unit::name);
    if (error != std::errc{} || count < 0 || found == units.end() || count > 1'000'000'000)
        throw reader.error(node.pos, "\"" + text + "\" is no duration")
            .help("write a number and a unit: \"100ms\", \"2s\", \"5m\", \"1h\"");
    return count * found->ms;
}

std::string write_milliseconds(long long ms) {
    for (auto unit = units.rbegin(); unit != units.rend(); ++unit)
        if (ms >= unit->ms && ms % unit->ms == 0)
            return std::to_string(ms / unit->ms) + std::string(unit->name);
    return std::to_string(ms) + "ms";
}

} // namespace migrate::forms
