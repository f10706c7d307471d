// How the tables of models and steps are laid out as text: for toml::WriteOptions.
#pragma once

#include "migrate/node.hpp"
#include "toml/writer.hpp"

#include <span>
#include <string>

namespace migrate::forms {

toml::Layout model_layout(std::span<const std::string> path, const Node& node);
// Of a step: the first name of the path is that of the list, "upgrade" or "downgrade".
toml::Layout step_layout(std::span<const std::string> path, const Node& node);

} // namespace migrate::forms
