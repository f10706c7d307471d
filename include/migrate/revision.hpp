// Revision files: one step of history each, in TOML or in SQL, and the folders that hold them.
#pragma once

#include "migrate/dialect.hpp"
#include "migrate/graph.hpp"
#include "migrate/node.hpp"
#include "migrate/ops.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace migrate {

// The header of a revision file: what the graph needs. It is read alone, in microseconds.
struct RevisionHeader {
    std::string id;
    std::vector<std::string> parents;    // empty: a base
    std::vector<std::string> depends_on; // ids or labels
    std::vector<std::string> labels;
    std::string message;
    std::string created_at;          // RFC 3339, as written; may be empty
    std::optional<bool> transaction; // false: outside of one
    std::string irreversible;        // why
    std::vector<std::string> only;   // dialects that it is for; empty: all

    bool operator==(const RevisionHeader&) const = default;
};

// What any step may say beside its verb.
struct StepOptions {
    std::vector<std::string> only;
    std::optional<bool> transaction; // false: between transactions, journaled
    bool continue_on_error = false;  // on_error = "continue"
    std::string done_when;           // a query that is true once the step has taken effect
    std::optional<bool> destructive; // the author's word
    std::vector<std::string> allow;  // lint codes
    std::optional<std::chrono::milliseconds> lock_timeout;
    std::optional<std::chrono::milliseconds> statement_timeout;
    std::optional<int> retries;

    bool operator==(const StepOptions&) const = default;
};

// A step as one dialect understands it.
struct Step {
    int number = 0; // from 1, as written in the file
    Op op;
    StepOptions options;
    std::vector<Op> means;   // what raw SQL does to the schema; not run
    bool says_means = false; // also true for means = []
    SourcePos pos;           // of the verb
    std::string quoted_line; // the verb's line: alter_column = "users.age"
};

// A whole revision as one dialect understands it. Steps that are for other dialects only are not in
// it.
struct Revision {
    RevisionHeader header;
    std::filesystem::path path;
    std::vector<Step> upgrade;
    std::optional<std::vector<Step>> downgrade; // nullopt: there is none, downgrade refuses
    std::string checksum;                       // SHA-256, hex; of what matters, not of line ends
};

// The files of a project, by revision id. Reading a folder reads headers only and reports every bad
// file at once.
class ScriptFolder {
  public:
    // Folders are searched recursively, in the given order, files by name. A `.sql` file is a
    // revision only with `migrate:revision`, else it must be some step's sql_file. Throws
    // Error(usage) that lists every bad file.
    static ScriptFolder load(const std::vector<std::filesystem::path>& folders);

    const RevisionGraph& graph() const { return graph_; }
    const RevisionHeader& header(const std::string& id) const;
    const std::filesystem::path& path(const std::string& id) const;
    // Reads the whole file for a dialect. Throws Error(usage) with file, line and column.
    Revision read(const std::string& id, const Dialect& dialect) const;
    // SHA-256 of the file as it is now.
    std::string checksum(const std::string& id) const;

  private:
    struct Entry {
        RevisionHeader header;
        std::filesystem::path path;
    };
    const Entry& entry(const std::string& id) const;

    std::map<std::string, Entry> entries_;
    RevisionGraph graph_;
};

// --- writing

struct NewRevision {
    RevisionHeader header;
    std::vector<PlannedOp> upgrade;
    std::vector<PlannedOp> downgrade;
    std::vector<std::string>
        comments; // at the top, below the title: rename candidates, what was not compared
};

// The text of a revision file. TOML holds operations; SQL holds what `dialect` renders for them,
// starting from `before`.
std::string revision_as_toml(const NewRevision& revision, const Dialect& dialect);
std::string revision_as_sql(const NewRevision& revision, const Dialect& dialect,
                            const Database& before);

// Steps alone: as they stand in a file of either kind.
std::string steps_as_toml(const std::vector<PlannedOp>& steps, const Dialect& dialect);
std::string steps_as_sql(const std::vector<PlannedOp>& steps, const Dialect& dialect,
                         const Database& before);

} // namespace migrate
