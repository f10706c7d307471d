// A database that is nobody's: the flags that a test sets, SQLite's lexical rules, no connection.
#pragma once

#include "diff/compare.hpp"
#include "migrate/dialect.hpp"
#include "migrate/error.hpp"
#include "sql/quote.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <string>
#include <utility>
#include <vector>

namespace migrate::test {

class FakeTypes final : public Types {
  public:
    std::string render(const Column& column) const override { return column.type.text; }
    ColumnType read(std::string_view native) const override { return parse_type(native); }
    bool same(const Column& a, const Column& b) const override {
        return text::equals_folded(a.type.text, b.type.text);
    }
    bool implied_not_null(const Table& table, const Column& column) const override {
        return table.primary_key && table.primary_key->columns.size() == 1 &&
               text::equals_folded(table.primary_key->columns[0].column, column.name) &&
               text::equals_folded(column.type.text, "integer");
    }
    bool fills_itself(const Table& table, const Column& column) const override {
        return !table.without_rowid && implied_not_null(table, column) &&
               !(desc_quirk && table.primary_key->in_column && table.primary_key->columns[0].desc);
    }

    bool desc_quirk = false; // PRIMARY KEY DESC in a column is no rowid
};

class FakeDdl final : public Ddl {
  public:
    std::vector<Statement> render(const Op& /*op*/, const Database& /*before*/,
                                  Connection* /*live*/) const override {
        return {};
    }
    bool outside_transaction(const Op& /*op*/) const override { return false; }
    void check(const Op& /*op*/, const Database& /*before*/) const override {}
    std::string render_value(const Value& value) const override {
        return std::visit(Overloaded{[](const Literal& literal) {
                                         return literal.kind == Literal::Kind::string
                                                    ? sql::quote_string(literal.text,
                                                                        sql::sqlite_syntax())
                                                    : literal.text;
                                     },
                                     [](const Expression& expression) { return expression.sql; }},
                          value);
    }
};

class FakeDialect final : public Dialect {
  public:
    Capabilities caps;
    // Pairs of expressions that the server calls equal though their tokens differ.
    std::vector<std::pair<std::string, std::string>> equal_expressions;
    mutable int asked = 0;

    FakeDialect() {
        caps.folding = NameFolding::ascii;
        caps.strict_tables = true;
        caps.conflict_clauses = true;
        caps.one_alter_is_cheaper = true;
        caps.rebuild_places_columns = true;
        caps.forward_references = true;
        caps.enforces_length = false;
        caps.default_collation = "BINARY";
    }

    std::string_view name() const override { return "fake"; }
    std::string_view display_name() const override { return "Fake"; }
    std::vector<std::string_view> prefixes() const override { return {"fake"}; }
    const sql::Syntax& syntax() const override { return sql::sqlite_syntax(); }
    const Capabilities& capabilities() const override { return caps; }
    const Types& types() const override { return fake_types; }
    const Ddl& ddl() const override { return ddl_; }
    std::unique_ptr<Connection> connect(const Url& /*url*/,
                                        const ConnectOptions& /*options*/) const override {
        return nullptr;
    }
    bool exists(const Url& /*url*/) const override { return false; }
    Database introspect(Connection& /*connection*/,
                        const IntrospectOptions& /*options*/) const override {
        return {};
    }
    std::unique_ptr<TransactionGuard> transaction_guard(Connection& /*connection*/) const override {
        return nullptr;
    }
    void adapt(Database& /*model*/) const override {}
    std::unique_ptr<Connection> scratch(const Url& /*url*/) const override { return nullptr; }
    bool same_expression(std::string_view a, std::string_view b) const override {
        ++asked;
        for (const auto& [x, y] : equal_expressions)
            if ((x == a && y == b) || (x == b && y == a))
                return true;
        return false;
    }
    std::string dump_sql(const Database& /*db*/) const override { return {}; }

    FakeTypes fake_types;

  private:
    FakeDdl ddl_;
};

// compare(), with the proof that it holds; the tree.
inline OpTree proven(const Database& live, const Database& model, const FakeDialect& dialect = {},
                     const diff::Options& options = {}, const diff::Questions& questions = {}) {
    OpTree tree = diff::compare(live, model, dialect, options, questions);
    diff::prove(tree, live, model, dialect, options);
    return tree;
}

// The steps, each described in one line.
inline std::vector<std::string> lines(const std::vector<PlannedOp>& ops) {
    std::vector<std::string> result;
    for (const PlannedOp& planned : ops)
        result.push_back(describe(planned.op));
    return result;
}

// The clauses of the only step, which alters a table.
inline std::vector<std::string> clause_lines(const std::vector<PlannedOp>& ops) {
    std::vector<std::string> result;
    if (ops.size() != 1 || !std::holds_alternative<AlterTable>(ops[0].op))
        return {"no single ALTER TABLE"};
    for (const TableClause& clause : std::get<AlterTable>(ops[0].op).clauses)
        result.push_back(describe(std::visit([](const auto& c) { return Op(c); }, clause)));
    return result;
}

} // namespace migrate::test
