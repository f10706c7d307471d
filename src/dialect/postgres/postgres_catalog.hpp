// Rows of pg_catalog: cells taken in order, and what the types of the catalog look like as text.
#pragma once

#include "migrate/connection.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::postgres {

using Oid = std::uint32_t;

// Takes the cells of a row from the left; text is moved out.
class CatalogRow {
  public:
    explicit CatalogRow(Row& cells) : cells_(cells) {}

    std::string text() { return next().value_or(""); } // NULL: ""
    char letter();                                     // '\0' for NULL and ""
    bool flag() { return is_true(next()); }
    long long number(); // 0 for NULL
    Oid oid() { return static_cast<Oid>(number()); }
    bool is_null() const { return !cells_[at_].has_value(); } // the next one
    void skip() { ++at_; }
    std::vector<std::string> list(); // an array; NULL: empty
    std::vector<int> numbers();      // an array or vector of integers
    std::vector<Oid> oids();         // the same of oids

  private:
    Cell next() { return std::move(cells_[at_++]); }

    Row& cells_;
    std::size_t at_ = 0;
};

// The elements of an array of one dimension, as PostgreSQL prints it: {a,"b c",NULL}. A NULL is "".
std::vector<std::string> parse_array(std::string_view text);

// The bytes of encode(x, 'escape').
std::string unescape_bytes(std::string_view text);

} // namespace migrate::postgres
