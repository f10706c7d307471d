#include "schema/attribute_roles.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace migrate {
namespace {

using enum AttributeRole;

constexpr std::array<std::pair<std::string_view, AttributeRole>, 21> roles{{
    {"as", statement},
    {"body", statement},
    {"check", group},
    {"columns", columns},
    {"do", statement},
    {"execute", statement},
    {"field", group},
    {"grant", group},
    {"include", columns},
    {"inherits", relations},
    {"on_delete_columns", columns},
    {"on_row_update", expression},
    {"owned_by", relations},
    {"partition_by", expression},
    {"partition_of", relations},
    {"period", group},
    {"set", group},
    {"ttl", expression},
    {"using", expression},
    {"where", expression},
    {"with_check", expression},
}};

constexpr std::array<std::string_view, 6> true_by_default{
    "enforced", "nulls_distinct", "null", "permissive", "validated", "visible"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> words_by_default{{
    {"enabled", "true"},
    {"for", "all"},
    {"for_each", "row"},
    {"initially", "immediate"},
    {"method", "btree"},
    {"parallel", "unsafe"},
    {"replica_identity", "default"},
    {"volatility", "volatile"},
}};

} // namespace

std::optional<Node> default_of(std::string_view key) {
    if (std::ranges::find(true_by_default, key) != true_by_default.end())
        return Node::boolean(true);
    if (key == "to")
        return Node::array({Node::string("public")});
    const auto found = std::ranges::find(words_by_default, key,
                                         &std::pair<std::string_view, std::string_view>::first);
    return found == words_by_default.end()
               ? std::nullopt
               : std::optional(Node::string(std::string(found->second)));
}

AttributeRole role_of(std::string_view key) {
    const auto found =
        std::ranges::find(roles, key, &std::pair<std::string_view, AttributeRole>::first);
    return found == roles.end() ? plain : found->second;
}

} // namespace migrate
