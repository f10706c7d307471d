#include "diff/filter.hpp"

#include "ops/enum_use.hpp"
#include "schema/words.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

std::vector<std::string> patterns_for(const std::vector<std::string>& patterns,
                                      std::string_view kind) {
    std::vector<std::string> found;
    for (const std::string& pattern : patterns) {
        const std::size_t colon = pattern.find(':');
        const bool for_tables = colon == std::string::npos;
        if (for_tables ? kind == "table" : std::string_view(pattern).substr(0, colon) == kind)
            found.push_back(for_tables ? pattern : pattern.substr(colon + 1));
    }
    return found;
}

class KindFilter {
  public:
    KindFilter(const Options& options, std::string_view kind, NameFolding folding)
        : include_(patterns_for(options.include, kind)),
          exclude_(patterns_for(options.exclude, kind)),
          all_(kind != "table" && include_.empty()),
          folding_(folding) {}

    bool keeps(const std::string& name) const {
        return (all_ || matches(include_, name)) && !matches(exclude_, name);
    }

  private:
    bool matches(const std::vector<std::string>& patterns, const std::string& name) const {
        return std::ranges::any_of(patterns, [&](const std::string& pattern) {
            return glob_matches(pattern, name, folding_);
        });
    }

    std::vector<std::string> include_, exclude_;
    bool all_;
    NameFolding folding_;
};

std::string dotted(const QualifiedName& name) {
    return name.schema.empty() ? name.name : name.schema + "." + name.name;
}
std::string dotted(const std::string& name) {
    return name;
}

template <class T>
void narrow(std::vector<T>& objects, const KindFilter& filter) {
    std::erase_if(objects, [&](const T& object) { return !filter.keeps(dotted(object.name)); });
}

// A sequence is left out with the table that it belongs to.
bool belongs_to_missing(const SchemaObject& object, const Database& db, const Database& part) {
    const std::string path = attribute_text(object.attributes, "owned_by");
    std::vector<std::string> parts = path.empty() ? std::vector<std::string>() : parse_path(path);
    if (parts.size() < 2)
        return false;
    const QualifiedName table{parts.size() > 2 ? parts[0] : std::string(), parts[parts.size() - 2]};
    return find_table(db, table) && !find_table(part, table);
}

void narrow_objects(Database& part, const Database& db, const Options& options) {
    for (const ObjectWord& known : object_words()) {
        const KindFilter filter(options, known.word, db.folding);
        std::erase_if(part.objects, [&](const SchemaObject& object) {
            return object.kind == known.kind && !filter.keeps(dotted(object.name));
        });
    }
    std::erase_if(part.objects,
                  [&](const SchemaObject& object) { return belongs_to_missing(object, db, part); });
}

bool matches_here(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

} // namespace

bool glob_matches(std::string_view pattern, std::string_view text, NameFolding folding) {
    return matches_here(folded(pattern, folding), folded(text, folding));
}

std::optional<Database> filtered(const Database& db, const Options& options) {
    if (options.exclude.empty() && options.include == std::vector<std::string>{"*"})
        return std::nullopt;
    Database part = db;
    narrow(part.tables, KindFilter(options, "table", db.folding));
    narrow(part.views, KindFilter(options, "view", db.folding));
    narrow(part.enums, KindFilter(options, "enum", db.folding));
    // An enum that only tables which are left out have is left out with them.
    std::erase_if(part.enums, [&](const EnumType& type) {
        return ops::is_used(type, db) && !ops::is_used(type, part);
    });
    narrow_objects(part, db, options);
    narrow(part.raws, KindFilter(options, "raw", db.folding));
    return part;
}

} // namespace migrate::diff
