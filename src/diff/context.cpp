#include "diff/context.hpp"

namespace migrate::diff {
namespace {

void fill_map(const Context& context, const Database& db,
              std::unordered_map<std::string, const Table*>& map) {
    map.reserve(db.tables.size());
    for (const Table& table : db.tables)
        map.emplace(context.key_of(table.name), &table);
}

const Table* look_up(const std::unordered_map<std::string, const Table*>& map,
                     const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
}

} // namespace

Context::Context(const Dialect& whose, const Options& wanted, const Questions& asked, Way direction,
                 const Database& before, const Database& after)
    : dialect(whose),
      options(wanted),
      questions(asked),
      way(direction),
      from(before),
      to(after) {
    fill_map(*this, from, from_tables);
    fill_map(*this, to, to_tables);
}

std::string Context::key_of(const QualifiedName& name) const {
    return name.schema.empty() ? fold(name.name) : fold(name.schema) + '\n' + fold(name.name);
}

const Table* Context::from_table(const QualifiedName& name) const {
    return look_up(from_tables, key_of(name));
}

const Table* Context::to_table(const QualifiedName& name) const {
    return look_up(to_tables, key_of(name));
}

std::vector<std::string> Context::drop_comment(const std::string& shown_name) const {
    if (!drop_comments)
        return {};
    const auto found = drop_comments->find(shown_name);
    return found == drop_comments->end() ? std::vector<std::string>()
                                         : std::vector<std::string>{found->second};
}

std::string shown(const QualifiedName& table, std::string_view part) {
    return to_string(table) + "." + format_path({std::string(part)});
}

} // namespace migrate::diff
