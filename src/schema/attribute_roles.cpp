#include "schema/attribute_roles.hpp"

#include <algorithm>
#include <array>
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

} // namespace

AttributeRole role_of(std::string_view key) {
    const auto found =
        std::ranges::find(roles, key, &std::pair<std::string_view, AttributeRole>::first);
    return found == roles.end() ? plain : found->second;
}

} // namespace migrate
