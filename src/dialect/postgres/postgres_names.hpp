// The names that PostgreSQL gives to constraints and indexes that are declared without one.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <string_view>

namespace migrate::postgres {

inline constexpr std::size_t max_name_bytes = 63; // NAMEDATALEN - 1

// "orders_tenant_id_key": the two names are cut until the whole has 63 bytes, the longer one first.
// An empty `columns` is left out.
std::string made_name(std::string_view table, std::string_view columns, std::string_view label);

// Without regard to names that are taken already.
std::string default_name(const Table& table, const PrimaryKey& key);
std::string default_name(const Table& table, const Unique& unique);
std::string default_name(const Table& table, const Check& check);
std::string default_name(const Table& table, const ForeignKey& key);
std::string default_name(const Table& table, const Index& index);

// Names what is nameless, in the order in which PostgreSQL makes it. A name that another relation
// or constraint of the schema has gets a digit.
void name_parts(Table& table, const Database& db);

} // namespace migrate::postgres
