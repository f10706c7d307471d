#include "revision/hooks.hpp"

#include "migrate/error.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

namespace migrate::revision {

namespace {

Error with_file(Error error, const std::filesystem::path& file) {
    return error.note("the revision file was written and stays: " + file.string())
        .help("mend [[hooks.post_write]] or the file, then run the hook by hand");
}

ProcessResult run_hook(const ProcessOptions& options, const std::filesystem::path& file) {
    try {
        return run_process(options);
    } catch (const Error& error) {
        throw with_file(error, file);
    }
}

} // namespace

std::string run_post_write_hooks(const std::vector<std::vector<std::string>>& commands,
                                 const std::filesystem::path& file,
                                 const std::filesystem::path& working_directory) {
    std::string output;
    for (const std::vector<std::string>& command : commands) {
        ProcessOptions options{.arguments = command, .working_directory = working_directory};
        for (std::string& argument : options.arguments)
            argument = text::replace_all(argument, "{file}", file.string());
        const std::string shown = text::join(options.arguments, " ");
        const ProcessResult result = run_hook(options, file);
        output += result.output;
        if (result.ok())
            continue;
        Error error(ErrorCode::failed, "the hook \"" + shown + "\" " + result.outcome());
        const std::string errors(text::trim(result.errors.empty() ? result.output : result.errors));
        if (!errors.empty())
            error.note(errors);
        throw with_file(error, file);
    }
    return output;
}

} // namespace migrate::revision
