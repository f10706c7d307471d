// What forms need to know of the dialect at hand; they stand below dialect/ and never see it.
#pragma once

#include "migrate/identifier.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sql {
struct Syntax;
}

namespace migrate::forms {

struct FormDialect {
    std::string name;                  // "sqlite"
    std::string display_name;          // "SQLite"
    std::vector<std::string> prefixes; // that count here, from the broadest: "mysql", "mariadb"
    NameFolding folding = NameFolding::exact;
    bool schemas = false; // names may have two parts
    // INTEGER PRIMARY KEY in a column is the row's own number: never NULL, without saying NOT NULL.
    bool rowid_alias = false;
    std::size_t max_name_bytes = 0;      // 0: no limit
    const sql::Syntax* syntax = nullptr; // for finding names in expressions; null: SQLite's
};

} // namespace migrate::forms
