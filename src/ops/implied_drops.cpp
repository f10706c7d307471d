#include "ops/implied_drops.hpp"

#include "ops/constraints.hpp"
#include "ops/targets.hpp"

#include <algorithm>

namespace migrate::ops {

namespace {

bool drops_part(const TableClause& clause) {
    return std::holds_alternative<DropIndex>(clause) ||
           std::holds_alternative<DropConstraint>(clause);
}

// The usual case, which needs no copy of the table.
bool may_have_any(const std::vector<TableClause>& clauses) {
    const auto column = std::ranges::find_if(
        clauses, [](const TableClause& c) { return std::holds_alternative<DropColumn>(c); });
    return std::any_of(column, clauses.end(), drops_part);
}

template <class T>
void keep_gone(std::vector<T>& was, const std::vector<T>& now) {
    std::erase_if(was, [&](const T& part) { return std::ranges::find(now, part) != now.end(); });
}

// Follows the clauses on a copy of the table, and keeps what went away with its column.
class Follower {
  public:
    Follower(const Database& before, const QualifiedName& name, const sql::Syntax& syntax)
        : syntax_(syntax) {
        db_.folding = before.folding;
        db_.enums = before.enums;
        db_.tables.push_back(table_of(before, name));
        gone_.name = name;
    }

    bool is_implied(const DropIndex& op) {
        if (find_named(table().indexes, op.name, db_.folding))
            return false;
        return std::erase_if(gone_.indexes, [&](const Index& index) {
                   return same_name(index.name, op.name, db_.folding);
               }) > 0;
    }
    bool is_implied(const DropConstraint& op) {
        Table still = table();
        return !take_constraint(still, op, syntax_, db_.folding) &&
               take_constraint(gone_, op, syntax_, db_.folding);
    }
    bool is_implied(const auto&) { return false; }

    void follow(const TableClause& clause) {
        Table was = table();
        std::visit([&](const auto& op) { migrate::apply(Op(op), db_, syntax_); }, clause);
        if (std::holds_alternative<DropColumn>(clause))
            remember(std::move(was));
    }

  private:
    Table& table() { return db_.tables.front(); }

    void remember(Table was) {
        keep_gone(was.indexes, table().indexes);
        keep_gone(was.uniques, table().uniques);
        keep_gone(was.checks, table().checks);
        keep_gone(was.foreign_keys, table().foreign_keys);
        std::ranges::move(was.indexes, std::back_inserter(gone_.indexes));
        std::ranges::move(was.uniques, std::back_inserter(gone_.uniques));
        std::ranges::move(was.checks, std::back_inserter(gone_.checks));
        std::ranges::move(was.foreign_keys, std::back_inserter(gone_.foreign_keys));
        if (!table().primary_key && was.primary_key)
            gone_.primary_key = was.primary_key;
    }

    const sql::Syntax& syntax_;
    Database db_;
    Table gone_;
};

} // namespace

AlterTable without_implied_drops(const AlterTable& op, const Database& before,
                                 const sql::Syntax& syntax) {
    if (!may_have_any(op.clauses))
        return op;
    Follower follower(before, op.name, syntax);
    AlterTable rest = op;
    rest.clauses.clear();
    for (const TableClause& clause : op.clauses) {
        if (std::visit([&](const auto& c) { return follower.is_implied(c); }, clause))
            continue;
        follower.follow(clause);
        rest.clauses.push_back(clause);
    }
    return rest;
}

} // namespace migrate::ops
