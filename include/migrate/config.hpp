// The typed content of migrate.toml.
#pragma once

#include "migrate/error.hpp"
#include "migrate/url.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate {

// A text of the configuration whose ${variables} are filled when it is used (Config::expand): one
// that nobody sets harms nothing until then.
struct LateText {
    std::string text;
    SourcePos pos; // no file: given on the command line

    bool operator==(const LateText&) const = default;
};

// Names for what a model leaves unnamed; an empty one is "leave it so".
struct Naming {
    std::string index, unique, foreign_key, check, primary_key;

    bool operator==(const Naming&) const = default;
};

// Where models come from: files, or a program that prints one.
struct ModelSetting {
    std::vector<LateText> patterns;
    std::vector<LateText> command;
    SourcePos pos; // no line: `models` is not set
};

enum class RenameMode { ask, never, always };

struct AutogenerateSettings {
    std::vector<std::string> include{"*"};
    std::vector<std::string> exclude;
    std::vector<std::string> schemas;
    bool compare_type = true;
    bool compare_default = true;
    bool compare_comment = true;
    RenameMode renames = RenameMode::ask;
    bool safe = false;
};

enum class TransactionScope { revision, all, none };

struct RunSettings {
    TransactionScope transaction = TransactionScope::revision;
    bool refuse_destructive = false;
    std::chrono::milliseconds lock_wait{60000};
    std::chrono::milliseconds lock_timeout{5000};
    std::optional<std::chrono::milliseconds> statement_timeout; // none: off
    int retries = 10;
    std::chrono::milliseconds connect_wait{0}; // for a database that is still starting (--wait)
};

struct Hook {
    std::vector<LateText> command; // {file} is the only placeholder
};

struct Config {
    std::filesystem::path file; // empty: there is none, all is default
    std::filesystem::path
        root; // the folder that relative paths start from; empty: the working directory
    std::string environment;               // the one in use; empty: none
    std::vector<std::string> environments; // all that the file has, in its order

    std::optional<LateText> url;
    std::optional<LateText> scratch_url;
    std::optional<LateText> password_file; // holds the password for `url`; empty: none
    std::filesystem::path
        url_root; // what a relative SQLite path in `url` starts from; empty: the working directory
    ModelSetting models;
    std::string script_location = "migrations";
    std::vector<std::string> version_locations; // folders of revisions; never empty after loading
    std::string file_template = "{rev}_{slug}";
    int truncate_slug_length = 40;
    std::string timezone = "UTC";
    std::string version_table = "migrate_version";
    std::string version_table_schema;
    AutogenerateSettings autogenerate;
    Naming naming;
    RunSettings run;
    std::vector<Hook> post_write; // in order

    std::vector<std::pair<std::string, std::string>> variables; // -x key=value

    // The text with its variables filled from the environment and from -x. Throws Error(usage) that
    // names the variable and where the text stands.
    std::string expand(const LateText& text) const;
    std::vector<std::string> expand(const std::vector<LateText>& texts) const;

    // A path of the configuration, seen from the working directory.
    std::filesystem::path resolve(const std::filesystem::path& path) const;

    // The database. A relative SQLite path starts from migrate.toml if the URL stands there, from
    // the working directory with -u. Its password is the content of `password_file` where there is
    // one. Throws Error(usage) when no URL is set, for one that cannot be read, for a password file
    // that cannot be read or is not needed.
    Url database_url() const;
    std::optional<Url> scratch_database_url() const;

    std::filesystem::path script_folder() const { return resolve(script_location); }
    std::vector<std::filesystem::path> version_folders() const;
};

struct ConfigOptions {
    std::optional<std::filesystem::path> file = {}; // -c
    std::string environment = {};                   // -e
    std::optional<std::string> url = {};            // -u; taken as it is, no variables
    std::optional<std::string> password_file = {};  // --password-file; the same
    std::vector<std::pair<std::string, std::string>> variables = {}; // -x
    bool may_be_absent = false;                // no file anywhere: defaults instead of an error
    std::chrono::milliseconds connect_wait{0}; // --wait
};

// Finds the file (-c, $MIGRATE_CONFIG, migrate.toml in the working directory or its nearest
// parent), reads it, lays the environment over it and checks all of it, other environments too.
// Throws Error(usage).
Config load_config(const ConfigOptions& options);

// The same for a text, without looking for a file. `file` is the name for errors, and its folder
// the root.
Config read_config(std::string text, const std::filesystem::path& file,
                   const ConfigOptions& options = {});

// The files that `models` names, in the order of its patterns, by name within one; `**` is any
// number of folders. Throws Error(usage) when `models` is not set, empty or a command, or a pattern
// matches no file: an empty model would drop everything.
std::vector<std::filesystem::path> model_files(const Config& config);

} // namespace migrate
