#include "migrate/config.hpp"

#include "config/load.hpp"
#include "toml/reader.hpp"
#include "util/edit_distance.hpp"
#include "util/env.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate {
namespace {

namespace fs = std::filesystem;

constexpr const char* file_name = "migrate.toml";

std::optional<fs::path> find_file(const ConfigOptions& options) {
    if (options.file)
        return options.file;
    if (const auto named = get_env("MIGRATE_CONFIG"); named && !named->empty())
        return *named;
    std::error_code ec;
    if (fs::is_regular_file(file_name, ec))
        return file_name; // a short name for messages
    for (fs::path folder = fs::current_path(ec); !ec && folder.has_relative_path();) {
        folder = folder.parent_path();
        if (fs::is_regular_file(folder / file_name, ec))
            return folder / file_name;
        ec.clear();
    }
    return std::nullopt;
}

// The sections with those of the environment laid over them: its bare keys are [migrate]'s, lists
// and hooks replace.
Node overlaid(const Node& sections, const Node& environment) {
    constexpr std::array<std::string_view, 5> names{"migrate", "autogenerate", "naming", "run",
                                                    "hooks"};
    Node result = sections;
    const auto lay = [](Node& table, const Node::Member& member) {
        table.erase(member.key);
        table.add(member.key, member.value);
        table.members().back().key_pos = member.key_pos;
    };
    for (const Node::Member& member : environment.members()) {
        const bool section = std::ranges::find(names, member.key) != names.end();
        if (!section || !member.value.is_table()) {
            lay(section ? result : result["migrate"], member);
            continue;
        }
        for (const Node::Member& inner : member.value.members())
            lay(result[member.key], inner);
    }
    return result;
}

const Node& environment_of(const Document& document, const Node* environments,
                           const std::string& name) {
    std::vector<std::string> known;
    if (environments)
        for (const Node::Member& member : environments->members()) {
            if (member.key == name)
                return member.value;
            known.push_back(member.key);
        }
    Error unknown(ErrorCode::usage, "there is no environment \"" + name + "\" in " + document.file +
                                        did_you_mean(name, known));
    throw unknown.help(known.empty() ? "add [environments." + name + "] to the file"
                                     : "it has: " + text::join(known, ", "));
}

void use_command_line(const ConfigOptions& options, Config& config) {
    config.run.connect_wait = options.connect_wait;
    if (options.password_file)
        config.password_file = LateText{*options.password_file, {}};
    if (!options.url)
        return;
    config.url = LateText{*options.url, {}};
    config.url_root.clear();
}

Config config_of(const Document& document, const fs::path& file, const ConfigOptions& options) {
    Config base;
    base.file = file;
    base.root = file.parent_path();
    base.variables = options.variables;
    Node sections = document.root;
    const Node* environments = document.root.find("environments");
    sections.erase("environments");

    const auto check = [&](const Node& tree) {
        Config unused = base;
        read_sections(document, tree, Variables::leave, unused);
    };
    check(sections);
    if (environments && !environments->is_table())
        throw toml::error_at(document, environments->pos,
                             "\"environments\" should be tables, [environments.NAME]");
    if (environments)
        for (const Node::Member& member : environments->members()) {
            if (!member.value.is_table())
                throw toml::error_at(document, member.value.pos,
                                     "the environment \"" + member.key +
                                         "\" should be a table, [environments." + member.key + "]");
            check(overlaid(sections, member.value));
            base.environments.push_back(member.key);
        }

    if (!options.environment.empty())
        sections = overlaid(sections, environment_of(document, environments, options.environment));
    Config config = base;
    config.environment = options.environment;
    read_sections(document, sections, Variables::fill, config);
    use_command_line(options, config);
    return config;
}

std::optional<std::string> variable(const Config& config, const std::string& name) {
    if (!name.starts_with("x:"))
        return get_env(name);
    std::optional<std::string> found; // the last one given counts
    for (const auto& [key, value] : config.variables)
        if (key == name.substr(2))
            found = value;
    return found;
}

// What is on the command line has been through the shell; a `${` there is meant.
bool is_from_command_line(const LateText& text) {
    return text.pos.file.empty() && text.pos.line == 0;
}

std::string text_of(const Config& config, const LateText& text) {
    return is_from_command_line(text) ? text.text : config.expand(text);
}

// The whole file but for the end of its line, as secrets are mounted into containers.
std::string password_in(const fs::path& file) {
    std::string password = read_file(file);
    if (password.ends_with('\n'))
        password.pop_back();
    if (password.ends_with('\r'))
        password.pop_back();
    if (password.empty())
        throw Error(ErrorCode::usage, "the password file " + file.string() + " is empty");
    constexpr std::string_view ends{"\n\0", 2};
    if (password.find_first_of(ends) != std::string::npos)
        throw Error(ErrorCode::usage,
                    "the password file " + file.string() + " holds more than one line")
            .help("it should hold the password and nothing else");
    return password;
}

void use_password_file(const Config& config, const LateText& setting, Url& url) {
    const fs::path given = text_of(config, setting);
    if (given.empty())
        return;
    const bool from_command_line = is_from_command_line(setting);
    const std::string name = from_command_line ? "--password-file" : "password_file";
    try {
        if (url.dialect == "sqlite")
            throw Error(ErrorCode::usage,
                        name + " is set, and SQLite has no passwords: " + url.shown())
                .help("leave it out, or name a server");
        if (url.password)
            throw Error(ErrorCode::usage,
                        name + " is set, and the URL has a password of its own: " + url.shown())
                .help("leave one of them out");
        url.password = password_in(from_command_line ? given : config.resolve(given));
    } catch (Error& error) {
        if (!from_command_line)
            error.at(setting.pos);
        throw;
    }
}

Url url_of(const Config& config, const LateText& text, const fs::path& root) {
    try {
        Url url = parse_url(text_of(config, text));
        const fs::path database = url.database;
        if (url.dialect == "sqlite" && !url.database.empty() && database.is_relative() &&
            !root.empty() && !url.database.starts_with("file:"))
            url.database = (root / database).string();
        return url;
    } catch (Error& error) {
        if (error.pos().file.empty() && error.pos().line == 0)
            error.at(text.pos); // without the line: it may hold a password
        throw;
    }
}

} // namespace

std::string Config::expand(const LateText& text) const {
    try {
        return expand_variables(text.text,
                                [this](const std::string& name) { return variable(*this, name); });
    } catch (Error& error) {
        error.at(text.pos);
        throw;
    }
}

std::vector<std::string> Config::expand(const std::vector<LateText>& texts) const {
    std::vector<std::string> result;
    result.reserve(texts.size());
    for (const LateText& text : texts)
        result.push_back(expand(text));
    return result;
}

fs::path Config::resolve(const fs::path& path) const {
    return root.empty() || path.is_absolute() ? path : root / path;
}

Url Config::database_url() const {
    if (!url) {
        Error error(ErrorCode::usage, "no database URL is set");
        if (environment.empty() && !environments.empty())
            throw error.help("choose one: -e " + text::join(environments, ", -e ") +
                             ", or --all-environments");
        error.help("give one with -u, or write url = \"sqlite:///app.db\" under [migrate] in " +
                   (file.empty() ? std::string(file_name) : file.string()));
        throw error;
    }
    Url result = url_of(*this, *url, url_root);
    if (password_file)
        use_password_file(*this, *password_file, result);
    return result;
}

std::optional<Url> Config::scratch_database_url() const {
    return scratch_url ? std::optional(url_of(*this, *scratch_url, root)) : std::nullopt;
}

std::vector<fs::path> Config::version_folders() const {
    std::vector<fs::path> result;
    result.reserve(version_locations.size());
    for (const std::string& folder : version_locations)
        result.push_back(resolve(folder));
    return result;
}

Config read_config(std::string text, const fs::path& file, const ConfigOptions& options) {
    try {
        return config_of(toml::read_document(std::move(text), file.string()), file, options);
    } catch (Error& error) {
        error.at(error.pos(), mask_passwords(error.quoted_line()));
        throw;
    }
}

Config load_config(const ConfigOptions& options) {
    if (const auto file = find_file(options))
        return read_config(read_file(*file), *file, options);
    if (!options.may_be_absent || !options.environment.empty())
        throw Error(ErrorCode::usage, "there is no migrate.toml in this folder or above it")
            .help("make one with `migrate init`, or name one with -c FILE");
    Config config;
    config.variables = options.variables;
    config.version_locations = {config.script_location + "/revisions"};
    use_command_line(options, config);
    return config;
}

} // namespace migrate
