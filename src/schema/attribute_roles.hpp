// What the values of attributes are made of, for those who look for names in them or compare them.
#pragma once

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

} // namespace migrate
