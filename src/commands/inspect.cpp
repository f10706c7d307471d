#include "commands/context.hpp"

#include "dialect/form_dialect.hpp"
#include "forms/model_form.hpp"
#include "util/edit_distance.hpp"
#include "util/file.hpp"

namespace migrate::commands {

InspectResult inspect(Context& context, const InspectOptions& options) {
    const std::vector<std::string> known{"toml", "sql"};
    if (options.format != "toml" && options.format != "sql")
        throw Error(ErrorCode::usage, "inspect writes toml or sql, not \"" + options.format + "\"" +
                                          did_you_mean(options.format, known));
    const Database live = context.live_schema(Context::Missing::refuse);
    InspectResult result;
    result.text = options.format == "sql"
                      ? context.dialect().dump_sql(live)
                      : forms::write_model(live, form_dialect(context.dialect()));
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
