#include "diff/attribute_facts.hpp"

#include "diff/fact_keys.hpp"
#include "diff/op_texts.hpp"
#include "schema/attribute_roles.hpp"

namespace migrate::diff {

void sql_in(const std::string& key, const Node& value, std::vector<std::string>& texts) {
    if (key != "body" && role_of(key) != AttributeRole::relations && names_objects(key))
        each_text(value, texts);
}

void sql_in(const Attributes& attributes, std::vector<std::string>& texts) {
    for (const Attribute& attribute : attributes)
        sql_in(attribute.key, attribute.value, texts);
}

void relations_in(const Context& context, const std::string& key, const Node& value,
                  std::vector<std::string>& keys) {
    std::vector<std::string> paths;
    if (role_of(key) == AttributeRole::relations)
        each_text(value, paths);
    for (const std::string& path : paths) {
        std::vector<std::string> parts = parse_path(path);
        const std::string last = parts.back();
        if (key == "owned_by" && parts.size() > 1) {
            parts.pop_back();
            keys.push_back(column_key(context, {{}, parts.back()}, last));
        }
        keys.push_back(relation_key(context, {{}, parts.back()}));
    }
}

void relations_in(const Context& context, const Attributes& attributes,
                  std::vector<std::string>& keys) {
    for (const Attribute& attribute : attributes)
        relations_in(context, attribute.key, attribute.value, keys);
}

} // namespace migrate::diff
