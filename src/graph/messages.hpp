// How errors of this layer name revisions.
#pragma once

#include "migrate/error.hpp"
#include "migrate/graph.hpp"

namespace migrate::graph {

// `abc "add a table"`
std::string described(const RevisionGraph& graph, RevisionIndex i);

// The ids in one line; a long list ends in "and N more".
std::string listed(const RevisionGraph& graph, std::span<const RevisionIndex> revisions);

// One note per revision, with its message and labels; a long list is cut.
void note_each(Error& error, const RevisionGraph& graph, std::span<const RevisionIndex> revisions);

// " (did you mean ...?)" for a name that nothing has; among ids, and among labels and symbols if
// wanted.
enum class Known { ids, names, targets };
std::string suggestion(const RevisionGraph& graph, const std::string& name, Known among);

} // namespace migrate::graph
