// What every part of a comparison needs: the two states, the database's ways, and which way it
// goes.
#pragma once

#include "diff/compare.hpp"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace migrate::diff {

// The way down is planned by the same planner with the states swapped. It restores what was there
// to the letter: a nameless part then matches only a nameless part.
enum class Way { up, down };

// Names that renames have given, back to what the live database still calls them.
struct LiveNames {
    std::map<std::string, QualifiedName> tables; // by folded new name
    std::map<std::string, std::string> columns;  // by folded new table, '\n', folded new column
};

struct Context {
    const Dialect& dialect;
    const Options& options;
    const Questions& questions;
    Way way;
    const Database& from;
    const Database& to;
    const LiveNames* live_names = nullptr;
    std::set<std::size_t>* fills_used = nullptr; // indexes into options.fill_hints
    // Renames that nobody confirmed, and the options that would, by the key of LiveNames::columns.
    const std::vector<std::string>* rename_notes = nullptr;
    const std::map<std::string, std::string>* rename_options = nullptr;
    // What to say beside a drop that may have been a rename, by shown() or to_string() of the name.
    const std::map<std::string, std::string>* drop_comments = nullptr;

    std::unordered_map<std::string, const Table*> from_tables, to_tables; // by key_of()

    Context(const Dialect& dialect, const Options& options, const Questions& questions, Way way,
            const Database& from, const Database& to);

    const Capabilities& caps() const { return dialect.capabilities(); }
    NameFolding folding() const { return dialect.capabilities().folding; }
    bool same(std::string_view a, std::string_view b) const { return same_name(a, b, folding()); }
    std::string fold(std::string_view name) const { return folded(name, folding()); }
    std::string key_of(const QualifiedName& name) const;
    const Table* from_table(const QualifiedName& name) const;
    const Table* to_table(const QualifiedName& name) const;
    std::vector<std::string> drop_comment(const std::string& shown_name) const;
};

// "users.age" for messages and hints.
std::string shown(const QualifiedName& table, std::string_view part);

} // namespace migrate::diff
