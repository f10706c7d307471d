// What no database can do, told before anything runs. Each throws Error(usage) with the way out.
#pragma once

#include "migrate/dialect.hpp"

#include <string_view>

namespace migrate {

void check_rows(const InsertRows& op);
void check_set(const RowValues& set, const QualifiedName& table); // of update_rows, backfill
// Names that the operation gives, longer than the database keeps: it would cut them in silence.
void check_names(const Op& op, std::size_t most_bytes, std::string_view database);
[[noreturn]] void refuse_transaction_word(std::string_view statement);

} // namespace migrate
