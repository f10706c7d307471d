#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {
namespace {

void bind_place(Binder& binder, commands::RevisionOptions& options) {
    binder.option("--head", "REV", options.heads, "the parent, instead of the one head");
    binder.flag("--splice", options.splice, "the parent may have another child already");
    binder.option("--branch-label", "LABEL", options.branch_labels, "names the branch begun here");
    binder.option("--depends-on", "REV", options.depends_on, "what must be applied before");
    binder.option("--version-path", "DIR", options.version_path, "the folder for the file");
    binder.option("--rev-id", "ID", options.rev_id, "the id, instead of a random one");
}

struct Values {
    commands::RevisionOptions options;
    bool sql = false;
    std::string format; // empty: not given
};

std::string format_of(const Values& values) {
    if (values.sql && values.format == "toml")
        throw Error(ErrorCode::usage, "--sql and --format toml exclude each other")
            .help("--sql is the same as --format sql");
    if (values.format.empty())
        return values.sql ? "sql" : values.options.format;
    return values.format;
}

void bind_content(Binder& binder, Values& values) {
    commands::RevisionOptions& options = values.options;
    binder.flag("--autogenerate", options.autogenerate, "the steps that lead to the models");
    binder.flag("--baseline", options.baseline,
                "a first revision that creates what the database holds, stamped as applied");
    binder.choice("--format", values.format, {"toml", "sql"}, "the kind of file");
    binder.flag("--sql", values.sql, "the same as --format sql");
    binder.option("--rename", "KIND:OLD=NEW", options.renames,
                  "a rename, not a drop and a new one: column:users.handle=nick");
    binder.option("--fill", "COLUMN=VALUE", options.fills,
                  "what rows already there get in a new NOT NULL column: users.age=0");
    binder.flag("--safe", options.safe, "recipes that do not block others, where there are some");
    binder.flag("--strict", options.strict, "fail when something cannot be compared");
}

} // namespace

Action bind_revision(Binder& binder) {
    const auto values = std::make_shared<Values>();
    binder.option("-m,--message", "TEXT", values->options.message, "what it does, in a few words");
    bind_content(binder, *values);
    bind_place(binder, values->options);
    return [values](Session& session) {
        commands::RevisionOptions options = values->options;
        options.format = format_of(*values);
        const auto result = commands::revision(session.context(), options);
        session.outcome(result, report::revision_text, report::revision_json);
        session.after_writing(result);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
