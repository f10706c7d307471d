// What the comparisons of keys and constraints share. Part of compare_keys.
#pragma once

#include "diff/change.hpp"
#include "diff/table_changes.hpp"
#include "ops/constraints.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace migrate::diff {

inline Conflict effective(Conflict conflict) {
    return conflict == Conflict::none ? Conflict::abort : conflict;
}

inline bool same_conflict(const Context& context, Conflict a, Conflict b) {
    return !context.caps().conflict_clauses || effective(a) == effective(b);
}

// The column that a part is written in, or nothing.
inline std::string home(const PrimaryKey& key) {
    return key.in_column && key.columns.size() == 1 ? key.columns[0].column : std::string();
}
inline std::string home(const Unique& unique) {
    return unique.in_column && unique.columns.size() == 1 ? unique.columns[0].column
                                                          : std::string();
}
inline std::string home(const Check& check) {
    return check.in_column;
}
inline std::string home(const ForeignKey& key) {
    return key.in_column && key.columns.size() == 1 ? key.columns[0] : std::string();
}

// Whether the part goes with a column that is dropped.
template <class T>
bool goes_with_column(const Context& context, const TableChanges& changes, const T& part) {
    const std::string column = home(part);
    return !column.empty() && !find_named(changes.to.columns, column, context.folding());
}

inline bool same_home(const Context& context, const std::string& a, const std::string& b) {
    return !a.empty() && context.same(a, b);
}

inline void drop(const Context& context, TableChanges& changes, const Constraint& constraint) {
    changes.drop_constraints.push_back(
        {ops::drop_of(changes.from, constraint, context.folding()), {}});
}

template <class T>
void add(TableChanges& changes, T part, std::vector<std::string> comments = {}) {
    if constexpr (std::is_same_v<T, Check>)
        part.in_column.clear();
    else
        part.in_column = false;
    changes.add_constraints.push_back(
        {AddConstraint{changes.from.name, std::move(part)}, std::move(comments)});
}

inline AlterConstraint altered(const TableChanges& changes, ConstraintKind kind,
                               const std::string& name) {
    AlterConstraint op;
    op.table = changes.from.name;
    op.kind = kind;
    op.name = name;
    return op;
}

inline void finish(TableChanges& changes, AlterConstraint op, const AlterConstraint& untouched,
                   std::vector<std::string> comments = {}) {
    if (op != untouched)
        changes.alter_constraints.push_back({std::move(op), std::move(comments)});
}

inline const Column& from_column(const Context& context, const TableChanges& changes,
                                 const std::string& name) {
    return *find_named(changes.from.columns, name, context.folding());
}

} // namespace migrate::diff
