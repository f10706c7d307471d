// Names of database objects: exactly as stored, never folded when kept; comparing folds as the
// database does.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

// How a database compares names. SQLite folds ASCII letters only
// (https://sqlite.org/lang_keywords.html, and its sqlite3StrICmp).
enum class NameFolding { exact, ascii };

bool same_name(std::string_view a, std::string_view b, NameFolding folding);
// The key under which a name is looked up: equal for two names exactly when same_name() says so.
std::string folded(std::string_view name, NameFolding folding);

// A table, view or other object; `schema` is empty for the default one and where a database has
// none.
struct QualifiedName {
    std::string schema;
    std::string name;

    auto operator<=>(const QualifiedName&) const = default;
};

bool same_name(const QualifiedName& a, const QualifiedName& b, NameFolding folding);

// Object names in model and revision files: dots divide, a part with a dot, blank, parenthesis or
// quote stands in double quotes as in SQL: shop."order items"."zip.code". Throws Error(usage) on an
// open quote or an empty part.
std::vector<std::string> parse_path(std::string_view text);
std::string format_path(const std::vector<std::string>& parts);
std::string to_string(const QualifiedName& name); // as format_path()

} // namespace migrate
