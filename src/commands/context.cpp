#include "commands/context.hpp"

#include "dialect/server_dialect.hpp"
#include "runner/retry.hpp"
#include "source/model_source.hpp"
#include "util/clock.hpp"
#include "util/random_id.hpp"
#include "util/signal.hpp"

#include <algorithm>
#include <functional>

namespace migrate::commands {

struct Context::Parts {
    Config config;
    Observer& observer;
    const Clock& clock;
    Prompt* prompt;
    RandomIds ids;
    std::optional<Url> url;
    const Dialect* dialect = nullptr;
    std::optional<ScriptFolder> scripts;
    std::unique_ptr<Connection> connection;
};

Context::Context(Config config, Observer& observer, const Clock& clock, Prompt* prompt,
                 std::optional<std::uint64_t> seed)
    : parts_(new Parts{.config = std::move(config),
                       .observer = observer,
                       .clock = clock,
                       .prompt = prompt,
                       .ids = seed ? RandomIds(*seed) : RandomIds()}) {
}

Context::~Context() = default;

const Config& Context::config() const {
    return parts_->config;
}

Observer& Context::observer() const {
    return parts_->observer;
}

const Clock& Context::clock() const {
    return parts_->clock;
}

Prompt* Context::prompt() const {
    return parts_->prompt;
}

const Url& Context::url() {
    std::optional<Url>& url = parts_->url;
    return url ? *url : url.emplace(parts_->config.database_url());
}

const Dialect& Context::dialect() {
    if (!parts_->dialect)
        parts_->dialect = &dialect_for(url());
    return *parts_->dialect;
}

const ScriptFolder& Context::scripts() {
    std::optional<ScriptFolder>& scripts = parts_->scripts;
    return scripts ? *scripts
                   : scripts.emplace(ScriptFolder::load(parts_->config.version_folders()));
}

void Context::reload_scripts() {
    parts_->scripts.reset();
}

std::string Context::new_revision_id() {
    return parts_->ids.next();
}

bool Context::connected() const {
    return parts_->connection != nullptr;
}

std::unique_ptr<Connection> Context::connect(Missing missing) {
    ConnectOptions options{.create = missing == Missing::create};
    options.lock_timeout = parts_->config.run.lock_timeout;
    options.on_wait = [this](std::chrono::milliseconds waited) {
        observer().on(event::WaitingForLock{waited, ""});
        return stop_requested() == 0;
    };
    options.on_warning = [this](const std::string& text) { observer().on(event::Warning{text}); };
    if (missing == Missing::create || dialect().exists(url()))
        return dialect().connect(url(), options);
    if (missing == Missing::refuse)
        throw Error(ErrorCode::unreachable, "the database is not there: " + url().shown())
            .help("check the URL; `migrate upgrade head` makes a new database");
    observer().on(event::Warning{"the database " + url().shown() +
                                 " is not there yet; it is taken as empty"});
    return dialect().scratch(url());
}

namespace {

// A file that is no database does not become one, a wrong password does not become right.
bool waiting_may_help(const Error& error) {
    const auto* told = dynamic_cast<const DbError*>(&error);
    return error.code() == ErrorCode::unreachable &&
           (!told ||
            (told->kind() != DbErrorKind::not_a_database && told->kind() != DbErrorKind::refused));
}

} // namespace

std::unique_ptr<Connection> Context::connect_waiting(Missing missing) {
    using std::chrono::milliseconds;
    const StopSignals signals;
    const auto start = clock().elapsed();
    for (runner::BackOff back_off;;) {
        try {
            return connect(missing);
        } catch (const Error& error) {
            const auto waited = std::chrono::duration_cast<milliseconds>(clock().elapsed() - start);
            if (!waiting_may_help(error) || waited >= config().run.connect_wait)
                throw;
            observer().on(event::WaitingForDatabase{waited, error.what()});
        }
        runner::sleep_unless_stopped(back_off.next());
    }
}

Connection& Context::connection(Missing missing) {
    if (!parts_->connection)
        parts_->connection =
            config().run.connect_wait.count() > 0 ? connect_waiting(missing) : connect(missing);
    parts_->dialect = &dialect_of_server(dialect(), *parts_->connection);
    return *parts_->connection;
}

Database Context::live_schema(Missing missing) {
    IntrospectOptions options;
    options.schemas = config().autogenerate.schemas;
    options.exclude_tables = runner::own_tables(config().version_table);
    Connection& session = connection(missing); // which says what dialect it is
    return dialect().introspect(session, options);
}

Database Context::model() {
    return source::load_model(config(), dialect());
}

namespace {

[[noreturn]] void refuse_schema(const std::string& schema, const std::string& what,
                                const DeclaredAt& place) {
    Error error(ErrorCode::usage, "the schema " + schema + " of " + what +
                                      " is not compared: it would be made again each time");
    if (place.file)
        error.at({*place.file, place.pos.line, place.pos.column}, "");
    error.help("name it in migrate.toml: [autogenerate] schemas = [\"" + schema + "\"]");
    throw error;
}

// What stands in a schema that introspection does not look into would stay a difference.
void refuse_schemas_left_out(const Database& model, const std::vector<std::string>& compared,
                             const std::function<std::string()>& default_schema) {
    const auto left_out = [&](const std::string& schema) {
        return !schema.empty() && std::ranges::find(compared, "*") == compared.end() &&
               std::ranges::find(compared, schema) == compared.end();
    };
    const auto look_at = [&](const auto& items) {
        for (const auto& item : items)
            if (left_out(item.name.schema))
                refuse_schema(item.name.schema, to_string(item.name), item.declared_at);
    };
    look_at(model.tables);
    look_at(model.views);
    look_at(model.enums);
    look_at(model.objects);
    for (const SchemaObject& object : model.objects)
        if (object.kind == ObjectKind::schema && left_out(object.name.name) &&
            object.name.name != default_schema())
            refuse_schema(object.name.name, "the models", object.declared_at);
}

} // namespace

Database Context::model_beside(const Database& live) {
    Database result = model();
    if (dialect().capabilities().schemas)
        refuse_schemas_left_out(result, config().autogenerate.schemas, [this] {
            return dialect().schema_of(connection(Missing::empty), config().version_table);
        });
    dialect().settle(connection(Missing::empty), live, result);
    return result;
}

namespace {

runner::TransactionMode mode_of(TransactionScope scope) {
    switch (scope) {
    case TransactionScope::revision:
        return runner::TransactionMode::revision;
    case TransactionScope::all:
        return runner::TransactionMode::all;
    case TransactionScope::none:
        return runner::TransactionMode::none;
    }
    return runner::TransactionMode::revision;
}

} // namespace

runner::Settings run_settings(Context& context) {
    const Config& config = context.config();
    runner::Settings settings;
    settings.transaction = mode_of(config.run.transaction);
    settings.no_destructive = config.run.refuse_destructive;
    settings.version_table = config.version_table;
    settings.version_table_schema = config.version_table_schema;
    settings.lock_wait = config.run.lock_wait;
    settings.lock_timeout = config.run.lock_timeout;
    settings.statement_timeout = config.run.statement_timeout;
    settings.retries = config.run.retries;
    settings.working_dir = config.root;
    settings.environment = {{"MIGRATE_URL", context.url().secret_text()},
                            {"MIGRATE_ENVIRONMENT", config.environment}};
    return settings;
}

runner::RunContext run_context(Context& context, Context::Missing missing) {
    return {context.connection(missing), context.dialect(), context.scripts(), context.clock(),
            context.observer()};
}

void rehearse(Context& context, const std::function<void(const runner::RunContext&)>& what) {
    const Dialect& dialect = context.dialect();
    if (dialect.exists(context.url()))
        return;
    const std::unique_ptr<Connection> scratch = dialect.scratch(context.url());
    what({*scratch, dialect, context.scripts(), context.clock(), context.observer()});
}

RevisionEntry entry_of(Context& context, RevisionIndex index) {
    const RevisionGraph& graph = context.scripts().graph();
    const std::string& id = graph.id(index);
    RevisionEntry entry;
    entry.header = context.scripts().header(id);
    entry.path = context.scripts().path(id);
    entry.labels = graph.labels_of(index);
    for (const RevisionIndex child : graph.children(index))
        entry.children.push_back(graph.id(child));
    for (const RevisionIndex dependency : graph.dependencies(index))
        entry.dependencies.push_back(graph.id(dependency));
    entry.is_head = graph.is_head(index);
    entry.is_effective_head = graph.is_head(index) && !graph.is_real_head(index);
    entry.is_branch_point = graph.is_branch_point(index);
    entry.is_merge_point = graph.is_merge_point(index);
    return entry;
}

std::vector<RevisionEntry> entries_of(Context& context,
                                      const std::vector<RevisionIndex>& revisions) {
    std::vector<RevisionEntry> entries;
    entries.reserve(revisions.size());
    for (const RevisionIndex index : revisions)
        entries.push_back(entry_of(context, index));
    return entries;
}

std::vector<std::string> version_rows(Context& context, Context::Missing missing) {
    return runner::current_rows(context.connection(missing), context.dialect(),
                                run_settings(context));
}

std::vector<std::string> warn_of_edited(Context& context) {
    std::vector<std::string> edited =
        runner::edited_since_applied(context.connection(Context::Missing::empty), context.dialect(),
                                     context.scripts(), run_settings(context));
    for (const std::string& id : edited)
        context.observer().on(event::Warning{
            "revision " + id +
            " was edited since it was applied: " + context.scripts().path(id).string()});
    return edited;
}

} // namespace migrate::commands
