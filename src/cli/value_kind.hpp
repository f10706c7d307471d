// What the value of an option or an argument is: what a shell can complete it with.
#pragma once

#include "cli/binder.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::cli {

enum class ValueKind { any, choice, file, folder, revision, environment, table, column };

struct ValueHint {
    ValueKind kind = ValueKind::any;
    std::vector<std::string> choices; // of a choice
};

ValueHint value_hint(const Option& option);
ValueHint value_hint(const Positional& positional);

// The word by which a script asks the program for values of a kind: "revisions". Empty for what the
// program is not asked for.
std::string_view live_name(ValueKind kind);

} // namespace migrate::cli
