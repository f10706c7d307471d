#include "commands/new_file.hpp"

#include "revision/file_name.hpp"
#include "revision/hooks.hpp"
#include "util/clock.hpp"
#include "util/edit_distance.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::commands {
namespace {

namespace fs = std::filesystem;

// Ids and labels share their names: both are targets.
void check_free(const RevisionGraph& graph, const std::string& kind, const std::string& name) {
    const auto same_id = graph.find(name);
    const auto same = same_id ? same_id : graph.find_label(name);
    if (!same)
        return;
    const RevisionNode& node = graph.node(*same);
    Error error(ErrorCode::usage, "the " + kind + " \"" + name + "\" is taken: " +
                                      (same_id ? "it is the id of a revision"
                                               : "revision " + node.id + " declares that label"));
    error.note("in " + node.file);
    throw error.help(same_id ? "choose another one"
                             : "choose another one; --head " + name +
                                   "@head puts the new revision on that branch");
}

[[noreturn]] void refuse_version_path(const Config& config, const std::string& asked) {
    throw Error(ErrorCode::usage, "--version-path " + asked + " is none of version_locations" +
                                      did_you_mean(asked, config.version_locations))
        .help("they are: " + text::join(config.version_locations, ", "));
}

fs::path asked_folder(const Config& config, const std::string& asked) {
    const auto plain = [](const fs::path& path) {
        const fs::path normal = path.lexically_normal();
        return normal.has_filename() ? normal : normal.parent_path(); // without a slash at its end
    };
    for (const fs::path& known : config.version_folders())
        if (plain(known) == plain(config.resolve(asked)) || plain(known) == plain(asked))
            return known;
    refuse_version_path(config, asked);
}

fs::path folder_for(Context& context, const RevisionHeader& header, const std::string& asked) {
    const Config& config = context.config();
    if (!asked.empty())
        return asked_folder(config, asked);
    if (!header.parents.empty())
        return context.scripts().path(header.parents.front()).parent_path();
    if (config.version_locations.size() > 1)
        throw Error(ErrorCode::usage,
                    "there are several version_locations: say which with --version-path")
            .help("they are: " + text::join(config.version_locations, ", "));
    return config.version_folders().front();
}

} // namespace

std::string new_id(Context& context, const std::string& asked) {
    std::string id = asked.empty() ? context.new_revision_id() : asked;
    check_revision_id(id);
    while (asked.empty() && context.scripts().graph().find(id))
        id = context.new_revision_id();
    return id;
}

void check_joins_graph(Context& context, const RevisionHeader& header) {
    const RevisionGraph& graph = context.scripts().graph();
    check_free(graph, "revision id", header.id);
    std::vector<std::string> names{header.id};
    for (const std::string& label : header.labels) {
        check_branch_label(label);
        check_free(graph, "branch label", label);
        if (std::ranges::find(names, label) != names.end())
            throw Error(ErrorCode::usage, "the name \"" + label + "\" is given twice")
                .help("a label is no revision id, and is declared once");
        names.push_back(label);
    }
}

fs::path write_new_file(Context& context, const RevisionHeader& header, const NewFile& file,
                        const std::string& text) {
    const Config& config = context.config();
    const std::string slug = revision::slug(file.message, config.truncate_slug_length);
    const std::string name = revision::file_name(config.file_template, header.id, slug,
                                                 context.clock().now(), config.timezone);
    fs::path path =
        revision::free_path(folder_for(context, header, file.version_path), name, file.extension);
    create_new_file(path, text);
    context.reload_scripts();
    return path;
}

std::string run_hooks(Context& context, const fs::path& file) {
    const Config& config = context.config();
    std::vector<std::vector<std::string>> commands;
    commands.reserve(config.post_write.size());
    for (const Hook& hook : config.post_write)
        commands.push_back(config.expand(hook.command));
    std::string output = revision::run_post_write_hooks(commands, file, config.root);
    context.reload_scripts();
    context.scripts();
    return output;
}

} // namespace migrate::commands
