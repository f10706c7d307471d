#include "sql/syntax.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::sql {

namespace {

// Only words that the grammar refuses as bare names in some supported version: a word that may
// stand bare is written both ways in real schemas, and the two spellings must compare equal.
// clang-format off
constexpr std::array<std::string_view, 73> sqlite_reserved{
    "add", "all", "alter", "and", "as", "autoincrement", "between", "by", "case", "check",
    "collate", "commit", "constraint", "create", "cross", "current_date", "current_time",
    "current_timestamp", "default", "deferrable", "delete", "distinct", "drop", "else",
    "escape", "except", "exists", "false", "foreign", "from", "full", "group", "having", "if",
    "in", "index", "inner", "insert", "intersect", "into", "is", "isnull", "join", "left",
    "limit", "natural", "not", "nothing", "notnull", "null", "on", "or", "order", "outer",
    "primary", "references", "returning", "right", "select", "set", "table", "then", "to",
    "transaction", "true", "union", "unique", "update", "using", "values", "when", "where",
    "with"};

constexpr std::array<std::string_view, 157> postgres_reserved{
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric",
    "authorization", "between", "bigint", "binary", "bit", "boolean", "both", "case", "cast",
    "char", "character", "check", "coalesce", "collate", "collation", "column", "concurrently",
    "constraint", "create", "cross", "current_catalog", "current_date", "current_role",
    "current_schema", "current_time", "current_timestamp", "current_user", "dec", "decimal",
    "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists",
    "extract", "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant",
    "greatest", "group", "grouping", "having", "ilike", "in", "initially", "inner", "inout",
    "int", "integer", "intersect", "interval", "into", "is", "isnull", "join", "json_array",
    "json_arrayagg", "json_object", "json_objectagg", "lateral", "leading", "least", "left",
    "like", "limit", "localtime", "localtimestamp", "merge_action", "national", "natural",
    "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on",
    "only", "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position",
    "precision", "primary", "real", "references", "returning", "right", "row", "select",
    "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric",
    "system_user", "table", "tablesample", "then", "time", "timestamp", "to", "trailing",
    "treat", "trim", "true", "union", "unique", "user", "using", "values", "varchar",
    "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat",
    "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot",
    "xmlserialize", "xmltable"};

constexpr std::array<std::string_view, 273> mysql_reserved{
    "accessible", "add", "all", "alter", "analyze", "and", "as", "asc", "asensitive", "before",
    "between", "bigint", "binary", "blob", "both", "by", "call", "cascade", "case", "change",
    "char", "character", "check", "collate", "column", "condition", "constraint", "continue",
    "convert", "create", "cross", "cube", "cume_dist", "current_date", "current_time",
    "current_timestamp", "current_user", "cursor", "database", "databases", "day_hour",
    "day_microsecond", "day_minute", "day_second", "dec", "decimal", "declare", "default",
    "delayed", "delete", "dense_rank", "desc", "describe", "deterministic", "distinct",
    "distinctrow", "div", "double", "drop", "dual", "each", "else", "elseif", "empty",
    "enclosed", "escaped", "except", "exists", "exit", "explain", "false", "fetch",
    "first_value", "float", "float4", "float8", "for", "force", "foreign", "from", "fulltext",
    "function", "generated", "get", "grant", "group", "grouping", "groups", "having",
    "high_priority", "hour_microsecond", "hour_minute", "hour_second", "if", "ignore", "in",
    "index", "infile", "inner", "inout", "insensitive", "insert", "int", "int1", "int2", "int3",
    "int4", "int8", "integer", "intersect", "interval", "into", "io_after_gtids",
    "io_before_gtids", "is", "iterate", "join", "json_table", "key", "keys", "kill", "lag",
    "last_value", "lateral", "lead", "leading", "leave", "left", "like", "limit", "linear",
    "lines", "load", "localtime", "localtimestamp", "lock", "long", "longblob", "longtext",
    "loop", "low_priority", "manual", "master_bind", "master_ssl_verify_server_cert", "match",
    "maxvalue", "mediumblob", "mediumint", "mediumtext", "middleint", "minute_microsecond",
    "minute_second", "mod", "modifies", "natural", "no_write_to_binlog", "not", "nth_value",
    "ntile", "null", "numeric", "of", "offset", "on", "optimize", "optimizer_costs", "option",
    "optionally", "or", "order", "out", "outer", "outfile", "over", "page_checksum", "parallel",
    "partition", "percent_rank", "precision", "primary", "procedure", "purge", "qualify",
    "range", "rank", "read", "read_write", "reads", "real", "recursive", "references", "regexp",
    "release", "rename", "repeat", "replace", "require", "resignal", "restrict", "return",
    "returning", "revoke", "right", "rlike", "row", "row_number", "rows", "schema", "schemas",
    "second_microsecond", "select", "sensitive", "separator", "set", "show", "signal",
    "smallint", "spatial", "specific", "sql", "sql_big_result", "sql_calc_found_rows",
    "sql_small_result", "sqlexception", "sqlstate", "sqlwarning", "ssl", "starting",
    "stats_auto_recalc", "stats_persistent", "stats_sample_pages", "stored", "straight_join",
    "system", "table", "tablesample", "terminated", "then", "tinyblob", "tinyint", "tinytext",
    "to", "trailing", "trigger", "true", "undo", "union", "unique", "unlock", "unsigned",
    "update", "usage", "use", "using", "utc_date", "utc_time", "utc_timestamp", "values",
    "varbinary", "varchar", "varcharacter", "varying", "vector", "virtual", "when", "where",
    "while", "window", "with", "write", "xor", "year_month", "zerofill"};
// clang-format on

static_assert(std::ranges::is_sorted(sqlite_reserved));
static_assert(std::ranges::is_sorted(postgres_reserved));
static_assert(std::ranges::is_sorted(mysql_reserved));

constexpr Syntax sqlite{
    .backtick_names = true,
    .bracket_names = true,
    .strings_as_names = true,
    .bodies = Bodies::trigger,
    .name_case = NameCase::ignored,
    .parameter_marks = "?:@$",
    .reserved = sqlite_reserved,
};

constexpr Syntax postgres{
    .dollar_quotes = true,
    .escape_strings = true,
    .operator_runs = true,
    .nested_comments = true,
    .copy_data = true,
    .backslash_commands = true,
    .bodies = Bodies::atomic,
    .name_case = NameCase::lowered,
    .parameter_marks = "$",
    .bytes_prefix = "'\\x",
    .bytes_suffix = "'::bytea",
    .reserved = postgres_reserved,
};

constexpr Syntax mysql{
    .name_quote = '`',
    .double_quotes_names = false,
    .backtick_names = true,
    .digits_start_words = true,
    .hash_comments = true,
    .dashes_need_blank = true,
    .executable_comments = true,
    .delimiter_command = true,
    .string_escapes = Escapes::mysql,
    .bodies = Bodies::compound,
    .name_case = NameCase::ignored,
    .parameter_marks = "?@",
    .reserved = mysql_reserved,
};

} // namespace

const Syntax& sqlite_syntax() {
    return sqlite;
}

const Syntax& postgres_syntax() {
    return postgres;
}

const Syntax& mysql_syntax() {
    return mysql;
}

bool is_reserved(std::string_view word, const Syntax& syntax) {
    return std::ranges::binary_search(syntax.reserved, std::string_view(text::lower(word)));
}

} // namespace migrate::sql
