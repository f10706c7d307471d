// What the values of attributes are made of, for those who look for names in them or compare them.
#pragma once

#include "migrate/node.hpp"

#include <optional>
#include <string_view>

namespace migrate {

enum class AttributeRole {
    plain,
    columns,    // names of columns, or the elements of a key
    expression, // SQL on the columns of the object
    statement,  // SQL that stands for itself: a query, a body
    relations,  // tables and sequences by their paths; owned_by has a column behind it
    group,      // named members, which change one by one
};

AttributeRole role_of(std::string_view key);

// What it means not to say the key, where that is one value in every database that has it and no
// plain false.
std::optional<Node> default_of(std::string_view key);

} // namespace migrate
