#include "cli/command_table.hpp"
#include "cli/live_values.hpp"
#include "cli/session.hpp"

namespace migrate::cli {

// What the completion scripts call: complete -- KIND WORD TYPED...
Action bind_complete(Binder& binder) {
    const auto words = std::make_shared<std::vector<std::string>>();
    binder.positional("KIND", *words, "what to list, the word begun, and the words before it",
                      Need::optional);
    return [words](Session& session) {
        if (words->size() >= 2)
            session.print(
                live_values((*words)[0], (*words)[1], {words->begin() + 2, words->end()}));
        return ExitCode::done;
    };
}

} // namespace migrate::cli
