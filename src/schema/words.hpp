// SQL's words for values of the model that every database spells alike.
#pragma once

#include "migrate/schema.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace migrate {

// "NO ACTION", "SET NULL".
std::string_view sql_words(FkAction action);
// "ROLLBACK"; empty for none.
std::string_view sql_words(Conflict conflict);

// The kinds as models and verbs call them: "materialized_view". In the order in which they are
// made.
struct ObjectWord {
    ObjectKind kind;
    std::string_view word;
    std::string_view shown; // "materialized view"
};
std::span<const ObjectWord> object_words();
std::string_view word_of(ObjectKind kind);
std::optional<ObjectKind> object_kind(std::string_view word);

struct PartWord {
    PartKind kind;
    std::string_view word;
    std::string_view shown; // "exclusion constraint"
};
std::span<const PartWord> part_words();
std::string_view word_of(PartKind kind);
std::optional<PartKind> part_kind(std::string_view word);

} // namespace migrate
