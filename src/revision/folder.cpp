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

// How files are called towards people: from the working directory where that is shorter to read.
class ShownNames {
  public:
    ShownNames() {
        std::error_code error;
        here_ = fs::current_path(error).native() + "/";
    }
    // The path must be in its normal form.
    std::string operator()(const fs::path& path) const {
        const std::string& name = path.native();
        return name.starts_with(here_) ? name.substr(here_.size()) : name;
    }

  private:
    std::string here_;
};

std::string shown(const fs::path& path) {
    return ShownNames()(path.lexically_normal());
}

bool is_candidate(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return !name.starts_with('.') && (name.ends_with(".toml") || name.ends_with(".sql"));
}

void add_files(const fs::path& folder, std::vector<std::string>& files) {
    std::error_code error;
    if (!fs::exists(folder, error))
        return;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error))
        if (is_candidate(it->path().native()) && !it->is_directory())
            files.push_back(it->path().native());
    if (error)
        throw Error(ErrorCode::usage,
                    "cannot read the folder " + shown(folder) + ": " + error.message());
}

// The files of all folders, each once although one folder may lie in another. What stands below a
// path in its normal form is in it, too. As texts: thousands of paths are slow to compare.
std::vector<std::string> files_of(const std::vector<fs::path>& folders) {
    std::vector<std::string> files;
    for (const fs::path& folder : folders)
        add_files(folder.lexically_normal(), files);
    std::ranges::sort(files);
    files.erase(std::unique(files.begin(), files.end()), files.end());
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
    const ShownNames shown;
    for (const std::string& file : files_of(folders)) {
        const fs::path path(file);
        const std::string name = shown(path);
        const bool is_sql = file.ends_with(".sql");
        try {
            const std::string text = read_file(path);
            auto header = revision::read_header(text, name, is_sql);
            if (!header) {
                plain_sql.push_back(path);
                continue;
            }
            if (!is_sql)
                for (const std::string& each : revision::included_paths(text, name))
                    included.insert((path.parent_path() / each).lexically_normal());
            nodes.push_back(revision::graph_node(*header, name));
            const std::string& id = nodes.back().id;
            result.entries_.insert_or_assign(result.entries_.end(), id,
                                             Entry{std::move(*header), path});
        } catch (const Error& error) {
            bad.add(error);
        }
    }
    for (const fs::path& path : plain_sql)
        if (!included.contains(path))
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

namespace {

std::vector<std::string> included_texts(const std::string& text, const fs::path& file) {
    std::vector<std::string> texts;
    if (file.extension() != ".toml")
        return texts;
    try {
        for (const std::string& each : revision::included_paths(text, shown(file)))
            texts.push_back(revision::read_beside(file, each));
    } catch (Error& error) {
        if (error.pos().line > 0)
            throw;
        throw error.at({shown(file)}).note("a step of the revision names it as its sql_file");
    }
    return texts;
}

} // namespace

Revision ScriptFolder::read(const std::string& id, const Dialect& dialect) const {
    const fs::path& file = path(id);
    const std::string name = shown(file);
    const std::string text = read_file(file);
    Revision revision = file.extension() == ".sql"
                            ? revision::read_sql_revision(text, file, name, dialect)
                            : revision::read_toml_revision(text, file, name, dialect);
    revision.checksum = revision::checksum(text, included_texts(text, file));
    return revision;
}

std::string ScriptFolder::checksum(const std::string& id) const {
    const fs::path& file = path(id);
    const std::string text = read_file(file);
    return revision::checksum(text, included_texts(text, file));
}

} // namespace migrate
