#include "commands/autogenerate.hpp"
#include "commands/context.hpp"
#include "commands/new_file.hpp"
#include "diff/safe.hpp"
#include "revision/header.hpp"
#include "revision/steps.hpp"
#include "sql/quote.hpp"
#include "util/clock.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::commands {
namespace {

// Asks the live database about rows, and the person about what only a person knows.
class LiveQuestions {
  public:
    LiveQuestions(Context& context, const Dialect& dialect)
        : context_(context),
          dialect_(dialect) {}

    diff::Questions questions() {
        diff::Questions questions;
        questions.count_rows = [this](const QualifiedName& table) {
            return count("SELECT count(*) FROM " + quoted(table));
        };
        questions.count_nulls = [this](const QualifiedName& table, const std::string& column) {
            return count("SELECT count(*) FROM " + quoted(table) + " WHERE " +
                         sql::quote_name(column, dialect_.syntax()) + " IS NULL");
        };
        if (Prompt* prompt = context_.prompt()) {
            questions.was_renamed = [prompt](const diff::RenameCandidate& candidate) {
                return prompt->yes_or_no(candidate.question);
            };
            questions.fill_for = [prompt](const QualifiedName& table, const Column& column) {
                return ask_fill(*prompt, table, column);
            };
        }
        return questions;
    }

  private:
    static std::optional<Value> ask_fill(Prompt& prompt, const QualifiedName& table,
                                         const Column& column) {
        const std::string name = to_string(table) + "." + column.name;
        const auto answer = prompt.line("Rows are there already: which value do they get in " +
                                        name + " (" + column.type.text + ")? ");
        if (!answer || text::trim(*answer).empty())
            return std::nullopt;
        return diff::parse_fill_hint(name + "=" + *answer).value;
    }

    std::string quoted(const QualifiedName& table) const {
        const std::string name = sql::quote_name(table.name, dialect_.syntax());
        return table.schema.empty() ? name
                                    : sql::quote_name(table.schema, dialect_.syntax()) + "." + name;
    }

    long long count(const std::string& query) {
        return std::stoll(query_value(context_.connection(Context::Missing::empty), query));
    }

    Context& context_;
    const Dialect& dialect_;
};

class RevisionMaker {
  public:
    RevisionMaker(Context& context, const RevisionOptions& options)
        : context_(context),
          options_(options) {}

    RevisionResult run() {
        check_options();
        make_header();
        Database before;
        if (options_.autogenerate || options_.baseline) {
            before = options_.baseline ? compare_with_nothing() : compare_with_models();
            if (tree_.empty()) {
                result_.nothing_to_do = true;
                return std::move(result_);
            }
        }
        write(before);
        // Before the hooks: what a hook does or fails to do changes nothing about what is applied.
        if (options_.baseline)
            stamp_baseline();
        result_.hook_output = run_hooks(context_, result_.path);
        return std::move(result_);
    }

  private:
    const RevisionGraph& graph() { return context_.scripts().graph(); }

    void check_options() const {
        if (options_.format != "toml" && options_.format != "sql")
            throw Error(ErrorCode::usage,
                        "--format is toml or sql, not \"" + options_.format + "\"");
        if (options_.autogenerate && options_.baseline)
            throw Error(ErrorCode::usage, "--baseline and --autogenerate exclude each other")
                .help("--baseline writes what the database holds; --autogenerate what the models "
                      "change in it");
        if (!options_.autogenerate && (!options_.renames.empty() || !options_.fills.empty() ||
                                       options_.strict || options_.safe))
            throw Error(ErrorCode::usage,
                        "--rename, --fill, --strict and --safe are for --autogenerate");
    }

    void make_header() {
        RevisionHeader& header = result_.header;
        header.message = options_.message.empty() ? "empty message" : options_.message;
        header.created_at = format_rfc3339(context_.clock().now());
        header.labels = options_.branch_labels;
        for (const std::string& name : options_.depends_on)
            header.depends_on.push_back(resolve_dependency(graph(), name));
        header.parents = graph().ids(parents());
        header.id = new_id(context_, options_.rev_id);
    }

    std::vector<RevisionIndex> parents() {
        if (options_.baseline && !graph().empty())
            throw Error(ErrorCode::usage, "a baseline is the first revision, and there are " +
                                              text::count(graph().size(), "revision") + " already")
                .help("to take changes of the database into the history: inspect it into the "
                      "models, then "
                      "revision --autogenerate");
        if (options_.heads.empty() && graph().empty())
            return {};
        return resolve_parents(
            graph(), options_.heads.empty() ? std::vector<std::string>{"head"} : options_.heads,
            options_.splice);
    }

    Database compare_with_models() {
        const Standing where = standing(context_);
        if (where.pending > 0)
            throw Error(ErrorCode::failed,
                        "the database is behind: " + text::count(where.pending, "revision") +
                            (where.pending == 1 ? " is" : " are") + " not applied")
                .help("run `migrate upgrade head` first");
        Database live = context_.live_schema(Context::Missing::empty);
        const Database model = context_.model_beside(live);
        refuse_empty_model(model, live);
        diff::Options settings = diff_options(context_);
        settings.strict = options_.strict;
        for (const std::string& rename : options_.renames)
            settings.rename_hints.push_back(diff::parse_rename_hint(rename));
        for (const std::string& fill : options_.fills)
            settings.fill_hints.push_back(diff::parse_fill_hint(fill));
        LiveQuestions questions(context_, context_.dialect());
        tree_ = diff::compare(live, model, context_.dialect(), settings, questions.questions());
        const std::vector<std::string> blocking = make_safe(live);
        take_notes();
        result_.notes.insert(result_.notes.end(), blocking.begin(), blocking.end());
        if (options_.strict && !tree_.not_compared.empty())
            throw Error(ErrorCode::failed, "not compared: " + text::join(tree_.not_compared, ", "));
        diff::prove(tree_, live, model, context_.dialect(), settings);
        wanted_ = model;
        settings_ = settings;
        return live;
    }

    // Recipes in place of what blocks others, if that is wanted. Returns what to say about it.
    std::vector<std::string> make_safe(const Database& live) {
        if (tree_.empty() || !(options_.safe || context_.config().autogenerate.safe))
            return {};
        const Dialect& dialect = context_.dialect();
        const Recipes* recipes = recipes_of(dialect);
        if (!recipes)
            return {"safe: there are no recipes for " + std::string(dialect.display_name()) +
                    ", whose changes hold the whole database; the steps are the usual ones"};
        std::vector<std::string> notes;
        for (const std::string& each : diff::make_safe(
                 tree_, live, dialect, *recipes, &context_.connection(Context::Missing::empty)))
            notes.push_back("not safe: " + each);
        return notes;
    }

    Database compare_with_nothing() {
        const std::vector<std::string> rows = version_rows(context_, Context::Missing::refuse);
        if (rows.size() > 1)
            throw Error(ErrorCode::failed,
                        "the version table has several rows: " + text::join(rows, ", "))
                .help("a baseline takes the place of one: `migrate stamp --purge base` first, then "
                      "again");
        if (rows.size() == 1) {
            check_revision_id(rows.front());
            result_.header.id = rows.front(); // every database at that id stands at the baseline
            adopted_ = true;
        }
        const Database live = context_.live_schema(Context::Missing::refuse);
        Database nothing;
        nothing.folding = live.folding;
        settings_ = diff_options(context_);
        tree_ = diff::compare(nothing, live, context_.dialect(), settings_, {});
        take_notes();
        diff::prove(tree_, nothing, live, context_.dialect(), settings_);
        wanted_ = live;
        return nothing;
    }

    void take_notes() {
        for (const PlannedOp& step : tree_.upgrade)
            result_.changes.push_back(describe(step.op));
        result_.notes = tree_.notes;
        for (const std::string& kind : tree_.not_compared)
            result_.notes.push_back("not compared: " + kind);
        comments_ = result_.notes;
    }

    void write(const Database& before) {
        check_joins_graph(context_, result_.header);
        const bool as_sql = options_.format == "sql";
        result_.path = write_new_file(
            context_, result_.header,
            {options_.message, options_.version_path, as_sql ? ".sql" : ".toml"},
            as_sql ? revision_as_sql(planned(), context_.dialect(), before) : toml_text(before));
    }

    NewRevision planned() const {
        return {result_.header, tree_.upgrade, tree_.downgrade, comments_};
    }

    std::string toml_text(const Database& before) {
        if (tree_.empty())
            return revision::header_as_toml(result_.header); // no step, so no database either
        std::string text = revision_as_toml(planned(), context_.dialect());
        prove_text(text, before);
        return text;
    }

    // What the file says, read back, is what was planned.
    void prove_text(const std::string& text, const Database& before) const {
        const Revision revision =
            revision::read_toml_revision(text, {}, "the new revision", context_.dialect());
        OpTree tree;
        for (const Step& step : revision.upgrade)
            tree.upgrade.push_back({step.op});
        for (const Step& step : revision.downgrade.value_or(std::vector<Step>()))
            tree.downgrade.push_back({step.op});
        diff::prove(tree, before, wanted_, context_.dialect(), settings_);
    }

    void stamp_baseline() {
        if (adopted_)
            return;
        runner::stamp(run_context(context_, Context::Missing::refuse), {result_.header.id}, false,
                      false, run_settings(context_));
        result_.stamped = true;
    }

    Context& context_;
    const RevisionOptions& options_;
    RevisionResult result_;
    OpTree tree_;
    std::vector<std::string> comments_; // of the file: what it does not say of a single step
    Database wanted_;
    diff::Options settings_;
    bool adopted_ = false;
};

} // namespace

RevisionResult revision(Context& context, const RevisionOptions& options) {
    return RevisionMaker(context, options).run();
}

} // namespace migrate::commands
