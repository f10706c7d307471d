// Changes of attributes: their way back, and what of them is no attribute.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::ops {

// The changes that take these back, given what was there.
AttributeChanges swapped_changes(const AttributeChanges& changes, const Attributes& before);

// The schema that the changes move an object to; nullopt when they do not.
std::optional<std::string> new_schema(const AttributeChanges& changes);
AttributeChanges without_schema(const AttributeChanges& changes);
// The way back of a move.
void swap_schema(AttributeChanges& back, const AttributeChanges& changes,
                 const std::string& schema_before);

} // namespace migrate::ops
