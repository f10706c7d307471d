#include "source/program_source.hpp"

#include "toml/reader.hpp"
#include "util/json.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

namespace migrate::source {

Document run_model_program(const Config& config) {
    ProcessOptions options;
    options.arguments = config.expand(config.models.command);
    options.working_directory = config.root;
    const std::string shown = text::join(options.arguments, " ");
    ProcessResult result = run_process(options);
    if (!result.ok()) {
        Error error(ErrorCode::failed,
                    "the program of `models` " + result.outcome() + ": " + shown);
        error.at(config.models.pos);
        if (const std::string_view said = text::trim(result.errors); !said.empty())
            error.note(std::string(said));
        throw error;
    }
    const std::string name = "the output of " + shown;
    if (text::trim(result.output).starts_with('{'))
        return read_json(std::move(result.output), name);
    return toml::read_document(std::move(result.output), name);
}

} // namespace migrate::source
