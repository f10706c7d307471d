// The columns of an index, from the vectors of pg_index.
#pragma once

#include "dialect/postgres/postgres_assembly.hpp"

namespace migrate::postgres {

struct IndexKeys {
    std::vector<int> columns;             // numbers; 0 is an expression. Included ones stand last
    std::size_t count = 0;                // without the included ones
    std::vector<std::string> expressions; // one for each key where there is an expression at all
    std::vector<int> options;             // 1 is descending, 2 NULLs first
    std::vector<Oid> operator_classes;
    std::vector<Oid> collations;
    std::vector<std::string> class_options; // of operator classes; empty where there are none
    bool says_collation = false;            // whether the index itself names one, for expressions
};

std::vector<KeyPart> key_parts(Assembly& assembly, Oid relation, const IndexKeys& keys);
std::vector<std::string> included_columns(Assembly& assembly, Oid relation, const IndexKeys& keys);

} // namespace migrate::postgres
