// Whether two spellings mean the same to the database. Structure first, then tokens; only what
// differs in both is asked of the dialect.
#pragma once

#include "diff/context.hpp"

#include <optional>
#include <string_view>
#include <unordered_set>

namespace migrate::diff {

bool same_expression(const Context& context, std::string_view a, std::string_view b);
// Queries of views, bodies of triggers: by tokens alone.
bool same_statement(const Context& context, std::string_view a, std::string_view b);
// DEFAULT NULL and no default are one.
bool same_default(const Context& context, const std::optional<Value>& a,
                  const std::optional<Value>& b);
bool same_names(const Context& context, const std::vector<std::string>& a,
                const std::vector<std::string>& b);

// The parts of keys and indexes; the tables know their columns' collations, which a part inherits.
bool same_parts(const Context& context, const Table& a_table, const std::vector<KeyPart>& a,
                const Table& b_table, const std::vector<KeyPart>& b);
bool same_collation(const Context& context, std::string_view a, std::string_view b);

// Every name and word of a text, folded, and "*" where a star stands: what it may depend on.
std::unordered_set<std::string> mentioned(const Context& context, std::string_view text);
// The names in it that stand before a parenthesis, and the one that is all of it.
std::unordered_set<std::string> called(const Context& context, std::string_view text);
// What stands between single quotes.
std::vector<std::string> literals_in(const Context& context, std::string_view text);

} // namespace migrate::diff
