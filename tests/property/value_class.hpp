// Which values of columns are of one kind, by the database's own rules and not by the tool's.
#pragma once

#include "migrate/schema.hpp"

namespace migrate::test {

enum class ValueClass {
    integer,
    text,
    blob,
    real,
    numeric,
    boolean,
    date,
    timestamp,
    uuid,
    json,
    list,
    enumeration,
};

} // namespace migrate::test
