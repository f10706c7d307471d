// Columns that get a type whose values compare otherwise, say a text that becomes an integer: where
// the database reads SQL when it is created, what mentions them has to go before and to be made
// after.
#pragma once

#include "diff/context.hpp"

#include <string_view>

namespace migrate::diff {

bool is_retyped(const Context& context, const ColumnType& from, const ColumnType& to);

// Whether the SQL, on the columns of the table, names one.
bool mentions_retyped(const Context& context, const Table& from, const Table& to,
                      std::string_view sql);

// Whether it names one that goes.
bool mentions_dropped(const Context& context, const Table& from, const Table& to,
                      std::string_view sql);

// As same_expression() of spelling.hpp; but what the database takes for the same on the old type of
// a column (a cast to a text, on a text) may part on the new one.
bool same_expression(const Context& context, const Table& from, const Table& to, std::string_view a,
                     std::string_view b);

} // namespace migrate::diff
