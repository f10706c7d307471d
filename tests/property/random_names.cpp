#include "property/random_names.hpp"

#include "migrate/identifier.hpp"

#include <array>

namespace migrate::test {
namespace {

constexpr std::array plain = {"users", "orders", "name",  "email", "state", "total", "born",
                              "item",  "note",   "price", "code",  "kind",  "label", "rank"};
constexpr std::array reserved = {
    "order",   "select",  "group",        "table",     "index",  "check",      "values", "from",
    "key",     "default", "where",        "primary",   "unique", "references", "as",     "on",
    "trigger", "view",    "current_date", "generated", "strict", "always",     "stored", "without"};
constexpr std::array odd = {"a\"b",
                            "a.b",
                            "a b",
                            "it's",
                            "[x]",
                            "a]b",
                            "`tick`",
                            "a--b",
                            "/* c */",
                            "a;b",
                            "100%",
                            "$dollar",
                            "a:b",
                            "a@b",
                            "back\\lash",
                            "a,b",
                            "(p)",
                            "ñandú",
                            "表",
                            "Ünïcödé",
                            "😀",
                            "a\nb",
                            "7up",
                            " blank ",
                            "a=b",
                            "#hash",
                            "a\tb",
                            "\"",
                            "'quoted'",
                            "CamelCase",
                            "UPPER",
                            "x'00ff'",
                            "?",
                            "-",
                            "NEW",
                            "rowid",
                            "_rowid_",
                            "oid",
                            "null",
                            "e\xCC\x81t\xC3\xA9",
                            "migrate_new_users",
                            "{n}"};

std::string long_name(Random& random) {
    std::string name = "long";
    for (std::size_t i = random.between(10, 30); i > 0; --i)
        name += "_name";
    return name;
}

} // namespace

std::string NameSource::candidate() {
    if (!random_.percent(odd_percent_))
        return random_.pick(plain);
    switch (random_.below(8)) {
    case 0:
        return long_name(random_);
    case 1:
    case 2:
        return random_.pick(reserved);
    case 3:
        return std::string(random_.pick(odd)) + random_.pick(odd);
    default:
        return random_.pick(odd);
    }
}

std::string NameSource::next() {
    std::string name = candidate();
    if (max_bytes_ != 0) // some to the last byte
        name = name.substr(0, max_bytes_);
    for (const std::string base = name; !taken_.insert(folded(name, NameFolding::ascii)).second;) {
        const std::string suffix = (random_.percent(80) ? "_" : "") + std::to_string(taken_.size());
        const bool fits = max_bytes_ == 0 || base.size() + suffix.size() <= max_bytes_;
        name = (fits ? base : base.substr(0, max_bytes_ - suffix.size())) + suffix;
    }
    return name;
}

} // namespace migrate::test
