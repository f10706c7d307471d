// Values for the rows that are already there.
#pragma once

#include "diff/context.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::diff {

// For a column that is added to a table. nullopt: none is needed, or there are no rows.
// Throws Error(failed), which names --fill, when there are rows and nothing says their value.
std::optional<Value> fill_for_new(const Context& context, const Table& table,
                                  const ColumnDefinition& definition,
                                  std::vector<std::string>& comments);

// For a column that becomes NOT NULL.
std::optional<Value> fill_for_nulls(const Context& context, const Table& table, const Column& from,
                                    const Column& to, std::vector<std::string>& comments);

// Zero, an empty text, the first day: what a row gets whose value is lost.
Value neutral_value(const ColumnType& type);

} // namespace migrate::diff
