// The SQL inside of an operation, in which functions, sequences and types are looked for.
#pragma once

#include "diff/context.hpp"
#include "migrate/ops.hpp"

#include <string>
#include <vector>

namespace migrate::diff {

struct OpTexts {
    std::vector<std::string> now, old;
    // A routine's body is read when it is called: what it names may come later.
    std::vector<std::string> soft_now, soft_old;
};

OpTexts texts_of(const Context& context, const Op& op);

// Everything but what people read, and roles.
bool names_objects(std::string_view key);

// Every string inside of a value.
void each_text(const Node& value, std::vector<std::string>& texts);

} // namespace migrate::diff
