// Two schemas to the operations that lead from one to the other, both ways.
#pragma once

#include "migrate/dialect.hpp"
#include "migrate/ops.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace migrate::diff {

// --rename column:users.handle=nick
struct RenameHint {
    enum class Kind { table, column, index, view };
    Kind kind = Kind::column;
    std::string from; // "users.handle"
    std::string to;   // "nick"
};
RenameHint parse_rename_hint(const std::string& text);

// --fill users.age=0
struct FillHint {
    std::string table, column;
    Value value;
};
FillHint parse_fill_hint(const std::string& text);

struct RenameCandidate {
    RenameHint hint;
    std::string question; // "Was the column users.handle renamed to nick?"
};

// What compare() may ask of the live database and of the person; empty functions are never called.
struct Questions {
    // true: it was a rename. Not set: drop and add, and the candidate goes to OpTree::notes and
    // into the file as a comment.
    std::function<bool(const RenameCandidate&)> was_renamed;
    // Rows of a live table / rows of it where a column IS NULL: for NOT NULL without a value.
    std::function<long long(const QualifiedName& table)> count_rows;
    std::function<long long(const QualifiedName& table, const std::string& column)> count_nulls;
    // A value for rows that are there, asked on a terminal. Not set or nullopt: Error(failed) that
    // names --fill.
    std::function<std::optional<Value>(const QualifiedName& table, const Column& column)> fill_for;
};

struct Options {
    std::vector<std::string> include{"*"}, exclude;
    bool compare_type = true, compare_default = true, compare_comment = true;
    enum class Renames { ask, never, always } renames = Renames::ask;
    std::vector<RenameHint> rename_hints;
    std::vector<FillHint> fill_hints;
    bool strict = false;
};

// The operations from `live` to `model`. The downgrade is planned by the same planner with the
// states swapped.
OpTree compare(const Database& live, const Database& model, const Dialect& dialect,
               const Options& options, const Questions& questions);

// Replays the tree in memory both ways and throws Error(failed), naming the object, when it does
// not arrive.
void prove(const OpTree& tree, const Database& live, const Database& model, const Dialect& dialect,
           const Options& options);

} // namespace migrate::diff
