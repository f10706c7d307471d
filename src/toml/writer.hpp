// The neutral tree (migrate/node.hpp) to TOML text: ordered, aligned, the way a person would lay it
// out.
#pragma once

#include "migrate/node.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::toml {

using Path = std::vector<std::string>; // names of keys, from the root of the document

// How a table, or an array of tables, is laid out.
enum class Layout {
    value,  // key = { ... }, or dotted lines in place when that is too long
    group,  // its members are laid out one by one: column.id = ..., column.name = ...; in { } as
            // postgresql.type = ...
    header, // [a.b] and its members below, or [[a]] for each item of an array
};

struct WriteOptions {
    // Asked for every table and array; without it, each is a value.
    std::function<Layout(std::span<const std::string> path, const Node& node)> layout = {};
    std::size_t width = 120; // of a definition on one line
};

// A whole document. Reading it back gives the same tree; members with a header are written after
// those without, as TOML demands, so the order of members stays only where they stood last already.
// Throws Error(failed) for a null in the tree and for a text that is not UTF-8.
std::string write_document(const Node& root, const WriteOptions& options = {});

// A key, bare where it can be.
std::string format_key(std::string_view key);
std::string format_key_path(std::span<const std::string> path);

// A text in quotes of the kind that needs no escapes, if there is one; may take several lines.
std::string format_string(std::string_view text);
// A text in quotes on one line.
std::string format_string_on_one_line(std::string_view text);

// A value on one line: { type = "text", null = false }. `path` is the one that options.layout is
// asked with.
std::string format_inline(const Node& node, const WriteOptions& options = {},
                          const Path& path = {});

// Writes a document piece by piece. Within a block (what stands between two headers) the `=` of
// dotted keys that share all but their last name are aligned.
class BlockWriter {
  public:
    explicit BlockWriter(WriteOptions options = {}) : options_(std::move(options)) {}

    // A comment line for each line of the text.
    void comment(std::string_view text);
    void blank();
    // Ends the block. A blank line is put before a header, but not below a comment or at the start.
    void header(const Path& path);
    void array_header(const Path& path);
    // Aligns the keys without dots of the current block too.
    void align_bare_keys() { align_bare_ = true; }

    // One member: `path` is relative to the last header. Tables and arrays are laid out as the
    // options say; those with Layout::header must be written with header() and members().
    void add(const Path& path, const Node& value);
    // All members of the table that the last header opened, those with headers of their own last.
    void members(const Node& table);

    // The text so far, ending in a line end; the writer is empty then.
    std::string take();

  private:
    struct Line {
        std::string prefix; // the key without its last name: what is aligned together
        std::string key;
        std::string value;
        bool is_text = false; // `value` is the whole line
    };

    Layout layout_of(const Path& path, const Node& node) const;
    Path full(const Path& path) const;
    void add_line(const Path& path, std::string value);
    void add_table(const Path& path, const Node& table);
    void add_array(const Path& path, const Node& array);
    void plain_members(const Path& path, const Node& table);
    void header_members(const Path& path, const Node& table);
    void write_header(const Path& path, const Node& node);
    void open(const std::string& line, const Path& path);
    void flush();

    WriteOptions options_;
    Path base_; // of the last header
    std::vector<Line> lines_;
    std::string text_;
    bool align_bare_ = false;
};

} // namespace migrate::toml
