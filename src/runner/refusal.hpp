// What a probe that found something says.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::runner {

// `number` stands for {n}; the words in braces ({rows}, {have}, ...) agree with it.
std::string refusal_text(const Statement& probe, const std::string& number);

} // namespace migrate::runner
