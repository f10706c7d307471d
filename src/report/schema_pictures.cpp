// The schema as a diagram that another program draws.
#include "report/schema_writer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

// --- Mermaid

// In quotes; Mermaid knows no way to write a quote there.
std::string quoted(std::string_view text) {
    return "\"" + text::replace_all(text::replace_all(std::string(text), "\"", "'"), "\n", " ") +
           "\"";
}

// What Mermaid takes for a type or the name of an attribute: a letter, then letters, digits and
// these.
std::string word(std::string_view text) {
    std::string out;
    for (char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool later = (c >= '0' && c <= '9') || c == '-' || c == '(' || c == ')';
        if (later && out.empty())
            out += '_';
        out += letter || later ? c : '_';
    }
    return out.empty() ? "untyped" : out;
}

std::string attribute(const Table& table, const Column& column) {
    std::vector<std::string> keys;
    if (in_primary_key(table, column.name))
        keys.emplace_back("PK");
    if (in_foreign_key(table, column.name))
        keys.emplace_back("FK");
    for (const Unique& unique : table.uniques)
        if (unique.columns.size() == 1 && unique.columns.front().column == column.name &&
            std::ranges::find(keys, "UK") == keys.end())
            keys.emplace_back("UK");
    std::string line = "        " + word(column.type.text) + " " + word(column.name);
    if (!keys.empty())
        line += " " + text::join(keys, ", ");
    if (word(column.name) != column.name)
        line += " " + quoted(column.name); // as its comment
    return line + "\n";
}

// The other side is one, or none where a column may be NULL; this side is many, or one at most.
std::string relation(const Table& table, const ForeignKey& key) {
    const std::string label = key.name.empty() ? text::join(key.columns, ", ") : key.name;
    return "    " + quoted(plain_name(key.table)) + (always_refers(table, key) ? " ||" : " |o") +
           "--" + (refers_once(table, key) ? "o| " : "o{ ") + quoted(plain_name(table.name)) +
           " : " + quoted(label) + "\n";
}

// --- Graphviz

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string id(std::string_view name) {
    return "\"" +
           text::replace_all(text::replace_all(std::string(name), "\\", "\\\\"), "\"", "\\\"") +
           "\"";
}

std::string node(const Table& table) {
    std::string out = "    " + id(plain_name(table.name)) +
                      " [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" "
                      "cellpadding=\"4\">\n        <tr><td colspan=\"2\"><b>" +
                      escaped(plain_name(table.name)) + "</b></td></tr>\n";
    for (const Column& column : table.columns) {
        const std::string name = escaped(column.name);
        const bool key = in_primary_key(table, column.name);
        out += "        <tr><td align=\"left\" port=\"" + name + "\">" +
               (key ? "<u>" + name + "</u>" : name) + "</td><td align=\"left\">" +
               escaped(column.type.text.empty() ? " " : column.type.text) + "</td></tr>\n";
    }
    return out + "    </table>>];\n";
}

std::string edge(const Table& table, const ForeignKey& key, const Database& schema) {
    const std::string from = id(plain_name(table.name)) + ":" + id(key.columns.front());
    std::string to = id(plain_name(key.table));
    const Table* referred = find_table(schema, key.table);
    if (!key.referred.empty())
        to += ":" + id(key.referred.front());
    else if (referred && referred->primary_key)
        to += ":" + id(referred->primary_key->columns.front().column);
    return "    " + from + " -> " + to +
           " [arrowtail=" + (refers_once(table, key) ? "teeodot" : "crowodot") +
           ", arrowhead=" + (always_refers(table, key) ? "teetee" : "teeodot") +
           ", tooltip=" + id(key.name.empty() ? text::join(key.columns, ", ") : key.name) + "];\n";
}

} // namespace

std::string schema_mermaid(const Database& schema) {
    std::string out = "erDiagram\n";
    for (const Table& table : schema.tables) {
        out += "    " + quoted(plain_name(table.name)) + " {\n";
        for (const Column& column : table.columns)
            out += attribute(table, column);
        out += "    }\n";
    }
    for (const Table& table : schema.tables)
        for (const ForeignKey& key : table.foreign_keys)
            out += relation(table, key);
    return out;
}

std::string schema_dot(const Database& schema) {
    std::string out = "digraph schema {\n"
                      "    rankdir=LR;\n"
                      "    node [shape=plain, fontname=\"sans-serif\"];\n"
                      "    edge [dir=both];\n";
    for (const Table& table : schema.tables)
        out += node(table);
    for (const Table& table : schema.tables)
        for (const ForeignKey& key : table.foreign_keys)
            out += edge(table, key, schema);
    return out + "}\n";
}

} // namespace migrate::report
