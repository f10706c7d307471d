#include "commands/new_file.hpp"
#include "revision/header.hpp"
#include "util/clock.hpp"
#include "util/text.hpp"

namespace migrate::commands {
namespace {

std::string default_message(const std::vector<std::string>& parents) {
    constexpr std::size_t most_named = 4;
    if (parents.size() > most_named)
        return "merge " + text::count(parents.size(), "revision");
    return "merge " + text::join(parents, " and ");
}

} // namespace

RevisionResult merge(Context& context, const MergeOptions& options) {
    const RevisionGraph& graph = context.scripts().graph();
    RevisionResult result;
    RevisionHeader& header = result.header;
    const std::vector<std::string> names =
        options.revisions.empty() ? std::vector<std::string>{"heads"} : options.revisions;
    header.parents = graph.ids(resolve_parents(graph, names, options.splice));
    if (header.parents.empty())
        throw Error(ErrorCode::usage, "there is no revision to merge")
            .help("`heads` lists them; revision -m TEXT writes the first one");
    header.message = options.message.empty() ? default_message(header.parents) : options.message;
    header.created_at = format_rfc3339(context.clock().now());
    header.labels = options.branch_labels;
    header.id = new_id(context, options.rev_id);
    if (header.parents.size() < 2)
        result.notes.push_back("the new revision follows one only, and merges nothing");
    check_joins_graph(context, header);
    result.path = write_new_file(context, header, {header.message, {}, ".toml"},
                                 revision::header_as_toml(header));
    result.hook_output = run_hooks(context, result.path);
    return result;
}

} // namespace migrate::commands
