// Functions, procedures and aggregates.
#include "dialect/postgres/postgres_read.hpp"
#include "util/text.hpp"

namespace migrate::postgres {
namespace {

constexpr std::string_view not_of_extension = R"(
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid
                    AND e.deptype = 'e')
ORDER BY n.nspname, p.proname, p.oid)";

// Those that a range type brings along are not told.
constexpr std::string_view routines_sql = R"(
SELECT p.oid, p.prokind, n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes),
       d.description, pg_catalog.pg_get_function_arguments(p.oid),
       pg_catalog.pg_get_function_result(p.oid), l.lanname, p.provolatile, p.proisstrict,
       p.prosecdef, p.proparallel, p.proleakproof, p.procost, p.proretset, p.prorows, p.proconfig,
       CASE WHEN {sql_body} THEN {body_text} ELSE p.prosrc END, p.probin
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass
WHERE p.prokind <> 'a' AND {schemas}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i
                  WHERE i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND i.objid = p.oid
                    AND i.deptype = 'i'))";

constexpr std::string_view aggregates_sql = R"(
SELECT p.oid, n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes), d.description,
       sn.nspname, s.proname, pg_catalog.format_type(g.aggtranstype, NULL), fn.nspname, f.proname,
       g.agginitval,
       g.aggkind <> 'n' OR g.aggcombinefn <> 0 OR g.aggserialfn <> 0 OR g.aggmtransfn <> 0
         OR g.aggfinalextra OR g.aggsortop <> 0 OR g.aggtransspace <> 0 OR p.proparallel <> 'u'
         OR g.aggfinalmodify <> 'r' OR p.provariadic <> 0
FROM pg_catalog.pg_aggregate g
JOIN pg_catalog.pg_proc p ON p.oid = g.aggfnoid
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_proc s ON s.oid = g.aggtransfn
JOIN pg_catalog.pg_namespace sn ON sn.oid = s.pronamespace
LEFT JOIN pg_catalog.pg_proc f ON f.oid = g.aggfinalfn
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass
WHERE {schemas})";

SchemaObject routine_of(const Assembly& assembly, ObjectKind kind, CatalogRow& row) {
    SchemaObject routine;
    routine.kind = kind;
    std::string schema = row.text();
    routine.name = assembly.name(std::move(schema), row.text());
    routine.signature = row.text();
    routine.comment = row.text();
    return routine;
}

void set_number(Attributes& attributes, std::string_view key, const std::string& number) {
    set_attribute(attributes, key,
                  number.find_first_of(".e") == std::string::npos ? Node::integer(number)
                                                                  : Node::real(number));
}

// "search_path=public, pg_temp".
Node settings_node(const std::vector<std::string>& settings) {
    Node node = Node::table();
    for (const std::string& setting : settings) {
        const auto equals = setting.find('=');
        node.add(setting.substr(0, equals), Node::string(setting.substr(equals + 1)));
    }
    return node;
}

void take_traits(CatalogRow& row, Attributes& attributes, const std::string& language) {
    if (const char volatility = row.letter(); volatility != 'v')
        set_attribute(attributes, "volatility", volatility == 'i' ? "immutable" : "stable");
    if (row.flag())
        set_attribute(attributes, "strict", true);
    if (row.flag())
        set_attribute(attributes, "security", "definer");
    if (const char parallel = row.letter(); parallel != 'u')
        set_attribute(attributes, "parallel", parallel == 's' ? "safe" : "restricted");
    if (row.flag())
        set_attribute(attributes, "leakproof", true);
    const bool compiled = language == "c" || language == "internal";
    if (const std::string cost = row.text(); cost != (compiled ? "1" : "100"))
        set_number(attributes, "cost", cost);
    const bool returns_set = row.flag();
    if (const std::string rows = row.text(); returns_set && rows != "1000")
        set_number(attributes, "rows", rows);
    if (const std::vector<std::string> settings = row.list(); !settings.empty())
        set_attribute(attributes, "set", settings_node(settings));
}

void read_routine(Assembly& assembly, CatalogRow row) {
    const Oid oid = row.oid();
    const char kind = row.letter();
    SchemaObject routine =
        routine_of(assembly, kind == 'p' ? ObjectKind::procedure : ObjectKind::function, row);
    Attributes& attributes = routine.attributes;
    if (const std::string arguments = row.text(); arguments != routine.signature)
        set_attribute(attributes, "arguments", arguments);
    if (const std::string returns = row.text(); !returns.empty())
        set_attribute(attributes, "returns", returns);
    const std::string language = row.text();
    set_attribute(attributes, "language", language);
    take_traits(row, attributes, language);
    set_attribute(attributes, "body", row.text());
    if (kind == 'w' || !row.is_null())
        assembly.not_compared((kind == 'w' ? "window function " : "function in C ") +
                              to_string(name_of(routine)));
    else
        assembly.add_routine(oid, std::move(routine));
}

// A function's schema and name.
std::string take_name(const Assembly& assembly, CatalogRow& row) {
    const std::string schema = row.text();
    const std::string name = row.text();
    return name.empty() ? std::string() : assembly.sql_name(schema, name);
}

void read_aggregate(Assembly& assembly, CatalogRow row) {
    const Oid oid = row.oid();
    SchemaObject aggregate = routine_of(assembly, ObjectKind::aggregate, row);
    Attributes& attributes = aggregate.attributes;
    set_attribute(attributes, "sfunc", take_name(assembly, row));
    set_attribute(attributes, "stype", row.text());
    if (const std::string final_function = take_name(assembly, row); !final_function.empty())
        set_attribute(attributes, "finalfunc", final_function);
    if (row.is_null())
        row.skip();
    else
        set_attribute(attributes, "initcond", row.text());
    if (row.flag())
        assembly.not_compared("aggregate " + to_string(name_of(aggregate)) +
                              ", which has options beyond sfunc, stype, finalfunc and initcond");
    else
        assembly.add_routine(oid, std::move(aggregate));
}

} // namespace

CatalogQuery query_routines(const Scope& scope) {
    const bool parsed_bodies = scope.version >= 140000;
    std::string sql = text::replace_all(std::string(routines_sql), "{sql_body}",
                                        parsed_bodies ? "p.prosqlbody IS NOT NULL" : "false");
    sql = text::replace_all(std::move(sql), "{body_text}",
                            parsed_bodies ? "pg_catalog.pg_get_function_sqlbody(p.oid)" : "NULL");
    return {sql.append(not_of_extension), read_routine};
}

CatalogQuery query_aggregates(const Scope&) {
    return {std::string(aggregates_sql).append(not_of_extension), read_aggregate};
}

} // namespace migrate::postgres
