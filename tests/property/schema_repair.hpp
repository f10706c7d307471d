// Takes out of a schema what no longer stands on anything, after columns, keys or tables went away.
#pragma once

#include "property/keyed_schema.hpp"

namespace migrate::test {

class Subject;

void repair(const Subject& subject, KeyedSchema& schema);

} // namespace migrate::test
