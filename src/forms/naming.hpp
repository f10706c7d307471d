// Names for the parts of a model that have none, by the templates of [naming].
#pragma once

#include "forms/form_dialect.hpp"
#include "migrate/config.hpp"
#include "migrate/schema.hpp"

namespace migrate::forms {

// Names what is nameless and leaves the rest alone; an empty template names nothing.
void apply_naming(Table& table, const Naming& naming, const FormDialect& dialect);
void apply_naming(Database& db, const Naming& naming, const FormDialect& dialect);

} // namespace migrate::forms
