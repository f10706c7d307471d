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

// Why there is nothing to join, and what can be done instead.
Error nothing_to_merge(const RevisionGraph& graph, const std::vector<std::string>& names,
                       const std::vector<std::string>& parents) {
    if (parents.empty())
        return Error(ErrorCode::usage, "there is no revision to merge")
            .help("`heads` lists them; revision -m TEXT writes the first one");
    Error error(ErrorCode::usage, "there is nothing to merge: " + text::join(names, ", ") +
                                      " is one revision only, " + parents.front());
    if (graph.real_heads().size() > 1)
        return error.help("name all that are to be joined; `migrate merge heads` joins all heads");
    for (const RevisionIndex head : graph.heads())
        if (!graph.is_real_head(head))
            error.note(graph.id(head) + " is a head that other revisions depend on: `upgrade "
                                        "heads` takes it along");
    return error.help("name all that are to be joined, as in `migrate merge " +
                      text::join(graph.ids(graph.heads()), " ") + "`");
}

} // namespace

RevisionResult merge(Context& context, const MergeOptions& options) {
    const RevisionGraph& graph = context.scripts().graph();
    RevisionResult result;
    RevisionHeader& header = result.header;
    const std::vector<std::string> names =
        options.revisions.empty() ? std::vector<std::string>{"heads"} : options.revisions;
    header.parents = graph.ids(resolve_parents(graph, names, options.splice));
    // Where there are other heads, one alone is a mistake; where there is none, it is Alembic's
    // way.
    if (header.parents.empty() || (header.parents.size() == 1 && graph.heads().size() > 1))
        throw nothing_to_merge(graph, names, header.parents);
    if (header.parents.size() == 1)
        result.notes.push_back("there was one head only: the new revision follows it, and merges "
                               "nothing");
    header.message = options.message.empty() ? default_message(header.parents) : options.message;
    header.created_at = format_rfc3339(context.clock().now());
    header.labels = options.branch_labels;
    header.id = new_id(context, options.rev_id);
    check_joins_graph(context, header);
    result.path = write_new_file(context, header, {header.message, {}, ".toml"},
                                 revision::header_as_toml(header));
    result.hook_output = run_hooks(context, result.path);
    return result;
}

} // namespace migrate::commands
