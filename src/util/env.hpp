// Environment variables, and texts that are filled from them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

std::optional<std::string> get_env(const std::string& name);

// What a name between `${` and `}` stands for; none when it is not set. A name is a variable of the
// environment, or `x:key` for what was given on the command line.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

// Fills `${NAME}` and `${NAME:-default}` (the default also for a variable that is set and empty);
// `$${` is a plain `${`. Throws Error(usage) that names the variable when it is not set and has no
// default, and for a `${` without a `}`.
std::string expand_variables(std::string_view text, const VariableLookup& lookup);

} // namespace migrate
