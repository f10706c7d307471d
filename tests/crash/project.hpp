// A project of mixed revisions, and what its database says, for disturbing runs of it.
#pragma once

#include "crash/project_database.hpp"
#include "migrate/graph.hpp"
#include "util/process.hpp"

#include <map>

namespace migrate::test {

// A folder of its own that vanishes with the object.
class CrashProject {
  public:
    CrashProject();
    // On a database that somebody else knows, too.
    explicit CrashProject(std::unique_ptr<ProjectDatabase> database);
    ~CrashProject();
    CrashProject(const CrashProject&) = delete;
    CrashProject& operator=(const CrashProject&) = delete;

    enum class Mix { all, in_transactions, few };
    // Revisions of every kind that a person may write, in one line (tests/crash/mixed/, bodies
    // below a header): transactional ones, steps outside a transaction that bring their evidence, a
    // program, SQL files; beside those that every database runs, those of this one. Or the
    // transactional ones alone, or a few of each kind.
    void add_mixed_revisions(Mix mix = Mix::all);
    // Appends one revision to the line: TOML below its header.
    void add(const std::string& body);
    void add_sql(const std::string& body);

    using Environment = std::vector<std::pair<std::string, std::string>>;
    // Runs the program in the folder. One that does not end is killed, and timed_out.
    ProcessResult run(const std::vector<std::string>& arguments,
                      const Environment& environment = {}) const;

    bool is_at_head() const;
    // The schema and all rows as the database says, without the tool's own tables but with the
    // version rows.
    std::string dump() const;
    // How often each revision was applied, or taken back, by the audit table.
    std::map<std::string, int> logged(Direction direction = Direction::up) const;
    ProjectDatabase& database() const { return *database_; }
    std::size_t size() const { return count_; }
    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::string next_header();
    void write(const std::string& name, const std::string& text) const;

    std::filesystem::path folder_;
    std::unique_ptr<ProjectDatabase> database_;
    std::size_t count_ = 0;
};

} // namespace migrate::test
