#include "dialect/postgres/postgres_read.hpp"
#include "util/text.hpp"

namespace migrate::postgres {
namespace {

// The names of the referred columns come along: the table may be in a schema that is not read.
constexpr std::string_view foreign_keys_sql = R"(
SELECT k.conrelid, k.conname, d.description, k.conkey, fn.nspname, f.relname,
       CASE WHEN pg_catalog.array_length(k.confkey, 1) = 1
            THEN pg_catalog.array_append(NULL::text[], fa.attname::text)
            ELSE ARRAY(SELECT a.attname::text
                       FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY x(number, at)
                       JOIN pg_catalog.pg_attribute a
                         ON a.attrelid = k.confrelid AND a.attnum = x.number
                       ORDER BY x.at) END,
       k.confdeltype, k.confupdtype, k.confmatchtype, k.condeferrable, k.condeferred,
       k.convalidated, {enforced}, {set_columns}
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[1]
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
WHERE k.contype = 'f' AND k.conparentid = 0 AND {schemas}{relations}
ORDER BY k.conrelid, k.conname)";

FkAction action_of(char letter) {
    switch (letter) {
    case 'r':
        return FkAction::restrict;
    case 'c':
        return FkAction::cascade;
    case 'n':
        return FkAction::set_null;
    case 'd':
        return FkAction::set_default;
    default:
        return FkAction::no_action;
    }
}

std::string match_of(char letter) {
    return letter == 'f' ? "full" : letter == 'p' ? "partial" : "";
}

std::optional<Deferral> deferral_of(bool deferrable, bool deferred) {
    if (!deferrable)
        return std::nullopt;
    return deferred ? Deferral::initially_deferred : Deferral::initially_immediate;
}

void read_foreign_key(Assembly& assembly, CatalogRow row) {
    const Oid relation = row.oid();
    Table* table = assembly.table(relation);
    if (!table)
        return;
    ForeignKey key;
    key.name = row.text();
    const std::string comment = row.text();
    key.columns = assembly.column_names(relation, row.numbers());
    std::string schema = row.text();
    key.table = assembly.name(std::move(schema), row.text());
    key.referred = row.list();
    key.on_delete = action_of(row.letter());
    key.on_update = action_of(row.letter());
    key.match = match_of(row.letter());
    const bool deferrable = row.flag();
    key.deferral = deferral_of(deferrable, row.flag());
    const bool validated = row.flag();
    const bool enforced = row.flag();
    key.validated = validated || !enforced;
    if (!enforced)
        set_attribute(key.attributes, "enforced", false);
    if (const auto columns = assembly.column_names(relation, row.numbers()); !columns.empty())
        set_attribute(key.attributes, "on_delete_columns", columns);
    if (!comment.empty())
        set_attribute(key.attributes, "comment", comment);
    table->foreign_keys.push_back(std::move(key));
}

} // namespace

CatalogQuery query_foreign_keys(const Scope& scope) {
    std::string sql = text::replace_all(std::string(foreign_keys_sql), "{enforced}",
                                        scope.version >= 180000 ? "k.conenforced" : "true");
    return {text::replace_all(std::move(sql), "{set_columns}",
                              scope.version >= 150000 ? "k.confdelsetcols" : "NULL"),
            read_foreign_key};
}

} // namespace migrate::postgres
