// One function per command of the program: options in, result out. No argv, nothing printed: what a
// command tells while it works goes to the observer, what it asks goes to the prompt, what it found
// is in its result. Errors are migrate::Error.
#pragma once

#include "migrate/config.hpp"
#include "migrate/dialect.hpp"
#include "migrate/log.hpp"
#include "migrate/observer.hpp"
#include "migrate/revision.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace migrate {

class Clock;

// Questions to a person at a terminal. Absent in a pipe, with CI=true and with --no-input.
class Prompt {
  public:
    virtual ~Prompt() = default;
    virtual bool yes_or_no(const std::string& question) = 0;
    // nullopt: the person gave up.
    virtual std::optional<std::string> line(const std::string& question) = 0;
};

namespace commands {

// What the global options give: the project, and how to talk. Files are read and the database is
// connected to when a command first needs them.
class Context {
  public:
    // `prompt` may be null. Everything must outlive the context. `seed` makes revision ids
    // repeatable, for tests.
    Context(Config config, Observer& observer, const Clock& clock, Prompt* prompt,
            std::optional<std::uint64_t> seed = {});
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    const Config& config() const;
    Observer& observer() const;
    const Clock& clock() const;
    Prompt* prompt() const;

    const Url& url(); // throws Error(usage) when none is set
    const Dialect& dialect();
    const ScriptFolder& scripts();
    void reload_scripts(); // after a file was written
    std::string new_revision_id();

    // What a command does when the database is not there yet (a SQLite file).
    enum class Missing {
        create, // upgrade, stamp, ensure-version
        empty,  // check, current, revision --autogenerate: as an empty one, with a warning
        refuse, // inspect, downgrade: Error(unreachable)
    };
    // Waits up to Config::run.connect_wait for one that cannot be reached. Throws
    // Error(unreachable).
    Connection& connection(Missing missing);
    bool connected() const; // connection() was asked for, and there was one
    // The live schema without the tool's own tables.
    Database live_schema(Missing missing);
    // The wanted schema.
    Database model();
    // The same, with the live schema's spelling of what the database says to be the same.
    Database model_beside(const Database& live);

  private:
    std::unique_ptr<Connection> connect(Missing missing);
    std::unique_ptr<Connection> connect_waiting(Missing missing);

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// A revision as the listing commands show it.
struct RevisionEntry {
    RevisionHeader header;
    std::filesystem::path path;
    std::vector<std::string> labels;       // inherited ones too
    std::vector<std::string> children;     // ids
    std::vector<std::string> dependencies; // ids, of what depends_on names and is no parent
    bool is_head = false;
    bool is_effective_head = false; // a head that another revision depends on
    bool is_branch_point = false;
    bool is_merge_point = false;
    bool is_current = false; // its id is a version row; known when the database was asked
    bool is_pending = false; // it is not applied; known when the database was asked
};

// --- init
struct InitOptions {
    std::filesystem::path directory = "migrations";
    std::string template_name = "generic"; // or a folder of the user's
};
struct InitResult {
    std::vector<std::filesystem::path> created;
    std::vector<std::filesystem::path> kept; // were there already and stay as they are
};
InitResult init(const InitOptions& options); // needs no context: there is no project yet

// --- list-templates
struct TemplateEntry {
    std::string name;
    std::string summary; // one line
};
std::vector<TemplateEntry> list_templates(); // what --template of init knows by name

// --- revision
struct RevisionOptions {
    std::string message;
    bool autogenerate = false;
    bool baseline = false;
    std::string format = "toml";    // toml, sql
    std::vector<std::string> heads; // --head; empty: head
    bool splice = false;
    std::vector<std::string> branch_labels;
    std::string version_path;
    std::string rev_id;
    std::vector<std::string> depends_on;
    std::vector<std::string> renames; // column:users.handle=nick
    std::vector<std::string> fills;   // users.age=0
    bool strict = false;              // what is not compared is an error
    bool safe = false;                // recipes that do not block others; [autogenerate] safe too
};
struct RevisionResult {
    bool nothing_to_do = false; // autogenerate found no change; no file
    RevisionHeader header;
    std::filesystem::path path;
    std::vector<std::string> changes; // one line each, as describe() says
    std::vector<std::string> notes;   // rename candidates, what was not compared
    bool stamped = false;             // --baseline
    std::string hook_output;
};
RevisionResult revision(Context& context, const RevisionOptions& options);

// --- merge
struct MergeOptions {
    std::vector<std::string> revisions; // the parents, in their order; empty: heads
    std::string message;
    bool splice = false; // parents that are no heads
    std::vector<std::string> branch_labels;
    std::string rev_id;
};
RevisionResult merge(Context& context, const MergeOptions& options);

// --- edit
struct EditResult {
    std::vector<std::filesystem::path> files;
};
// Opens the files of what the symbol names, one after the other, and reads the folders again: an
// edited file that cannot be read is told at once.
EditResult edit(Context& context, const std::string& revision);

// --- upgrade, downgrade
struct RunOptions {
    std::string target = "head";
    bool dry_run = false;
    bool keep = false;
    bool no_destructive = false;
    bool undo_partial = false;              // upgrade
    std::optional<std::string> transaction; // revision, all, none
    std::string tag;
};
struct RunSummary {
    Direction direction = Direction::up;
    std::vector<std::string> from, to; // version rows
    struct Applied {
        std::string id, message;
        std::chrono::microseconds took{};
        bool by_another_runner = false;
        std::vector<std::string> continued_errors;
    };
    std::vector<Applied> revisions;
    bool dry_run = false;
    std::vector<std::string> edited; // applied revisions whose file was edited since
    std::string database;            // the URL as it may be shown
};
RunSummary upgrade(Context& context, const RunOptions& options);
RunSummary downgrade(Context& context, const RunOptions& options);

// --sql: the same as a script for the database's own client; no database is touched.
struct SqlScript {
    std::string text;
    std::vector<std::string> from, to; // version rows
    std::vector<std::string> revisions;
};
// The target may be a range START:END; without one an upgrade starts from base.
SqlScript run_as_sql(Context& context, Direction direction, const RunOptions& options);

// --- current, heads, branches, history, show
struct CurrentOptions {
    bool check_heads = false;
};
struct CurrentResult {
    std::string database;
    std::vector<RevisionEntry> revisions;  // rows first, then tips that they imply
    std::vector<std::string> unknown_rows; // no file has them
    bool at_heads = false;
};
CurrentResult current(Context& context, const CurrentOptions& options);

struct HeadsOptions {
    bool resolve_dependencies = false;
};
std::vector<RevisionEntry> heads(Context& context, const HeadsOptions& options);

struct BranchEntry {
    RevisionEntry point;
    std::vector<RevisionEntry> children; // where its branches begin
};
std::vector<BranchEntry> branches(Context& context);

struct HistoryOptions {
    std::string range; // empty: everything
    bool indicate_current = false;
    bool try_current = false; // the same, with a warning when the database cannot be asked
};
std::vector<RevisionEntry> history(Context& context, const HistoryOptions& options);

std::vector<RevisionEntry> show(Context& context, const std::string& revision);

// --- stamp, ensure-version
struct StampOptions {
    std::vector<std::string> targets;
    bool purge = false;
    bool force = false; // also ids that no file has
    std::string tag;
};
struct StampSummary {
    std::vector<std::string> from, to;
    std::string database;
};
StampSummary stamp(Context& context, const StampOptions& options);
SqlScript stamp_as_sql(Context& context, const StampOptions& options);

struct EnsureVersionResult {
    bool created = false;
    std::string table;
    std::string database;
};
EnsureVersionResult ensure_version(Context& context);
SqlScript ensure_version_as_sql(Context& context);

// --- check
struct CheckOptions {
    bool strict = false;
};
struct CheckResult {
    std::size_t pending = 0; // revisions that are not applied: the models were not compared
    std::vector<std::string> differences; // one line each
    std::vector<std::string> notes;       // what was not compared or could not be decided
    std::vector<std::string> edited;
    std::string database;
    bool clean() const { return pending == 0 && differences.empty(); }
};
CheckResult check(Context& context, const CheckOptions& options);

// --- diff
struct DiffOptions {
    // Each a URL, `models`, a model file, or a revision (replayed without a database).
    std::string from;            // empty: the project's database
    std::string to;              // empty: the models; `models` alone is compared with the database
    std::string format = "text"; // text, toml, sql
};
struct DiffResult {
    std::string from, to;                 // as they may be shown
    std::vector<std::string> differences; // one line each
    std::vector<std::string> notes;       // what was not compared or could not be decided
    std::string format;
    std::string text; // the steps that lead from one to the other, in TOML or SQL
    bool same() const { return differences.empty(); }
};
DiffResult diff(Context& context, const DiffOptions& options);

// --- status
struct StatusResult {
    struct Pending {
        std::string id, message;
    };
    struct Unfinished {
        long long seq = 0;
        std::string revision;
        int step = 0;
        std::string description;
        std::string state; // planned, started, failed
        std::string started_at;
    };
    std::string database;
    std::string server;                    // "sqlite 3.40.1"
    std::vector<std::string> rows;         // the version
    std::vector<std::string> unknown_rows; // no file has them
    std::vector<Pending> pending;          // in the order in which an upgrade runs them
    bool compared = false;                 // the models: only when nothing is pending
    std::vector<std::string> differences;  // one line each
    std::string lock_holder;               // empty: nobody
    std::vector<Unfinished> unfinished;
    std::vector<std::string> edited;
    bool clean() const {
        return unknown_rows.empty() && pending.empty() && differences.empty() && unfinished.empty();
    }
};
StatusResult status(Context& context);

// --- log
struct LogOptions {
    long long count = 0; // the last so many; 0: all
};
struct LogResult {
    std::string database;
    std::vector<LoggedRun> entries; // newest first
};
LogResult log(Context& context, const LogOptions& options);

// --- inspect
struct InspectOptions {
    std::string format = "toml"; // toml, sql, or what `draw` draws
    // Writes the schema in a format that is no model; told the database's name.
    std::function<std::string(const Database& schema, const std::string& name)> draw;
    std::optional<std::filesystem::path> output; // written whole or not at all
};
struct InspectResult {
    std::string text;
    std::vector<std::string> not_compared;
    std::optional<std::filesystem::path> written;
};
InspectResult inspect(Context& context, const InspectOptions& options);

// --- resolve
struct ResolveOptions {
    long long seq = 0;
    std::string answer; // applied, not-applied, rerun
};
struct ResolveResult {
    std::string revision;
    int step = 0;
    std::string description;
    std::string answer;
};
ResolveResult resolve(Context& context, const ResolveOptions& options);

} // namespace commands
} // namespace migrate
