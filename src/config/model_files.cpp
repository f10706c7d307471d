#include "migrate/config.hpp"

#include <algorithm>

#include <fnmatch.h>

namespace migrate {
namespace {

namespace fs = std::filesystem;

bool has_wildcard(const std::string& text) {
    return text.find_first_of("*?[") != std::string::npos;
}

std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> result;
    std::error_code ec;
    for (fs::directory_iterator it(folder.empty() ? fs::path(".") : folder, ec), end;
         !ec && it != end; it.increment(ec))
        result.push_back(folder / it->path().filename());
    std::ranges::sort(result);
    return result;
}

// Files below `folder` that the rest of a pattern matches, part by part.
class Glob {
  public:
    explicit Glob(const fs::path& pattern) {
        for (const fs::path& part : pattern)
            parts_.push_back(part.string());
    }

    std::vector<fs::path> files() {
        match({}, 0);
        std::ranges::sort(found_);
        const auto twice = std::ranges::unique(found_);
        found_.erase(twice.begin(), twice.end());
        return std::move(found_);
    }

  private:
    void match(const fs::path& folder, std::size_t part) {
        std::error_code ec;
        if (part == parts_.size()) {
            if (fs::is_regular_file(folder, ec))
                found_.push_back(folder);
        } else if (parts_[part] == "**") {
            match(folder, part + 1);
            for (const fs::path& entry : entries(folder))
                if (fs::is_directory(entry, ec) && !fs::is_symlink(entry, ec) && visible(entry))
                    match(entry, part);
        } else if (!has_wildcard(parts_[part])) {
            match(folder / parts_[part], part + 1);
        } else {
            for (const fs::path& entry : entries(folder))
                if (::fnmatch(parts_[part].c_str(), entry.filename().c_str(), FNM_PERIOD) == 0)
                    match(entry, part + 1);
        }
    }

    static bool visible(const fs::path& entry) {
        return !entry.filename().string().starts_with('.');
    }

    std::vector<std::string> parts_;
    std::vector<fs::path> found_;
};

Error no_models(const SourcePos& pos, const std::string& message) {
    Error error(ErrorCode::usage, message);
    error.at(pos);
    error.note("an empty model would drop everything, so it is taken for a mistake");
    error.help("name the model files under [migrate]: models = [\"models/*.toml\"]");
    return error;
}

} // namespace

std::vector<fs::path> model_files(const Config& config) {
    const ModelSetting& models = config.models;
    if (models.pos.line == 0)
        throw no_models({config.file.string(), 0, 0}, "models is not set");
    if (!models.command.empty())
        throw Error(ErrorCode::usage, "models names a program, not files").at(models.pos);
    if (models.patterns.empty())
        throw no_models(models.pos, "models names no file");
    std::vector<fs::path> result;
    for (const LateText& late : models.patterns) {
        const std::string pattern = config.expand(late);
        const std::vector<fs::path> files = Glob(config.resolve(pattern)).files();
        if (files.empty())
            throw no_models(late.pos, "models: no file matches \"" + pattern + "\"");
        for (const fs::path& file : files)
            if (std::ranges::find(result, file) == result.end())
                result.push_back(file);
    }
    return result;
}

} // namespace migrate
