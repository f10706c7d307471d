// Types on PostgreSQL: every portable type has one of its own, and each of those several spellings.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <string_view>

namespace migrate::postgres {

class PostgresTypes final : public Types {
  public:
    std::string render(const Column& column) const override;
    ColumnType read(std::string_view native) const override;
    bool same(const Column& a, const Column& b) const override;
};

const Types& postgres_types();

std::string type_text(const ColumnType& type);

// The one spelling that format_type() has for a type's text: int4 and int are integer, varchar(5)
// is character varying(5), int[3] is integer[]. What it does not know keeps its words.
std::string canonical_type(std::string_view type);

// What `serial`, `bigserial` and their second names stand for: "integer", "bigint", "smallint".
// Empty for any other type.
std::string_view serial_base(std::string_view type);

// How a column of the type is stored unless it says otherwise: PLAIN, MAIN, EXTENDED.
std::string usual_storage(const ColumnType& type);

} // namespace migrate::postgres
