// Objects that no struct knows: sequences, domains, composite and range types, routines,
// materialized views, schemas, extensions.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

// "FUNCTION billing.total(integer)": what DROP, COMMENT and ALTER call it.
std::string object_text(const ObjectName& name);
// What GRANT calls it; types are types, whatever kind they are of.
std::string grant_text(const ObjectName& name);

std::string create_object_text(const SchemaObject& object, bool with_data = true,
                               bool if_not_exists = false, bool replace = false);
// With its indexes, comment and privileges.
std::vector<std::string> object_statements(const SchemaObject& object, bool with_data = true,
                                           bool if_not_exists = false);

// The schema public is there before any model speaks of it, and stays: to create it is to give it
// its comment and privileges, to drop it is to take these back.
bool is_always_there(const ObjectName& name);
std::vector<std::string> forget_statements(const SchemaObject& object);

// Throws Error(usage) for what PostgreSQL has no way to do, with the way out.
std::vector<Statement> alter_object(const AlterObject& op, const Database& before);
void check_object(const SchemaObject& object);

} // namespace migrate::postgres
