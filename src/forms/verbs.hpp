// The steps of revisions: node to operation and back, through one table of verbs.
#pragma once

#include "forms/form_dialect.hpp"
#include "migrate/node.hpp"
#include "migrate/ops.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::forms {

// The options that any step may have stay in the node: revision/ takes them out before (see
// step_option_keys).
const std::vector<std::string>& step_option_keys();

// Reads one step for a dialect. Exactly one verb; unknown keys, verbs of other databases without
// `only`, and Alembic's names get an error with a position and a suggestion.
Op read_op(const Document& document, const Node& step, const FormDialect& dialect);

// Checks the verb and the keys of a step for other dialects, without understanding its values.
void validate_step(const Document& document, const Node& step);

// The step that reads back as the operation: verb first, then keys in the order of the vocabulary.
Node write_op(const Op& op, const FormDialect& dialect);

// Checks verb and keys of a step for every database that it is for, without building an operation:
// for steps whose `only` leaves the database at hand out.
void validate_step(const Document& document, const Node& step);

// The verb that stands in a step, with its position; throws when there is none or more than one.
struct Verb {
    std::string name;
    NodePos pos;
};
Verb verb_of(const Document& document, const Node& step);

} // namespace migrate::forms
