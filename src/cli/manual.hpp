// Texts made from the table of commands: manual pages, and the page of the reference.
#pragma once

#include "cli/command_options.hpp"

#include <filesystem>
#include <string>

namespace migrate::cli {

// man(7) pages: migrate.1, and migrate-<command>.1. `date` is for their heads: 2026-11-22.
std::string program_man_page(const std::string& date);
std::string command_man_page(const CommandOptions& command, const std::string& date);

// docs/reference/commands.md.
std::string reference_page();

// Writes what a package installs below `folder`: man/*.1 and the completion scripts, bash/migrate,
// zsh/_migrate, fish/migrate.fish.
void write_package_files(const std::filesystem::path& folder, const std::string& date);

} // namespace migrate::cli
