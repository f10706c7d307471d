// Attributes as PostgreSQL's clauses. Each begins with a blank and is empty when there is nothing
// to say.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

// A name with dots as the model writes it.
std::string path_text(const std::string& path);
std::string paths_text(const std::vector<std::string>& paths);
// A value as it was read from a key that takes a literal or { sql = "..." }.
Value value_of(const Node& node);

// "fillfactor = 70, toast.autovacuum_enabled = false"
std::string settings_text(const Node& options);
// " WITH (fillfactor = 70)" of the attribute `with`.
std::string with_text(const Attributes& attributes);
// What ALTER ... SET and RESET have to say to come from one to the other.
std::vector<std::string> changed_settings(const Node* from, const Node* to);

std::string include_text(const Attributes& attributes);
std::string nulls_distinct_text(const Attributes& attributes);
std::string tablespace_text(const Attributes& attributes);
// `deferrable` and `initially`.
std::string deferral_text(const Attributes& attributes);

// An element of a key: a column's name, or a table of column or sql with what belongs to it. With
// `WITH operator` where it says one.
std::string element_text(const Node& element);
std::string elements_text(const Node& elements);

} // namespace migrate::postgres
