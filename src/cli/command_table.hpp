// Every command of the program, in the order of the help.
#pragma once

#include "cli/binder.hpp"
#include "cli/exit_code.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace migrate::cli {

class Session;

// What the command does once its options are parsed.
using Action = std::function<ExitCode(Session&)>;

struct Command {
    std::string_view name;
    std::string_view group;
    std::string_view summary; // one line of the list of commands
    std::string_view example; // a real one: the help opens with it
    std::string_view about;   // what the summary leaves open
    // Tells the binder what the command takes; the action owns the values.
    Action (*bind)(Binder& binder);
    bool in_job_summary = false; // a pipeline's page tells what came of it
};

std::span<const Command> command_table();

// Also those that no help lists: only scripts and the build call them. Underscores stand for
// dashes. Null when there is none.
const Command* find_command(std::string_view name);

// bind_<command>.cpp each.
Action bind_init(Binder& binder);
Action bind_revision(Binder& binder);
Action bind_merge(Binder& binder);
Action bind_edit(Binder& binder);
Action bind_list_templates(Binder& binder);
Action bind_upgrade(Binder& binder);
Action bind_downgrade(Binder& binder);
Action bind_current(Binder& binder);
Action bind_heads(Binder& binder);
Action bind_branches(Binder& binder);
Action bind_history(Binder& binder);
Action bind_show(Binder& binder);
Action bind_completion(Binder& binder);
Action bind_complete(Binder& binder);
Action bind_package_files(Binder& binder);
Action bind_graph(Binder& binder);
Action bind_stamp(Binder& binder);
Action bind_check(Binder& binder);
Action bind_diff(Binder& binder);
Action bind_status(Binder& binder);
Action bind_log(Binder& binder);
Action bind_inspect(Binder& binder);
Action bind_ensure_version(Binder& binder);
Action bind_resolve(Binder& binder);

} // namespace migrate::cli
