#include "schema/words.hpp"

#include <algorithm>
#include <array>

namespace migrate {
namespace {

constexpr std::array<ObjectWord, 11> objects{{
    {ObjectKind::schema, "schema", "schema"},
    {ObjectKind::extension, "extension", "extension"},
    {ObjectKind::domain, "domain", "domain"},
    {ObjectKind::composite, "composite", "composite type"},
    {ObjectKind::range, "range", "range type"},
    {ObjectKind::sequence, "sequence", "sequence"},
    {ObjectKind::function, "function", "function"},
    {ObjectKind::procedure, "procedure", "procedure"},
    {ObjectKind::aggregate, "aggregate", "aggregate"},
    {ObjectKind::materialized_view, "materialized_view", "materialized view"},
    {ObjectKind::event, "event", "event"},
}};

constexpr std::array<PartWord, 5> parts{{
    {PartKind::exclude, "exclude", "exclusion constraint"},
    {PartKind::partition, "partition", "partition"},
    {PartKind::statistics, "statistics", "statistics"},
    {PartKind::rule, "rule", "rule"},
    {PartKind::policy, "policy", "policy"},
}};

} // namespace

std::span<const ObjectWord> object_words() {
    return objects;
}

std::string_view word_of(ObjectKind kind) {
    return std::ranges::find(objects, kind, &ObjectWord::kind)->word;
}

std::string_view to_string(ObjectKind kind) {
    return std::ranges::find(objects, kind, &ObjectWord::kind)->shown;
}

std::optional<ObjectKind> object_kind(std::string_view word) {
    const auto* found = std::ranges::find(objects, word, &ObjectWord::word);
    return found == objects.end() ? std::nullopt : std::optional(found->kind);
}

std::span<const PartWord> part_words() {
    return parts;
}

std::string_view word_of(PartKind kind) {
    return std::ranges::find(parts, kind, &PartWord::kind)->word;
}

std::string_view to_string(PartKind kind) {
    return std::ranges::find(parts, kind, &PartWord::kind)->shown;
}

std::optional<PartKind> part_kind(std::string_view word) {
    const auto* found = std::ranges::find(parts, word, &PartWord::word);
    return found == parts.end() ? std::nullopt : std::optional(found->kind);
}

std::string_view sql_words(FkAction action) {
    switch (action) {
    case FkAction::no_action:
        return "NO ACTION";
    case FkAction::restrict:
        return "RESTRICT";
    case FkAction::cascade:
        return "CASCADE";
    case FkAction::set_null:
        return "SET NULL";
    case FkAction::set_default:
        return "SET DEFAULT";
    }
    return {};
}

std::string_view sql_words(Conflict conflict) {
    switch (conflict) {
    case Conflict::none:
        return {};
    case Conflict::rollback:
        return "ROLLBACK";
    case Conflict::abort:
        return "ABORT";
    case Conflict::fail:
        return "FAIL";
    case Conflict::ignore:
        return "IGNORE";
    case Conflict::replace:
        return "REPLACE";
    }
    return {};
}

} // namespace migrate
