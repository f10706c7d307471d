// Parts of tables that no struct knows: exclusion constraints, rules, policies, statistics,
// partitions.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

// What ADD takes, and what stands in CREATE TABLE.
std::string exclude_text(const TablePart& part);
// " FOR VALUES IN (1)", " DEFAULT".
std::string bound_text(const std::string& values);

// Comment included.
std::vector<std::string> part_statements(const QualifiedName& table, const TablePart& part);
std::string drop_part_text(const DropPart& op);
std::string rename_part_text(const RenamePart& op);
std::vector<std::string> alter_part_statements(const QualifiedName& table, const TablePart& was,
                                               const TablePart& becomes);

std::string attach_text(const QualifiedName& table, const std::string& partition,
                        const std::string& values);
std::string detach_text(const QualifiedName& table, const std::string& partition,
                        bool concurrently);

// Throws Error(usage) for a part that says too little.
void check_part(const QualifiedName& table, const TablePart& part);

} // namespace migrate::postgres
