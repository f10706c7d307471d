// Runs revisions on a database that is open already.
#pragma once

#include "forms/form_dialect.hpp"
#include "migrate/revision.hpp"

#include <string>

namespace migrate::test {

forms::FormDialect forms_of(const Dialect& dialect);
// A model file's text as a document.
Document parse_model(const std::string& text);

// Each step in a savepoint, all in one guarded transaction; taken back when one fails.
void run_steps(Connection& connection, const Dialect& dialect, const std::vector<Step>& steps);

// By the runner, from a file in a folder of its own: to head or to base.
void run_from_file(Connection& connection, const Dialect& dialect, const std::string& revision,
                   Direction direction);

} // namespace migrate::test
