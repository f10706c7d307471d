// Names and values as MySQL has them.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <string_view>

namespace migrate::mysql {

std::string name_text(std::string_view name);
std::string name_text(const QualifiedName& name);
std::string string_text(std::string_view text);
std::string value_text(const Value& value);

} // namespace migrate::mysql
