#include "dialect/postgres/postgres_grants.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

constexpr std::string_view option = " with grant option";

using Privileges = std::vector<std::string>;

Privileges privileges_of(const Node* group, const std::string& role) {
    Privileges out;
    if (const Node* list = group ? group->find(role) : nullptr)
        for (const Node& privilege : list->items())
            out.push_back(text::lower(privilege.text().substr(0, privilege.text().find('('))) +
                          (privilege.text().find('(') == std::string::npos
                               ? ""
                               : privilege.text().substr(privilege.text().find('('))));
    return out;
}

Privileges without(const Privileges& all, const Privileges& some) {
    Privileges out;
    std::ranges::copy_if(all, std::back_inserter(out), [&](const std::string& privilege) {
        return std::ranges::find(some, privilege) == some.end();
    });
    return out;
}

// "update(a)" to "UPDATE (a)", with the column's name quoted where it has to be.
std::string privilege_text(const std::string& privilege) {
    const std::size_t open = privilege.find('(');
    if (open == std::string::npos)
        return text::upper(privilege);
    const std::size_t close = privilege.rfind(')');
    return text::upper(privilege.substr(0, open)) + " " +
           names_text(parse_path(privilege.substr(open + 1, close - open - 1)));
}

std::string role_text(const std::string& role) {
    return text::equals_folded(role, "public") ? "PUBLIC" : name_text(role);
}

void grant(std::vector<std::string>& out, const std::string& object, const std::string& role,
           const Privileges& privileges, bool may_grant) {
    std::vector<std::string> parts;
    for (const std::string& privilege : privileges)
        if (privilege.ends_with(option) == may_grant)
            parts.push_back(privilege_text(
                may_grant ? privilege.substr(0, privilege.size() - option.size()) : privilege));
    if (!parts.empty())
        out.push_back("GRANT " + text::join(parts, ", ") + " ON " + object + " TO " +
                      role_text(role) + (may_grant ? " WITH GRANT OPTION" : ""));
}

void revoke(std::vector<std::string>& out, const std::string& object, const std::string& role,
            const Privileges& privileges) {
    std::vector<std::string> parts;
    for (const std::string& privilege : privileges)
        parts.push_back(privilege_text(privilege.substr(0, privilege.find(option))));
    if (!parts.empty())
        out.push_back("REVOKE " + text::join(parts, ", ") + " ON " + object + " FROM " +
                      role_text(role));
}

std::vector<std::string> roles_of(const Node* from, const Node* to) {
    std::vector<std::string> roles;
    for (const Node* group : {from, to})
        if (group)
            for (const Node::Member& member : group->members())
                if (std::ranges::find(roles, member.key) == roles.end())
                    roles.push_back(member.key);
    return roles;
}

bool is_emptied(const Node* group, const std::string& role) {
    const Node* list = group ? group->find(role) : nullptr;
    return list && list->items().empty();
}

} // namespace

std::vector<std::string> grant_statements(const std::string& object, const Node* from,
                                          const Node* to) {
    std::vector<std::string> out;
    for (const std::string& role : roles_of(from, to)) {
        const Privileges was = privileges_of(from, role);
        const Privileges is = privileges_of(to, role);
        revoke(out, object, role, without(was, is));
        if (is_emptied(to, role))
            out.push_back("REVOKE ALL ON " + object + " FROM " + role_text(role));
        else if (is_emptied(from, role) && is.empty()) // what everybody has of a type or routine
            out.push_back("GRANT ALL ON " + object + " TO " + role_text(role));
        grant(out, object, role, without(is, was), false);
        grant(out, object, role, without(is, was), true);
    }
    return out;
}

} // namespace migrate::postgres
