#include "source/sql_source.hpp"

#include "sql/cursor.hpp"
#include "sql/splitter.hpp"
#include "toml/reader.hpp"
#include "util/file.hpp"

#include <map>

namespace migrate::source {
namespace {

// Where each object was created, by its folded name. The database does not know.
using Places = std::map<std::string, DeclaredAt>;

// The name that a CREATE statement gives; nothing for other statements.
std::optional<std::string> created_name(std::string_view statement, const Dialect& dialect) {
    sql::Cursor cursor(statement, dialect.syntax());
    if (!cursor.accept("create"))
        return std::nullopt;
    while (!cursor.at_end() && !cursor.accept("table") && !cursor.accept("view") &&
           !cursor.accept("index"))
        cursor.next();
    cursor.accept("if not exists");
    std::optional<std::string> name = cursor.accept_name();
    while (name && cursor.accept_punct('.'))
        name = cursor.accept_name();
    return name;
}

void run_script(Connection& scratch, const std::string& text, const std::string& file,
                const Dialect& dialect, Places& places) {
    const auto shared_file = std::make_shared<const std::string>(file);
    for (const sql::Piece& piece : sql::split(text, dialect.syntax())) {
        try {
            scratch.execute(sql::sent_text(piece));
            if (const auto name = created_name(piece.sql, dialect))
                places[folded(*name, dialect.capabilities().folding)] = {
                    shared_file, {piece.line, piece.column}};
        } catch (const DbError& error) {
            throw Error(ErrorCode::usage, "the scratch database refuses a statement of the model")
                .at({file, piece.line, piece.column}, std::string(toml::line_of(text, piece.line)))
                .note(std::string(dialect.name()) + " " + error.native_code() + ": " +
                      error.what());
        }
    }
}

void place(Database& model, const Places& places) {
    const auto set = [&](const std::string& name, DeclaredAt& where) {
        if (const auto found = places.find(folded(name, model.folding)); found != places.end())
            where = found->second;
    };
    for (Table& table : model.tables) {
        set(table.name.name, table.declared_at);
        for (Index& index : table.indexes)
            set(index.name, index.declared_at);
    }
    for (View& view : model.views)
        set(view.name.name, view.declared_at);
}

// The one that the project names must be empty, and is empty again afterwards.
std::unique_ptr<Connection> open_named(const Url& url, const Dialect& dialect) {
    std::unique_ptr<Connection> scratch = dialect.connect(url, {.create = true, .alone = true});
    const Database found = dialect.introspect(*scratch, {.schemas = {"*"}});
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
    Places places;
    for (const std::filesystem::path& file : files) {
        const std::string text = read_file(file);
        toml::refuse_what_is_no_text(text, file.string());
        run_script(*scratch, text, file.string(), dialect, places);
    }
    Database model = dialect.introspect(*scratch, {.schemas = {"*"}});
    model.folding = dialect.capabilities().folding;
    place(model, places);
    return model;
}

} // namespace migrate::source
