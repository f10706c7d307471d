#include "cli/command_table.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace migrate::cli {
namespace {

constexpr std::string_view writing = "Start and write";
constexpr std::string_view running = "Run";
constexpr std::string_view looking = "Look";

constexpr std::array table{
    Command{"init", writing, "lay down migrate.toml, a folder of revisions and a first model",
            "migrate init",
            "Makes migrate.toml, DIR and a first model file. What is there already stays as it is.",
            bind_init},
    Command{"revision", writing, "write a new revision, by hand or from what the models say",
            R"(migrate revision --autogenerate -m "add age to users")",
            "Writes a revision file below the present head. With --autogenerate it holds the steps "
            "that lead from the database to the models; when there are none, no file is written. "
            "Nothing is run.",
            bind_revision},
    Command{
        "merge", writing, "join heads by a revision that follows them all",
        R"(migrate merge heads -m "join billing and main")",
        "Writes a revision without steps below REVISION..., all heads if none is named, so that "
        "there is one head again. Nothing is run.",
        bind_merge},
    Command{"edit", writing, "open the file of a revision in the editor", "migrate edit head",
            "Opens the file in $EDITOR, else $VISUAL, else at a terminal in an editor that is "
            "installed; then reads it, to tell at once what is mistyped.",
            bind_edit},
    Command{"list-templates", writing, "what init can lay down", "migrate list-templates",
            "Prints the names that `init --template` knows; it takes a folder of your own, too.",
            bind_list_templates},
    Command{
        "upgrade", running, "apply revisions", "migrate upgrade head",
        "Applies, in order, every revision below TARGET that is not applied yet: head, heads, a "
        "revision id or the beginning of one, +2 for the next two.",
        bind_upgrade, true},
    Command{"downgrade", running, "take revisions back", "migrate downgrade -1",
            "Takes back, newest first, every applied revision above TARGET: a revision id or the "
            "beginning of one, base for all, -2 for the last two.",
            bind_downgrade, true},
    Command{"stamp", running, "set what counts as applied, without running anything",
            "migrate stamp head", "Writes the version rows as if the targets had been run.",
            bind_stamp, true},
    Command{
        "resolve", running, "decide about a step that a crash left open",
        "migrate resolve 42 --applied",
        "Answers for the step with number SEQ what only a person can find out; the error of the "
        "stopped upgrade names it. The next upgrade goes on from there.",
        bind_resolve},
    Command{"ensure-version", running, "make the version table if it is not there",
            "migrate ensure-version", "Makes the version table and nothing else.",
            bind_ensure_version},
    Command{"current", looking, "the revisions that the database is at", "migrate current -v",
            "Prints the version rows, and the ends of other branches that they imply.",
            bind_current},
    Command{"heads", looking, "the newest revisions", "migrate heads",
            "Prints every revision that no other one follows.", bind_heads},
    Command{"branches", looking, "the revisions where branches begin", "migrate branches -v",
            "Prints every revision that more than one other follows, and below it those that do.",
            bind_branches},
    Command{"history", looking, "revisions, newest first", "migrate history -r -3:",
            "Prints one line per revision: what it follows, its id, labels and message.",
            bind_history},
    Command{"graph", looking, "a picture of the history",
            "migrate graph --format svg > history.svg",
            "Draws the revisions and what each stands on: as lanes on a terminal, as SVG, or for "
            "Graphviz and Mermaid. Reads files only, unless told to ask the database.",
            bind_graph},
    Command{"show", looking, "one revision in full", "migrate show head",
            "Prints everything that the header of a revision says.", bind_show},
    Command{"check", looking, "whether the database is what the models say", "migrate check",
            "Compares the database with the models and writes nothing. Ends with 3 when they "
            "differ, or when revisions are pending.",
            bind_check, true},
    Command{"diff", looking, "what differs between two schemas",
            "migrate diff head models --format toml",
            "Compares two of: a database by its URL, the models, a revision (replayed on an empty "
            "database in memory), a model file. Writes what leads from A to B.",
            bind_diff},
    Command{"status", looking, "where the database stands, on one screen", "migrate status",
            "Prints the version, pending revisions, what differs from the models, who holds the "
            "lock, and steps that a crash left open. Ends with 3 when there is something to do.",
            bind_status},
    Command{"log", looking, "who ran what, when, and what came of it", "migrate log -n 10",
            "Prints the runs, stamps and decisions that the database's log has, newest first.",
            bind_log},
    Command{
        "inspect", looking, "the live schema as a model", "migrate inspect -o models/app.toml",
        "Prints the schema of the database as a model file that reads back as the same schema, or "
        "as JSON, as a diagram for Mermaid or Graphviz, or as one HTML page with a diagram.",
        bind_inspect},
    Command{"completion", looking, "a script that completes commands in a shell",
            "migrate completion bash > ~/.local/share/bash-completion/completions/migrate",
            "Prints the script for SHELL. It completes commands and options, and from the project "
            "revisions, labels, environments, tables and columns.",
            bind_completion},
};

constexpr std::array hidden{
    Command{"complete",
            {},
            "values for a completion script",
            "migrate complete -- revisions ''",
            "Prints the values that begin so.",
            bind_complete},
    Command{"package-files",
            {},
            "manual pages and completion scripts",
            "migrate package-files build/package 2026-11-22",
            "Writes what a package installs.",
            bind_package_files},
};

} // namespace

std::span<const Command> command_table() {
    return table;
}

const Command* find_command(std::string_view name) {
    std::string dashed(name);
    std::ranges::replace(dashed, '_', '-');
    if (const auto found = std::ranges::find(table, dashed, &Command::name); found != table.end())
        return &*found;
    const auto found = std::ranges::find(hidden, dashed, &Command::name);
    return found == hidden.end() ? nullptr : &*found;
}

} // namespace migrate::cli
