#include "dialect/postgres/postgres_names.hpp"

#include "sql/lexer.hpp"
#include "sql/rewrite.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <set>

namespace migrate::postgres {

namespace {

// Not in the middle of a character.
std::string clipped(std::string_view name, std::size_t bytes) {
    if (bytes >= name.size())
        return std::string(name);
    while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U)
        --bytes;
    return std::string(name.substr(0, bytes));
}

std::string joined_columns(const std::vector<KeyPart>& parts) {
    std::vector<std::string> names;
    names.reserve(parts.size());
    for (const KeyPart& part : parts)
        names.push_back(part.column.empty() ? "expr" : part.column);
    return text::join(names, "_");
}

// The column that a check is about; empty when there is none or more than one.
std::string only_column(const Table& table, const std::string& expression) {
    std::string only;
    for (const Column& column : table.columns) {
        if (!sql::mentions_name(expression, column.name, sql::postgres_syntax()))
            continue;
        if (!only.empty())
            return {};
        only = column.name;
    }
    return only;
}

// Names that are taken in one schema: of relations, and of constraints.
class Taken {
  public:
    Taken(const Table& table, const Database& db) {
        for (const Table& other : db.tables)
            if (other.name.schema == table.name.schema && other.name != table.name)
                add(other);
        for (const View& view : db.views)
            if (view.name.schema == table.name.schema)
                names_.insert(view.name.name);
        add(table);
    }

    // The first that is free of name, name1, name2, ...
    void name(std::string& target, const std::string& table, const std::string& columns,
              const std::string& label) {
        if (!target.empty())
            return;
        target = made_name(table, columns, label);
        for (int pass = 1; names_.contains(target); ++pass)
            target = made_name(table, columns, label + std::to_string(pass));
        names_.insert(target);
    }

  private:
    void add(const Table& table) {
        names_.insert(table.name.name);
        if (table.primary_key)
            names_.insert(table.primary_key->name);
        const auto add_all = [&](const auto& parts) {
            for (const auto& part : parts)
                names_.insert(part.name);
        };
        add_all(table.uniques);
        add_all(table.checks);
        add_all(table.foreign_keys);
        add_all(table.indexes);
    }

    std::set<std::string> names_;
};

} // namespace

std::string made_name(std::string_view table, std::string_view columns, std::string_view label) {
    const std::size_t overhead = label.size() + 1 + (columns.empty() ? 0 : 1);
    std::size_t first = table.size();
    std::size_t second = columns.size();
    while (first + second + overhead > max_name_bytes)
        --(first > second ? first : second);
    std::string name = clipped(table, first);
    if (!columns.empty())
        name += "_" + clipped(columns, second);
    return name.append("_").append(label);
}

std::string default_name(const Table& table, const PrimaryKey&) {
    return made_name(table.name.name, {}, "pkey");
}

std::string default_name(const Table& table, const Unique& unique) {
    return made_name(table.name.name, joined_columns(unique.columns), "key");
}

std::string default_name(const Table& table, const Check& check) {
    return made_name(table.name.name, only_column(table, check.expression), "check");
}

std::string default_name(const Table& table, const ForeignKey& key) {
    return made_name(table.name.name, text::join(key.columns, "_"), "fkey");
}

std::string default_name(const Table& table, const Index& index) {
    return made_name(table.name.name, joined_columns(index.columns), "idx");
}

void name_parts(Table& table, const Database& db) {
    const auto is_nameless = [](const auto& part) { return part.name.empty(); };
    if (!(table.primary_key && table.primary_key->name.empty()) &&
        std::ranges::none_of(table.uniques, is_nameless) &&
        std::ranges::none_of(table.checks, is_nameless) &&
        std::ranges::none_of(table.foreign_keys, is_nameless) &&
        std::ranges::none_of(table.indexes, is_nameless))
        return;
    Taken taken(table, db);
    const std::string& name = table.name.name;
    for (Check& check : table.checks)
        taken.name(check.name, name, only_column(table, check.expression), "check");
    if (table.primary_key)
        taken.name(table.primary_key->name, name, {}, "pkey");
    for (Unique& unique : table.uniques)
        taken.name(unique.name, name, joined_columns(unique.columns), "key");
    for (Index& index : table.indexes)
        taken.name(index.name, name, joined_columns(index.columns), "idx");
    for (ForeignKey& key : table.foreign_keys)
        taken.name(key.name, name, text::join(key.columns, "_"), "fkey");
}

} // namespace migrate::postgres
