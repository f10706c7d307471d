// The header of a revision file, in both of its forms.
#pragma once

#include "migrate/node.hpp"
#include "migrate/revision.hpp"

#include <string>
#include <string_view>

namespace migrate::revision {

// The header keys of a TOML revision, from a document that holds the header alone or the steps too.
RevisionHeader read_toml_header(const Document& document);

// Reads the header of a file of either form, as little of it as that takes. nullopt: a `.sql` file
// without `migrate:revision`, which is no revision.
std::optional<RevisionHeader> read_header(const std::string& text, const std::string& file,
                                          bool is_sql);

// The directives of a SQL revision before its first section.
std::optional<RevisionHeader> read_sql_header(std::string_view text, const std::string& file);

// The text of a TOML revision without steps: one to fill by hand, or a merge.
std::string header_as_toml(const RevisionHeader& header);

// The graph's view of a header.
RevisionNode graph_node(const RevisionHeader& header, const std::string& file);

} // namespace migrate::revision
