#include "commands/context.hpp"

namespace migrate::commands {

LogResult log(Context& context, const LogOptions& options) {
    return {context.url().shown(),
            runner::logged_runs(context.connection(Context::Missing::empty), context.dialect(),
                                run_settings(context), static_cast<std::size_t>(options.count))};
}

} // namespace migrate::commands
