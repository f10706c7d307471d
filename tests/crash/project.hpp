// A project of mixed revisions on SQLite, and what its database says, for killing upgrades of it.
#pragma once

#include "migrate/connection.hpp"
#include "util/process.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace migrate::test {

// A folder of its own that vanishes with the object.
class CrashProject {
  public:
    CrashProject();
    ~CrashProject();
    CrashProject(const CrashProject&) = delete;
    CrashProject& operator=(const CrashProject&) = delete;

    // Revisions of every kind that a person may write, in one line (tests/crash/mixed/, bodies
    // below a header): transactional ones, steps outside a transaction that bring their evidence, a
    // program, SQL files.
    void add_mixed_revisions();
    // Appends one revision to the line: TOML below its header.
    void add(const std::string& body);
    void add_sql(const std::string& body);

    // Runs the program in the folder.
    ProcessResult
    run(const std::vector<std::string>& arguments,
        const std::vector<std::pair<std::string, std::string>>& environment = {}) const;

    // The schema and all rows as the database says, without the tool's own tables but with the
    // version rows.
    std::string dump() const;
    // How often each revision was applied, by the audit table.
    std::map<std::string, int> applied() const;
    // Takes the database away, for a fresh start.
    void forget_database() const;
    std::size_t size() const { return count_; }
    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::string next_header();
    void write(const std::string& name, const std::string& text) const;
    std::unique_ptr<Connection> connect() const;

    std::filesystem::path folder_;
    std::size_t count_ = 0;
};

} // namespace migrate::test
