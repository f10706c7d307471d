#include "dialect/postgres/postgres_read.hpp"
#include "forms/values.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {
namespace {

// The whole text is asked for only where there is a condition: nothing else prints that.
constexpr std::string_view triggers_sql = R"(
SELECT t.tgrelid, t.tgname, d.description, t.tgtype, t.tgattr, fn.nspname, f.proname,
       pg_catalog.encode(t.tgargs, 'escape'), t.tgnargs, t.tgoldtable, t.tgnewtable,
       t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred, t.tgenabled,
       CASE WHEN t.tgqual IS NOT NULL THEN pg_catalog.pg_get_triggerdef(t.oid) END
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
WHERE NOT t.tgisinternal AND {own} AND {schemas}{relations}
ORDER BY t.tgrelid, t.tgname)";

// Bits of tgtype (https://github.com/postgres/postgres, src/include/catalog/pg_trigger.h).
enum TriggerBits : int {
    for_each_row = 1,
    before = 2,
    on_insert = 4,
    on_delete = 8,
    on_update = 16,
    on_truncate = 32,
    instead_of = 64,
};

struct TriggerRow {
    Oid relation = 0;
    Trigger trigger;
    int bits = 0;
    std::vector<int> columns;
    std::string function; // as SQL
    std::vector<std::string> arguments;
    std::string old_table, new_table;
    bool constraint = false, deferrable = false, deferred = false;
    char enabled = 'O';
    std::string text;
};

// Each ends in a NUL byte.
std::vector<std::string> arguments_of(const std::string& escaped, std::size_t count) {
    std::vector<std::string> arguments = text::split(unescape_bytes(escaped), '\0');
    arguments.resize(count);
    return arguments;
}

TriggerRow take(const Assembly& assembly, CatalogRow& row) {
    TriggerRow r;
    r.relation = row.oid();
    r.trigger.name = row.text();
    r.trigger.comment = row.text();
    r.bits = static_cast<int>(row.number());
    r.columns = row.numbers();
    const std::string schema = row.text();
    r.function = assembly.sql_name(schema, row.text());
    const std::string escaped = row.text();
    r.arguments = arguments_of(escaped, static_cast<std::size_t>(row.number()));
    r.old_table = row.text();
    r.new_table = row.text();
    r.constraint = row.flag();
    r.deferrable = row.flag();
    r.deferred = row.flag();
    r.enabled = row.letter();
    r.text = row.text();
    return r;
}

TriggerTiming timing_of(int bits) {
    if ((bits & instead_of) != 0)
        return TriggerTiming::instead_of;
    return (bits & before) != 0 ? TriggerTiming::before : TriggerTiming::after;
}

std::vector<TriggerEvent> events_of(Assembly& assembly, const TriggerRow& r) {
    using Kind = TriggerEvent::Kind;
    std::vector<TriggerEvent> events;
    if ((r.bits & on_insert) != 0)
        events.push_back({Kind::insert, {}});
    if ((r.bits & on_delete) != 0)
        events.push_back({Kind::remove, {}});
    if ((r.bits & on_update) != 0)
        events.push_back({Kind::update, assembly.column_names(r.relation, r.columns)});
    if ((r.bits & on_truncate) != 0)
        events.push_back({Kind::truncate, {}});
    return events;
}

// What stands in the parentheses of WHEN (...) EXECUTE.
std::string condition_of(const std::string& definition) {
    const std::vector<sql::Token> tokens =
        sql::significant_tokens(definition, sql::postgres_syntax());
    std::size_t open = 0;
    int depth = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (open == 0 && tokens[i].is("when") && tokens[i + 1].is_punct('('))
            open = i + 1;
        if (open == 0 || i < open)
            continue;
        depth += tokens[i].is_punct('(') ? 1 : tokens[i].is_punct(')') ? -1 : 0;
        if (depth == 0)
            return forms::read_expression(definition.substr(
                tokens[open].end_offset(), tokens[i].offset - tokens[open].end_offset()));
    }
    return {};
}

std::string call_of(const TriggerRow& r) {
    std::vector<std::string> arguments;
    for (const std::string& argument : r.arguments)
        arguments.push_back(sql::quote_string(argument, sql::postgres_syntax()));
    return r.function + '(' + text::join(arguments, ", ") + ')';
}

void set_attributes(const TriggerRow& r, Attributes& attributes) {
    set_attribute(attributes, "execute", call_of(r));
    if ((r.bits & for_each_row) == 0)
        set_attribute(attributes, "for_each", "statement");
    if (!r.old_table.empty())
        set_attribute(attributes, "old_table", r.old_table);
    if (!r.new_table.empty())
        set_attribute(attributes, "new_table", r.new_table);
    if (r.constraint)
        set_attribute(attributes, "constraint", true);
    if (r.deferrable)
        set_attribute(attributes, "deferrable", true);
    if (r.deferred)
        set_attribute(attributes, "initially", "deferred");
    if (r.enabled == 'D')
        set_attribute(attributes, "enabled", false);
    else if (r.enabled != 'O')
        set_attribute(attributes, "enabled", r.enabled == 'A' ? "always" : "replica");
}

void read_trigger(Assembly& assembly, CatalogRow row) {
    TriggerRow r = take(assembly, row);
    Table* table = assembly.table(r.relation);
    View* view = assembly.view(r.relation);
    if (!table && !view)
        return;
    r.trigger.timing = timing_of(r.bits);
    r.trigger.events = events_of(assembly, r);
    r.trigger.where = condition_of(r.text);
    set_attributes(r, r.trigger.attributes);
    (table ? table->triggers : view->triggers).push_back(std::move(r.trigger));
}

} // namespace

CatalogQuery query_triggers(const Scope& scope) {
    return {text::replace_all(std::string(triggers_sql), "{own}",
                              scope.version >= 130000 ? "t.tgparentid = 0" : "true"),
            read_trigger};
}

} // namespace migrate::postgres
