// TOML text to the neutral tree (migrate/node.hpp), and typed, position-aware reading of its
// tables.
#pragma once

#include "migrate/error.hpp"
#include "migrate/node.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::toml {

// Reads TOML 1.0. Members stand in the order of the source. A number keeps the text of its source,
// without `_` and a leading `+`; an integer in base 2, 8 or 16 becomes decimal; a date or time is
// its text. A byte order mark and CRLF are fine; NUL and what is not UTF-8 are refused. A document
// of more than two parts is read in parts, which changes nothing but the time (toml/headers.hpp).
// Throws Error(usage) with position and quoted line.
Document read_document(std::string text, std::string file = {}, std::size_t part_size = 1U << 16U);

// The same for a file; `shown_as` is the name that errors give, by default the path.
Document read_file(const std::string& path, const std::string& shown_as = {});

// An error that names file:line:column of the document and quotes the line.
Error error_at(const Document& document, NodePos pos, const std::string& message);

// Line `line` of the text, counted from 1, without its end.
std::string_view line_of(std::string_view text, int line);

// The lines of a text, for who asks for many of them. The text must outlive it.
class Lines {
  public:
    explicit Lines(std::string_view text);
    // As line_of().
    std::string_view operator[](int line) const;

  private:
    std::string_view text_;
    std::vector<std::size_t> starts_;
};

// Throws Error(usage), at its place, for what is not UTF-8 and for a NUL: of any file that people
// write.
void refuse_what_is_no_text(std::string_view text, const std::string& file);

// What stands before the first line that begins with `[`: the header of a revision file.
std::string_view header_text(std::string_view text);

// "a string", "an integer", ...: for messages.
std::string_view kind_name(const Node& node);

// Reads the members of one table by name and type, and in the end refuses what nobody asked for.
// The document and the node must outlive it.
class Fields {
  public:
    // `what` says in messages what the table is: `table "users"`, `[migrate]`.
    Fields(const Document& document, const Node& table, std::string what);

    // The value of a key, or nullptr. Marks the key as used.
    const Node* node(std::string_view key);
    const Node& required_node(std::string_view key, std::string_view expected);

    // A value of one type; none when the key is not there; an error when it has another type.
    std::optional<std::string> string(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key);
    std::optional<std::vector<std::string>> strings(std::string_view key);
    // A text, or a list of texts: `only = "sqlite"`, `only = ["sqlite", "mysql"]`.
    std::optional<std::vector<std::string>> string_or_strings(std::string_view key);
    const Node* table(std::string_view key);

    std::string required_string(std::string_view key);

    // Adds keys that exist but that this reader does not read itself: for suggestions, and so that
    // finish() accepts them.
    void allow(std::string_view key);

    // Reads the key `format` of a file; throws when it is newer than this program knows.
    void accept_format(int newest);

    // Throws for the first key that was never asked for, with the nearest key that was.
    void finish() const;

    // An error at the value of a key (at the table when the key is not there).
    Error error(std::string_view key, const std::string& message) const;
    // "KEY: expected EXPECTED, not a KIND", at the value.
    Error type_error(std::string_view key, const Node& value, std::string_view expected) const;

    const Document& document() const { return document_; }
    const Node& source() const { return table_; }
    const std::string& what() const { return what_; }

  private:
    std::vector<std::string> texts_of(std::string_view key, const Node& list);

    const Document& document_;
    const Node& table_;
    std::string what_;
    std::vector<std::string> known_;
};

} // namespace migrate::toml
