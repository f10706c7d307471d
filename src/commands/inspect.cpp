#include "commands/context.hpp"

#include "dialect/form_dialect.hpp"
#include "forms/model_form.hpp"
#include "util/edit_distance.hpp"
#include "util/file.hpp"

namespace migrate::commands {

namespace {

std::string text_of(Context& context, const Database& live, const InspectOptions& options) {
    if (options.draw)
        return options.draw(live, context.url().shown());
    if (options.format == "sql")
        return context.dialect().dump_sql(live);
    if (options.format == "toml")
        return forms::write_model(live, form_dialect(context.dialect()), context.config().naming);
    const std::vector<std::string> known{"toml", "sql"};
    throw Error(ErrorCode::usage, "inspect writes toml or sql, not \"" + options.format + "\"" +
                                      did_you_mean(options.format, known));
}

} // namespace

InspectResult inspect(Context& context, const InspectOptions& options) {
    const Database live = context.live_schema(Context::Missing::refuse);
    InspectResult result;
    result.text = text_of(context, live, options);
    result.not_compared = live.not_compared;
    if (options.output) {
        if (options.output->has_parent_path())
            std::filesystem::create_directories(options.output->parent_path());
        write_file_atomically(*options.output, result.text, Overwrite::allow);
        result.written = options.output;
    }
    return result;
}

} // namespace migrate::commands
