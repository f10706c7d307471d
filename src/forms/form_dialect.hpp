// What forms need to know of the dialect at hand; they stand below dialect/ and never see it.
#pragma once

#include "migrate/identifier.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::forms {

struct FormDialect {
    std::string name;                  // "sqlite"
    std::string display_name;          // "SQLite"
    std::vector<std::string> prefixes; // that count here, from the broadest: "mysql", "mariadb"
    NameFolding folding = NameFolding::exact;
    bool schemas = false; // names may have two parts
};

} // namespace migrate::forms
