#include "source/sql_source.hpp"

#include "sql/splitter.hpp"
#include "toml/reader.hpp"
#include "util/file.hpp"

namespace migrate::source {
namespace {

void run_script(Connection& scratch, const std::string& text, const std::string& file,
                const Dialect& dialect) {
    for (const sql::Piece& piece : sql::split(text, dialect.syntax())) {
        try {
            scratch.execute(piece.sql);
        } catch (const DbError& error) {
            throw Error(ErrorCode::usage, "the scratch database refuses a statement of the model")
                .at({file, piece.line, piece.column}, std::string(toml::line_of(text, piece.line)))
                .note(std::string(dialect.name()) + " " + error.native_code() + ": " +
                      error.what());
        }
    }
}

// The one that the project names must be empty, and is empty again afterwards.
std::unique_ptr<Connection> open_named(const Url& url, const Dialect& dialect) {
    std::unique_ptr<Connection> scratch = dialect.connect(url, {.create = true});
    const Database found = dialect.introspect(*scratch, {});
    if (!found.tables.empty() || !found.views.empty())
        throw Error(ErrorCode::usage,
                    "scratch_url names a database that is not empty: " + url.shown())
            .help("models in SQL are run there: give them a database of their own");
    scratch->begin();
    return scratch;
}

} // namespace

Database read_sql_models(const std::vector<std::filesystem::path>& files, const Config& config,
                         const Dialect& dialect) {
    const std::optional<Url> named = config.scratch_database_url();
    const std::unique_ptr<Connection> scratch =
        named ? open_named(*named, dialect) : dialect.scratch(config.database_url());
    for (const std::filesystem::path& file : files) {
        const std::string text = read_file(file);
        toml::refuse_what_is_no_text(text, file.string());
        run_script(*scratch, text, file.string(), dialect);
    }
    return dialect.introspect(*scratch, {});
}

} // namespace migrate::source
