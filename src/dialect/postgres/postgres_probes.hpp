// Queries that count the rows that a change would stop on, before it locks the table.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

Statement plain(std::string sql);

// A new column that is NOT NULL has no value for the rows that are there.
Statement no_value_probe(const QualifiedName& table, const Column& column);
Statement nulls_probe(const QualifiedName& table, const Column& column);
// Values longer than the new length.
Statement length_probe(const QualifiedName& table, const std::string& column, int length);
Statement check_probe(const QualifiedName& table, const Check& check);
// `what` is "the unique index ix"; `where` is the predicate of an index.
Statement duplicates_probe(const QualifiedName& table, const std::string& what,
                           const std::vector<KeyPart>& columns, const std::string& where);

} // namespace migrate::postgres
