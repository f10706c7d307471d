// include and exclude of the configuration.
#pragma once

#include "diff/context.hpp"

#include <optional>

namespace migrate::diff {

// * is any text, ? any one character; letter case as the database folds names.
bool glob_matches(std::string_view pattern, std::string_view text, NameFolding folding);

// The part of a schema that is compared; nullopt when that is all of it. A pattern without a kind
// is for tables; one such as view:, enum:, function: or raw: narrows its kind only.
std::optional<Database> filtered(const Database& db, const Options& options);

} // namespace migrate::diff
