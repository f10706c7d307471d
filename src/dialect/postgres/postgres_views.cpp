#include "dialect/postgres/postgres_views.hpp"

#include "dialect/postgres/postgres_dependants.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "ops/targets.hpp"
#include "sql/lexer.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

using Tokens = std::vector<sql::Token>;

bool same_token(const sql::Token& a, const sql::Token& b) {
    return a.text == b.text;
}

// A query in the two parts that decide what its columns are.
struct Shape {
    Tokens list; // between SELECT and FROM
    Tokens from; // up to WHERE, GROUP BY and what else may follow
    bool plain = false;
};

// Only of a plain SELECT: of anything else (WITH, UNION, VALUES) nothing is said.
Shape shape_of(const std::string& query) {
    Shape shape;
    const Tokens tokens = sql::significant_tokens(query, sql::postgres_syntax());
    if (tokens.empty() || !tokens.front().is("select"))
        return shape;
    enum { in_list, in_from, behind } at = in_list;
    int depth = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const sql::Token& token = tokens[i];
        depth += token.is_punct('(');
        depth -= token.is_punct(')');
        if (depth == 0 && (token.is("union") || token.is("except") || token.is("intersect")))
            return shape;
        if (depth == 0 && at == in_list && token.is("from"))
            at = in_from;
        if (depth == 0 && (token.is("where") || token.is("group") || token.is("having") ||
                           token.is("window") || token.is("order") || token.is("limit")))
            at = behind;
        if (at != behind)
            (at == in_list ? shape.list : shape.from).push_back(token);
    }
    shape.plain = true;
    return shape;
}

bool has_star(const Tokens& list) {
    return std::ranges::any_of(list, [](const sql::Token& token) { return token.is_op("*"); });
}

bool begins_with(const Tokens& list, const Tokens& start) {
    return list.size() >= start.size() &&
           std::equal(start.begin(), start.end(), list.begin(), same_token) &&
           (list.size() == start.size() || list[start.size()].is_punct(','));
}

// OR REPLACE keeps the columns that are there, in name and type, and takes more behind them.
bool keeps_columns(const View& was, const View& becomes) {
    const Shape a = shape_of(was.as);
    const Shape b = shape_of(becomes.as);
    return was.columns == becomes.columns && a.plain && b.plain && !has_star(a.list) &&
           begins_with(b.list, a.list) && std::ranges::equal(a.from, b.from, same_token);
}

// The options stand in CREATE VIEW.
AttributeChanges only_granting(AttributeChanges changes) {
    std::erase_if(changes, [](const AttributeChange& change) {
        return change.key == "with" || change.key == "check_option";
    });
    return changes;
}

} // namespace

std::vector<Statement> alter_view(const AlterView& op, const Database& before) {
    Database after;
    after.folding = before.folding;
    after.views = before.views;
    apply(op, after, sql::postgres_syntax());
    const View* was = find_view(before, op.name);
    const View* becomes = &after.views[static_cast<std::size_t>(was - before.views.data())];
    const std::string name = name_text(op.name);
    std::vector<Statement> out;
    const bool same_text = was->as == becomes->as && was->columns == becomes->columns;
    if (same_text && !op.as) {
        if (op.comment)
            out.push_back(plain(comment_text("VIEW " + name, becomes->comment)));
        for (std::string& text : alter_view_settings(op.name, op.attributes))
            out.push_back(plain(std::move(text)));
        return out;
    }
    // Where the text is there already, a column that the view reads was renamed before: the view's
    // own column has kept the old name, which OR REPLACE cannot change.
    if (!same_text && keeps_columns(*was, *becomes)) {
        out.push_back(plain(create_view_text(*becomes, true)));
        if (was->comment != becomes->comment)
            out.push_back(plain(comment_text("VIEW " + name, becomes->comment)));
        for (std::string& text : alter_view_settings(op.name, only_granting(op.attributes)))
            out.push_back(plain(std::move(text)));
        return out;
    }
    Dependants readers(before);
    readers.add_view(op.name);
    out = readers.drop();
    out.push_back(plain("DROP VIEW " + name));
    for (std::string& text : view_statements(*becomes))
        out.push_back(plain(std::move(text)));
    std::ranges::move(readers.create(after), std::back_inserter(out));
    return out;
}

} // namespace migrate::postgres
