// A new revision file: its id, its place in the graph and among the folders, and writing it.
#pragma once

#include "migrate/commands.hpp"

namespace migrate::commands {

// The id that was asked for, or one that no revision has yet. Throws Error(usage) for what can be
// no id.
std::string new_id(Context& context, const std::string& asked);

// Throws Error(usage) for what the graph would refuse: an id or a label that is taken. To be told
// before a file is written.
void check_joins_graph(Context& context, const RevisionHeader& header);

struct NewFile {
    std::string message;      // what its name is made of; may be empty
    std::string version_path; // one of version_locations; empty: where its first parent stands
    std::string extension;
};

// Writes the file; returns its path.
std::filesystem::path write_new_file(Context& context, const RevisionHeader& header,
                                     const NewFile& file, const std::string& text);

// Runs the hooks over a file that was written, and reads the folders again; returns what the hooks
// printed.
std::string run_hooks(Context& context, const std::filesystem::path& file);

} // namespace migrate::commands
