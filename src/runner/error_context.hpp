// What failed, where, in the database's words, and what state it left: an error for the person who
// reads the pipeline's log.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

// "upgrade 3f2a failed at step 2 of 3", with the step's line, what the database or the step said,
// and `state` ("rolled back: the database is at 1a2b, as before").
Error with_context(const Error& error, const Progress& at, const Dialect& dialect,
                   const std::string& state);

} // namespace migrate::runner
