#include "commands/side.hpp"

#include "dialect/server_dialect.hpp"
#include "runner/replay.hpp"
#include "source/model_source.hpp"
#include "util/edit_distance.hpp"
#include "util/file.hpp"

#include <algorithm>

namespace migrate::commands {
namespace {

bool is_url(const std::string& operand) {
    return operand.find("://") != std::string::npos;
}

// An id may hold a dot: where no such file is, the revisions are asked.
bool is_file(Context& context, const std::string& operand) {
    if (operand.find('/') != std::string::npos)
        return true;
    const std::filesystem::path path(operand);
    return path.has_extension() &&
           (std::filesystem::exists(path) || !context.scripts().graph().find(operand).has_value());
}

// sqlite:app.db is taken for a file by its dot, or for a revision.
void refuse_half_url(const std::string& operand) {
    const std::size_t colon = operand.find(':');
    if (colon == std::string::npos)
        return;
    const std::string scheme = operand.substr(0, colon);
    if (std::ranges::find(all_prefixes(), scheme) != all_prefixes().end())
        throw Error(ErrorCode::usage, "\"" + operand + "\" is no URL: the slashes are missing")
            .help("a URL begins with " + scheme + "://; for a file write " + scheme + ":///" +
                  operand.substr(colon + 1));
}

// No text has a NUL in it; the file of a database has.
void refuse_binary_file(const std::string& operand) {
    std::error_code unreadable; // is told by who reads it next
    if (std::filesystem::is_regular_file(operand, unreadable) &&
        read_file(operand).find('\0') != std::string::npos)
        throw Error(ErrorCode::usage, operand + " is no text, and so no file of models")
            .help("a database is named by its URL: for SQLite write sqlite:///" + operand);
}

Database introspected(Context& context, const Dialect& dialect, Connection& connection) {
    IntrospectOptions options;
    options.schemas = context.config().autogenerate.schemas;
    options.exclude_tables = runner::own_tables(context.config().version_table);
    return dialect.introspect(connection, options);
}

// Of one family: which of its members a server is, only a session tells.
bool may_be_alike(const Dialect& a, const Dialect& b) {
    return a.prefixes().front() == b.prefixes().front();
}

[[noreturn]] void refuse_other_kind(const Url& url, const SideKind& kind) {
    throw Error(ErrorCode::usage, "both sides must be of one kind of database: " + url.shown() +
                                      " is not " + std::string(kind.dialect.display_name()));
}

// The dialect that the server at the URL speaks.
const Dialect& dialect_at(const Url& url) {
    const Dialect& named = dialect_for(url);
    const auto relatives = std::ranges::count_if(
        all_dialects(), [&](const Dialect* each) { return may_be_alike(*each, named); });
    if (relatives < 2)
        return named;
    return dialect_of_server(named, *named.connect(url, {}));
}

Side side_of_url(Context& context, const std::string& operand, const SideKind& kind) {
    const Url url = parse_url(operand);
    if (!may_be_alike(dialect_for(url), kind.dialect))
        refuse_other_kind(url, kind);
    if (!kind.dialect.exists(url))
        throw Error(ErrorCode::unreachable, "the database is not there: " + url.shown())
            .help("check the URL; a relative path starts here");
    const auto connection = kind.dialect.connect(url, {});
    if (&dialect_of_server(kind.dialect, *connection) != &kind.dialect)
        refuse_other_kind(url, kind);
    return {url.shown(), introspected(context, kind.dialect, *connection), {}};
}

std::vector<RevisionIndex> resolve_side(const RevisionGraph& graph, const std::string& operand) {
    try {
        return resolve_revisions(graph, parse_point(operand, "a side of diff"));
    } catch (const Error&) {
        const std::vector<std::string> word{"models"};
        const std::string hint = did_you_mean(operand, word);
        if (hint.empty())
            throw;
        throw Error(ErrorCode::usage, "there is no revision \"" + operand + "\"" + hint)
            .help("a side of diff is models, a file, a URL or a revision");
    }
}

Side side_of_revision(Context& context, const std::string& operand, const SideKind& kind) {
    const ScriptFolder& scripts = context.scripts();
    const RevisionGraph& graph = scripts.graph();
    const std::vector<RevisionIndex> rows = resolve_side(graph, operand);
    runner::Settings settings;
    settings.version_table = context.config().version_table;
    runner::Replay replay(kind.dialect, graph, settings, kind.dialect.scratch(kind.url));
    replay.reach(scripts, graph.ids(rows));
    Side side{"revision " + operand, replay.schema(), {}};
    if (!replay.unclear().empty())
        side.notes.push_back(side.shown + ": " + replay.unclear());
    return side;
}

} // namespace

SideKind kind_of_sides(Context& context, const std::vector<std::string>& operands) {
    for (const std::string& operand : operands)
        if (is_url(operand)) {
            const Url url = parse_url(operand);
            return {url, dialect_at(url)};
        }
    return {context.url(), context.dialect()};
}

Side read_side(Context& context, const std::string& operand, const SideKind& kind) {
    if (operand.empty())
        return {context.url().shown(), context.live_schema(Context::Missing::refuse), {}};
    if (is_url(operand))
        return side_of_url(context, operand, kind);
    if (operand == "models")
        return {"the models", source::load_model(context.config(), kind.dialect), {}};
    refuse_half_url(operand);
    if (is_file(context, operand)) {
        refuse_binary_file(operand);
        return {operand, source::load_model_file(operand, context.config(), kind.dialect), {}};
    }
    return side_of_revision(context, operand, kind);
}

} // namespace migrate::commands
