// What else belongs to a table: rules, policies and statistics.
#include "dialect/postgres/postgres_read.hpp"
#include "forms/values.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::postgres {
namespace {

// Nothing prints the parts of a rule, so the whole is taken apart.
constexpr std::string_view rules_sql = R"(
SELECT w.ev_class, w.rulename, d.description, w.ev_type, w.is_instead, w.ev_enabled,
       pg_catalog.pg_get_ruledef(w.oid)
FROM pg_catalog.pg_rewrite w
JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = w.oid AND d.classoid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
WHERE w.rulename <> '_RETURN' AND {schemas}{relations}
ORDER BY w.ev_class, w.rulename)";

constexpr std::string_view policies_sql = R"(
SELECT p.polrelid, p.polname, d.description, p.polcmd, p.polpermissive,
       CASE WHEN p.polroles <> '{0}' THEN
         ARRAY(SELECT r.rolname::text FROM pg_catalog.pg_roles r
               WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname) END,
       pg_catalog.pg_get_expr(p.polqual, p.polrelid),
       pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::pg_catalog.regclass
WHERE {schemas}{relations}
ORDER BY p.polrelid, p.polname)";

constexpr std::string_view statistics_sql = R"(
SELECT s.stxrelid, s.stxname, d.description, s.stxkeys, {expressions}, s.stxkind, s.stxstattarget
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass
WHERE {schemas}{relations}
ORDER BY s.stxrelid, s.stxname)";

// The name and comment of a part, which stand behind its table.
TablePart part_of(PartKind kind, CatalogRow& row) {
    TablePart part;
    part.kind = kind;
    part.name = row.text();
    part.comment = row.text();
    return part;
}

// CREATE RULE ... [WHERE condition] DO [INSTEAD] action
struct RuleText {
    std::string where;
    std::string action;
};

RuleText read_rule_text(const std::string& definition) {
    RuleText text;
    std::size_t where = 0;
    int depth = 0;
    for (const sql::Token& token : sql::significant_tokens(definition, sql::postgres_syntax())) {
        depth += token.is_punct('(') ? 1 : token.is_punct(')') ? -1 : 0;
        if (depth != 0)
            continue;
        if (token.is("where")) {
            where = token.end_offset();
        } else if (token.is("do")) {
            if (where != 0)
                text.where = forms::read_expression(definition.substr(where, token.offset - where));
            text.action = definition.substr(token.end_offset());
            break;
        }
    }
    return text;
}

// Without INSTEAD or ALSO before it, and without the semicolon behind it.
std::string action_of(std::string_view text) {
    text = text::trim(text);
    const auto word = sql::significant_tokens(text, sql::postgres_syntax());
    if (!word.empty() && (word.front().is("instead") || word.front().is("also")))
        text.remove_prefix(word.front().end_offset());
    return forms::read_query(text);
}

std::string_view event_of(char type) {
    switch (type) {
    case '1':
        return "select";
    case '2':
        return "update";
    case '3':
        return "insert";
    default:
        return "delete";
    }
}

void read_rule(Assembly& assembly, CatalogRow row) {
    const Oid relation = row.oid();
    TablePart rule = part_of(PartKind::rule, row);
    set_attribute(rule.attributes, "on", std::string(event_of(row.letter())));
    if (row.flag())
        set_attribute(rule.attributes, "instead", true);
    const bool enabled = row.letter() == 'O';
    const RuleText text = read_rule_text(row.text());
    if (!text.where.empty())
        set_attribute(rule.attributes, "where", text.where);
    set_attribute(rule.attributes, "do", action_of(text.action));
    Table* table = assembly.table(relation);
    if (const View* view = assembly.view(relation))
        assembly.not_compared("rule " + rule.name + " of view " + to_string(view->name));
    if (!table)
        return;
    if (!enabled)
        assembly.not_compared("when rule " + rule.name + " of " + to_string(table->name) +
                              " is enabled");
    table->parts.push_back(std::move(rule));
}

std::string_view command_of(char command) {
    switch (command) {
    case 'r':
        return "select";
    case 'a':
        return "insert";
    case 'w':
        return "update";
    case 'd':
        return "delete";
    default:
        return {};
    }
}

void read_policy(Assembly& assembly, CatalogRow row) {
    Table* table = assembly.table(row.oid());
    if (!table)
        return;
    TablePart policy = part_of(PartKind::policy, row);
    Attributes& attributes = policy.attributes;
    if (const std::string_view command = command_of(row.letter()); !command.empty())
        set_attribute(attributes, "for", std::string(command));
    if (!row.flag())
        set_attribute(attributes, "permissive", false);
    if (const std::vector<std::string> roles = row.list(); !roles.empty())
        set_attribute(attributes, "to", roles);
    if (const std::string filter = row.text(); !filter.empty())
        set_attribute(attributes, "using", forms::read_expression(filter));
    if (const std::string check = row.text(); !check.empty())
        set_attribute(attributes, "with_check", forms::read_expression(check));
    table->parts.push_back(std::move(policy));
}

// Only where some are left out. Expressions alone have one kind, which is not named.
std::vector<std::string> kinds_of(const std::vector<std::string>& letters) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kinds{
        {{"d", "ndistinct"}, {"f", "dependencies"}, {"m", "mcv"}}};
    std::vector<std::string> words;
    for (const auto& [letter, word] : kinds)
        if (std::ranges::find(letters, letter) != letters.end())
            words.emplace_back(word);
    if (words.size() == kinds.size())
        words.clear();
    return words;
}

void read_statistic(Assembly& assembly, CatalogRow row) {
    const Oid relation = row.oid();
    Table* table = assembly.table(relation);
    if (!table)
        return;
    TablePart part = part_of(PartKind::statistics, row);
    Node columns = Node::array();
    for (const std::string& name : assembly.column_names(relation, row.numbers()))
        columns.push_back(Node::string(name));
    for (const std::string& expression : row.list()) {
        Node element = Node::table();
        element.add("sql", Node::string(forms::read_expression(expression)));
        columns.push_back(std::move(element));
    }
    set_attribute(part.attributes, "columns", std::move(columns));
    if (const std::vector<std::string> kinds = kinds_of(row.list()); !kinds.empty())
        set_attribute(part.attributes, "kinds", kinds);
    if (const std::string target = row.text(); !target.empty() && target != "-1")
        assembly.not_compared("target of statistics " + part.name + " of " +
                              to_string(table->name));
    table->parts.push_back(std::move(part));
}

} // namespace

CatalogQuery query_rules(const Scope&) {
    return {std::string(rules_sql), read_rule};
}

CatalogQuery query_policies(const Scope&) {
    return {std::string(policies_sql), read_policy};
}

CatalogQuery query_statistics(const Scope& scope) {
    std::string sql = text::replace_all(
        std::string(statistics_sql), "{expressions}",
        scope.version >= 140000 ? "pg_catalog.pg_get_statisticsobjdef_expressions(s.oid)" : "NULL");
    if (scope.version < 130000)
        sql = text::replace_all(std::move(sql), "s.stxstattarget", "NULL");
    return {std::move(sql), read_statistic};
}

} // namespace migrate::postgres
