#include "runner/error_context.hpp"

namespace migrate::runner {

namespace {

bool was_stopped(const Error& error) {
    return error.code() == ErrorCode::interrupted || error.code() == ErrorCode::terminated;
}

std::string headline(const Error& error, const Progress& at) {
    std::string text(word(at.revision->direction));
    text += " " + at.revision->id() + (was_stopped(error) ? " stopped" : " failed");
    if (!at.step)
        return text;
    const int count = static_cast<int>(at.revision->steps().size());
    return text + " at step " + std::to_string(at.step->number) + " of " +
           std::to_string(std::max(count, at.step->number));
}

// "sqlite SQLITE_CONSTRAINT_NOTNULL: NOT NULL constraint failed: users.age"
std::string own_words(const Error& error, const Dialect& dialect) {
    const auto* said = dynamic_cast<const DbError*>(&error);
    if (!said)
        return error.what();
    const std::string code = said->native_code().empty() ? "" : " " + said->native_code();
    return std::string(dialect.name()) + code + ": " + error.what();
}

} // namespace

Error with_context(const Error& error, const Progress& at, const Dialect& dialect,
                   const std::string& state) {
    if (!at.revision) {
        Error plain(error);
        return plain.note(state);
    }
    Error out(error.code(), headline(error, at));
    if (!error.pos().file.empty())
        out.at(error.pos(), error.quoted_line());
    else if (at.step)
        out.at(at.step->pos, at.step->quoted_line);
    else
        out.at({at.revision->revision.path.string()});
    out.note(own_words(error, dialect));
    for (const std::string& note : error.notes())
        out.note(note);
    if (!state.empty())
        out.note(state);
    return out.help(error.help_text()).can_retry(error.retryable());
}

} // namespace migrate::runner
