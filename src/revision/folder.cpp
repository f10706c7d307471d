// The folders of revisions: which files are revisions, and what their headers say.
#include "migrate/revision.hpp"
#include "revision/checksum.hpp"
#include "revision/header.hpp"
#include "revision/steps.hpp"
#include "util/edit_distance.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <set>

namespace migrate {
namespace {

namespace fs = std::filesystem;

// Shown from the working directory where that is shorter to read.
std::string shown(const fs::path& path) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    const fs::path relative = path.lexically_relative(here);
    if (relative.empty() || *relative.begin() == "..")
        return path.string();
    return relative.string();
}

bool is_candidate(const fs::path& path) {
    const std::string name = path.filename().string();
    return !name.starts_with('.') && (path.extension() == ".toml" || path.extension() == ".sql");
}

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    if (!fs::exists(folder, error))
        return files;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error))
        if (is_candidate(it->path()) && !it->is_directory())
            files.push_back(it->path());
    if (error)
        throw Error(ErrorCode::usage,
                    "cannot read the folder " + shown(folder) + ": " + error.message());
    std::ranges::sort(files);
    return files;
}

// Collects what is wrong with many files, to tell all of it at once.
class BadFiles {
  public:
    void add(const Error& error) {
        if (!first_)
            first_ = error;
        else
            first_->note("also " + error.pos().file + ":" + std::to_string(error.pos().line) +
                         ": " + error.what());
    }
    void throw_if_any() const {
        if (first_)
            throw *first_;
    }

  private:
    std::optional<Error> first_;
};

} // namespace

ScriptFolder ScriptFolder::load(const std::vector<fs::path>& folders) {
    ScriptFolder result;
    BadFiles bad;
    std::vector<RevisionNode> nodes;
    std::vector<fs::path> plain_sql;
    std::set<std::string> included;
    std::set<fs::path> seen;
    for (const fs::path& folder : folders) {
        for (const fs::path& path : files_of(folder)) {
            if (!seen.insert(path.lexically_normal()).second)
                continue;
            const std::string name = shown(path);
            try {
                const std::string text = read_file(path);
                const auto header = revision::read_header(text, name, path.extension() == ".sql");
                if (!header) {
                    plain_sql.push_back(path);
                    continue;
                }
                if (path.extension() == ".toml")
                    for (const std::string& file : revision::included_paths(text, name))
                        included.insert((path.parent_path() / file).lexically_normal());
                nodes.push_back(revision::graph_node(*header, name));
                result.entries_.insert_or_assign(header->id, Entry{*header, path});
            } catch (const Error& error) {
                bad.add(error);
            }
        }
    }
    for (const fs::path& path : plain_sql)
        if (!included.contains(path.lexically_normal()))
            bad.add(Error(ErrorCode::usage, "this file is no revision, and no step names it")
                        .at({shown(path), 1, 1})
                        .help("begin it with -- migrate:revision ID, name it in a step's sql_file, "
                              "or move it elsewhere"));
    bad.throw_if_any();
    result.graph_ = RevisionGraph(std::move(nodes));
    return result;
}

const RevisionHeader& ScriptFolder::header(const std::string& id) const {
    return entry(id).header;
}

const fs::path& ScriptFolder::path(const std::string& id) const {
    return entry(id).path;
}

const ScriptFolder::Entry& ScriptFolder::entry(const std::string& id) const {
    const auto found = entries_.find(id);
    if (found == entries_.end())
        throw Error(ErrorCode::failed, "no revision file has the id " + id);
    return found->second;
}

Revision ScriptFolder::read(const std::string& id, const Dialect& dialect) const {
    const fs::path& file = path(id);
    const std::string name = shown(file);
    const std::string text = read_file(file);
    Revision revision = file.extension() == ".sql"
                            ? revision::read_sql_revision(text, file, name, dialect)
                            : revision::read_toml_revision(text, file, name, dialect);
    std::vector<std::string> included;
    if (file.extension() == ".toml")
        for (const std::string& each : revision::included_paths(text, name))
            included.push_back(revision::read_beside(file, each));
    revision.checksum = revision::checksum(text, included);
    return revision;
}

std::string ScriptFolder::checksum(const std::string& id) const {
    const fs::path& file = path(id);
    const std::string text = read_file(file);
    std::vector<std::string> included;
    if (file.extension() == ".toml")
        for (const std::string& each : revision::included_paths(text, shown(file)))
            included.push_back(revision::read_beside(file, each));
    return revision::checksum(text, included);
}

} // namespace migrate
