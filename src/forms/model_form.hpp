// Model files: document to schema and back. One vocabulary with revisions: forms/table_form,
// forms/column_form.
#pragma once

#include "forms/form_dialect.hpp"
#include "migrate/config.hpp"
#include "migrate/node.hpp"
#include "migrate/schema.hpp"

#include <vector>

namespace migrate::forms {

// Reads model documents into one schema for the dialect: overlays its prefixes, refuses unknown
// keys, keys of other databases without a prefix, and the same object in two files. Enum columns
// have kind `enumeration`.
Database read_models(const std::vector<Document>& documents, const FormDialect& dialect);

// The same, with names for nameless parts: by the file's own `naming`, else by these templates.
Database read_models(const std::vector<Document>& documents, const FormDialect& dialect,
                     const Naming& naming);

// Columns whose type is the name of an enum of the schema get kind `enumeration`; that of a domain,
// composite or range is no portable type, whatever it is called.
void resolve_enums(Database& db);

// The model file that reads back as the same schema: TOML text.
std::string write_model(const Database& db, const FormDialect& dialect);

// The same for a project with these templates: the file says `naming = false` where they would name
// a part that has no name.
std::string write_model(const Database& db, const FormDialect& dialect, const Naming& naming);

} // namespace migrate::forms
