#include "commands/context.hpp"

#include "util/env.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <array>

#include <unistd.h>

namespace migrate::commands {
namespace {

namespace fs = std::filesystem;

// Looked for when nobody says which editor; the first two are what the system was told to use.
constexpr std::array usual_editors{"sensible-editor", "editor", "nano", "vim", "vi"};

// The words of "code --wait" or of "'/opt/my editor/bin/edit' -w", as a shell would divide them.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool in_word = false;
    char quote = 0;
    for (const char c : text) {
        if (!quote && (c == ' ' || c == '\t')) {
            in_word = false;
            continue;
        }
        if (!in_word)
            words.emplace_back();
        in_word = true;
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? '\0' : c;
        else
            words.back() += c;
    }
    return words;
}

bool can_run(const std::string& program) {
    for (const std::string& folder : text::split(get_env("PATH").value_or(""), ':'))
        if (::access((fs::path(folder) / program).c_str(), X_OK) == 0)
            return true;
    return false;
}

std::vector<std::string> editor(Context& context, const fs::path& file) {
    for (const char* name : {"EDITOR", "VISUAL"})
        if (auto words = words_of(get_env(name).value_or("")); !words.empty())
            return words;
    if (context.prompt()) // only where somebody sits at a terminal
        for (const char* name : usual_editors)
            if (can_run(name))
                return {name};
    throw Error(ErrorCode::usage, "no editor is known: neither $EDITOR nor $VISUAL is set")
        .help("set EDITOR, as in `EDITOR=nano migrate edit head`; the file is " + file.string());
}

ProcessResult run_editor(const ProcessOptions& options, const fs::path& file) {
    try {
        return run_process(options);
    } catch (Error& error) {
        throw error.note("the file is " + file.string())
            .help("set EDITOR to an editor that is installed; quote a path that holds a blank");
    }
}

void open_in_editor(Context& context, const fs::path& file) {
    ProcessOptions options{.arguments = editor(context, file), .inherit = true};
    options.arguments.push_back(file.string());
    const std::string program = options.arguments.front();
    const ProcessResult result = run_editor(options, file);
    if (!result.ok())
        throw Error(ErrorCode::failed, "the editor " + program + " " + result.outcome())
            .note("the file is " + file.string());
}

} // namespace

EditResult edit(Context& context, const std::string& revision) {
    EditResult result;
    for (const RevisionEntry& entry : show(context, revision))
        result.files.push_back(entry.path);
    if (result.files.empty())
        throw Error(ErrorCode::failed, "\"" + revision + "\" names no revision to edit")
            .help("`history` lists the revisions");
    for (const fs::path& file : result.files)
        open_in_editor(context, file);
    context.reload_scripts();
    context.scripts(); // tells now what was mistyped, not at the next upgrade
    return result;
}

} // namespace migrate::commands
