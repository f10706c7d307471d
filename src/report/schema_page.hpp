// The page that shows a schema, before the schema is put in.
#pragma once

#include <string_view>

namespace migrate::report {

// src/report/assets/schema.html; @schema@ and @name@ stand for what is filled in.
std::string_view schema_page();

} // namespace migrate::report
