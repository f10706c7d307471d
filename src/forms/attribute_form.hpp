// The keys that no struct of the schema has a member for, as attributes and back. Which those are
// and what shape they have, the vocabulary says: there is no code for any one of them.
#pragma once

#include "forms/step.hpp"
#include "forms/values.hpp"
#include "migrate/ops.hpp"

namespace migrate::forms {

// The attributes that a table of the kind says.
Attributes read_attributes(const Fields& fields, const Kind& kind);
void write_attributes(Node& table, const Attributes& attributes, const Kind& kind);

// Those that an alter_ step changes; a move to another schema is one of them.
AttributeChanges read_attribute_changes(const Step& step);
void write_attribute_changes(Node& table, const AttributeChanges& changes, const Kind& kind);

} // namespace migrate::forms
