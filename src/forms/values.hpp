// Values of keys, to what the schema holds and back: literals, actions, names in texts, events.
#pragma once

#include "forms/form_dialect.hpp"
#include "forms/overlay.hpp"
#include "migrate/error.hpp"
#include "migrate/node.hpp"
#include "migrate/ops.hpp"
#include "migrate/schema.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::forms {

// The document being read, and for which database.
struct Reader {
    const Document& document;
    const FormDialect& dialect;
    std::shared_ptr<const std::string> file{};

    DeclaredAt at(NodePos pos) const { return {file, pos}; }
    Error error(NodePos pos, const std::string& message) const;
    // Runs parse_path() and the like, and says where the text stands when it throws.
    std::vector<std::string> path(const Node& text) const;
    QualifiedName object_name(const Node& text) const;
    QualifiedName object_name(const std::string& text, NodePos pos) const;
};

Reader reader_of(const Document& document, const FormDialect& dialect);

// A table of a form as one database reads it. Values have the shapes of the vocabulary.
class Fields {
  public:
    Fields(const Reader& reader, Overlaid overlaid)
        : reader_(reader),
          overlaid_(std::move(overlaid)) {}

    const Node* find(std::string_view key) const { return overlaid_.node.find(key); }
    std::string text(std::string_view key) const; // "" when it is not there
    std::string sql(std::string_view key) const;  // trimmed
    bool flag(std::string_view key, bool missing = false) const;
    std::vector<std::string> texts(std::string_view key) const; // a text counts as a list of one
    const Node& node() const { return overlaid_.node; }
    const Overrides& overrides() const { return overlaid_.overrides; }
    Overrides& overrides() { return overlaid_.overrides; }
    const Reader& reader() const { return reader_; }

  private:
    const Reader& reader_;
    Overlaid overlaid_;
};

// Reads a value of a kind, given in full.
Fields fields_of(const Reader& reader, const Node& table, const Kind& kind,
                 const std::vector<Key>& extra = {});

// --- literals and expressions

Value read_value(const Reader& reader, const Node& node);
Node write_value(const Value& value);
// Trimmed, without parentheses around the whole, which the DDL adds again.
std::string read_expression(std::string_view text);
std::string read_query(std::string_view text); // trimmed, without a final semicolon

// --- closed lists of words

FkAction read_action(const Reader& reader, const Node& node);
std::string_view word_of(FkAction action);
Conflict read_conflict(const Reader& reader, const Node& node);
std::string_view word_of(Conflict conflict);
std::string_view word_of(ConstraintKind kind);

// `deferrable` and `initially` together; nullptr for what is not there.
std::optional<Deferral> read_deferral(const Reader& reader, const Node* deferrable,
                                      const Node* initially);
void write_deferral(Node& table, const std::optional<Deferral>& deferral);

// --- names in texts

// "teams(id, no)"; no columns: the primary key.
struct Reference {
    QualifiedName table;
    std::vector<std::string> columns;

    bool operator==(const Reference&) const = default;
};
Reference read_reference(const Reader& reader, const Node& node);
std::string write_reference(const Reference& reference);

// "a, \"b c\"" to its names and back.
std::vector<std::string> read_names(const Reader& reader, std::string_view text, NodePos pos);
std::string write_names(const std::vector<std::string>& names);

// "insert", "update of a, b", or a list of them.
std::vector<TriggerEvent> read_events(const Reader& reader, const Node& node);
Node write_events(const std::vector<TriggerEvent>& events);

// --- identity, durations

std::optional<Identity> read_identity(const Reader& reader, const Node& node);
Node write_identity(const Identity& identity);
long long read_integer(const Reader& reader, const Node& node);
long long read_milliseconds(const Reader& reader, const Node& node); // "100ms", "2s", "5m", "1h"
std::string write_milliseconds(long long ms);

std::vector<std::string> read_texts(const Node& node); // a text or a list of texts
Node write_texts(const std::vector<std::string>& texts);

} // namespace migrate::forms
