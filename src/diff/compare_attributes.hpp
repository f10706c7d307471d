// What only some databases say of an object, compared key by key; by the role of each, not by name.
#pragma once

#include "diff/context.hpp"
#include "migrate/ops.hpp"

namespace migrate::diff {

// Empty when both say the same. What is not said is the database's default, where that is known;
// an owner or grants that the model does not say are left as they are.
AttributeChanges compare_attributes(const Context& context, const Attributes& from,
                                    const Attributes& to);
bool same_attributes(const Context& context, const Attributes& from, const Attributes& to);

} // namespace migrate::diff
