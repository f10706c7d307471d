// The CREATE TABLE text of a changed table, made from the stored one: what did not change keeps its
// tokens, its comments and its place.
#pragma once

#include "dialect/sqlite/table_change.hpp"

namespace migrate::sqlite {

// Under another name. Without a stored text (a table known by replay only), or where that does not
// fit `change.before`, it is written anew.
std::string rebuilt_text(const TableChange& change, const std::string& name);

// The text without the table's own name as a qualifier (CHECK (t.a > 0)), which means nothing in a
// table that is called otherwise for a while.
std::string without_qualifiers(const std::string& text, const std::string& table);

} // namespace migrate::sqlite
