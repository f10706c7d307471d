// Columns of tables, and the fields of composite types.
#include "dialect/postgres/postgres_default.hpp"
#include "dialect/postgres/postgres_read.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "forms/values.hpp"
#include "util/text.hpp"

#include <array>

namespace migrate::postgres {
namespace {

// The last cell is NULL for nearly all columns. A default names no column, and is printed five
// times as fast without its table.
constexpr std::string_view columns_sql = R"(
SELECT a.attrelid, a.attnum, a.attname, a.attislocal,
       pg_catalog.format_type(a.atttypid, a.atttypmod),
       CASE WHEN t.typtype = 'e' THEN tn.nspname END, CASE WHEN t.typtype = 'e' THEN t.typname END,
       a.attnotnull,
       pg_catalog.pg_get_expr(ad.adbin, CASE WHEN a.attgenerated <> '' THEN ad.adrelid ELSE 0 END),
       a.attgenerated, a.attidentity,
       a.attcollation, a.attcollation <> t.typcollation, d.description,
       CASE WHEN a.attstorage <> t.typstorage OR {compression} <> '' OR a.attstattarget >= 0
              OR a.attoptions::text LIKE '%n_distinct%'
            THEN ARRAY[CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text ELSE '' END,
                       {compression}::text, a.attstattarget::text,
                       CASE WHEN a.attoptions::text LIKE '%n_distinct%'
                            THEN pg_catalog.array_to_string(a.attoptions, ', ') END] END
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
 AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
  AND {schemas}{relations}
ORDER BY a.attrelid, a.attnum)";

struct ColumnRow {
    Oid relation = 0;
    int number = 0;
    std::string name;
    bool local = true;
    std::string type;
    std::string enum_schema, enum_name; // of an enum
    bool not_null = false;
    std::string expression; // default or generated
    char generated = '\0';  // s stored, v virtual
    char identity = '\0';   // a always, d by default
    Oid collation = 0;
    bool own_collation = false; // another than its type's
    std::string comment;
    std::vector<std::string> rare; // storage, compression, statistics, options
};

ColumnRow take(CatalogRow& row) {
    ColumnRow r;
    r.relation = row.oid();
    r.number = static_cast<int>(row.number());
    r.name = row.text();
    r.local = row.flag();
    r.type = row.text();
    r.enum_schema = row.text();
    r.enum_name = row.text();
    r.not_null = row.flag();
    r.expression = row.text();
    r.generated = row.letter();
    r.identity = row.letter();
    r.collation = row.oid();
    r.own_collation = row.flag();
    r.comment = row.text();
    r.rare = row.list();
    return r;
}

ColumnType type_of(const Assembly& assembly, const ColumnRow& r) {
    if (r.enum_name.empty())
        return postgres_types().read(r.type);
    ColumnType type;
    type.kind = TypeKind::enumeration;
    type.text = to_string(assembly.name(r.enum_schema, r.enum_name));
    return type;
}

std::string_view storage_word(std::string_view letter) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words{
        {{"p", "plain"}, {"e", "external"}, {"m", "main"}, {"x", "extended"}}};
    for (const auto& [key, word] : words)
        if (key == letter)
            return word;
    return {};
}

void set_rare(Assembly& assembly, Column& column, const ColumnRow& r) {
    if (r.rare.size() != 4)
        return;
    if (!r.rare[0].empty())
        set_attribute(column.attributes, "storage", std::string(storage_word(r.rare[0])));
    if (!r.rare[1].empty())
        set_attribute(column.attributes, "compression", r.rare[1] == "l" ? "lz4" : "pglz");
    if (!r.rare[2].empty() && r.rare[2] != "-1")
        set_attribute(column.attributes, "statistics", Node::integer(r.rare[2]));
    if (!r.rare[3].empty())
        assembly.not_compared("options of column " + r.name + " of " +
                              to_string(assembly.name_of(r.relation).value_or(QualifiedName{})) +
                              " (" + r.rare[3] + ")");
}

bool has_default_options(const Identity& options) {
    return !options.start && !options.increment && !options.min && !options.max && !options.cache &&
           !options.cycle;
}

// An integer with the next value of its own sequence for a default. Other options than the
// sequence would have by itself cannot be told so.
bool is_serial(const ColumnRow& r, const Sequence& sequence) {
    return r.not_null && r.expression == sequence.next_value && r.type == sequence.type &&
           has_default_options(sequence.options);
}

void set_identity(Assembly& assembly, Column& column, const ColumnRow& r) {
    const Sequence* sequence = assembly.owned_sequence(r.relation, r.number);
    const bool serial = r.identity == '\0';
    if (!sequence || (serial && !is_serial(r, *sequence)))
        return;
    column.identity = sequence->options;
    column.identity->always = r.identity == 'a';
    column.identity->serial = serial;
    if (!sequence->object.comment.empty())
        assembly.not_compared("comment of sequence " + to_string(sequence->object.name));
    assembly.take_owned_sequence(r.relation, r.number);
}

void set_expression(Column& column, const ColumnRow& r) {
    if (r.expression.empty() || column.identity)
        return;
    if (r.generated != '\0')
        column.generated = Generated{forms::read_expression(r.expression), r.generated == 's'};
    else
        column.default_value = read_default(r.expression, r.type);
}

void add_column(Assembly& assembly, Table& table, ColumnRow& r) {
    Column column;
    column.name = r.name;
    column.type = type_of(assembly, r);
    column.nullable = !r.not_null;
    set_identity(assembly, column, r);
    set_expression(column, r);
    if (r.own_collation)
        column.collation = assembly.collation(r.collation);
    column.comment = std::move(r.comment);
    set_rare(assembly, column, r);
    table.columns.push_back(std::move(column));
}

void add_field(Assembly& assembly, SchemaObject& composite, const ColumnRow& r) {
    Node field = Node::table();
    field.add("type", Node::string(portable_spelling(type_of(assembly, r))));
    if (r.own_collation)
        field.add("collation", Node::string(assembly.collation(r.collation)));
    if (!r.comment.empty())
        field.add("comment", Node::string(r.comment));
    Node fields = Node::table();
    if (const Node* known = attribute(composite.attributes, "field"))
        fields = *known;
    fields.add(r.name, std::move(field));
    set_attribute(composite.attributes, "field", std::move(fields));
}

void read_column(Assembly& assembly, CatalogRow row) {
    ColumnRow r = take(row);
    Relation* relation = assembly.relation(r.relation);
    if (!relation)
        return;
    relation->columns.push_back({r.number, r.name, r.collation});
    SchemaObject* object = assembly.object(r.relation);
    Table* table = assembly.table(r.relation);
    if (object && object->kind == ObjectKind::composite)
        add_field(assembly, *object, r);
    else if (table && r.local)
        add_column(assembly, *table, r);
    else if (!r.comment.empty()) // a view's column, or one that a table inherits
        assembly.not_compared("comment of column " + r.name + " of " +
                              to_string(*assembly.name_of(r.relation)));
}

} // namespace

CatalogQuery query_columns(const Scope& scope) {
    return {text::replace_all(std::string(columns_sql), "{compression}",
                              scope.version >= 140000 ? "a.attcompression" : "''::text"),
            read_column};
}

} // namespace migrate::postgres
