// Routines and the smaller pieces that objects are made of.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

// A function, procedure or aggregate.
std::string routine_text(const SchemaObject& object, bool replace);

// "CONSTRAINT c CHECK (...)": the value is an expression, or a table with more.
std::string domain_check_text(const std::string& name, const Node& check);
bool is_validated(const Node& check);
// What CREATE DOMAIN has no place for: comments, checks that are not validated.
std::vector<std::string> domain_check_extras(const SchemaObject& domain);
// A field's type and collation.
std::string field_type_text(const Node& field);
std::vector<std::string> field_comments(const SchemaObject& composite);
// "INCREMENT BY 5", ... of the attributes that differ from the defaults.
std::vector<std::string> sequence_options(const Attributes& attributes);

} // namespace migrate::postgres
