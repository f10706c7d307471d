#include "cli/live_values.hpp"

#include "cli/app.hpp"
#include "cli/command_table.hpp"
#include "cli/general_options.hpp"
#include "migrate/commands.hpp"
#include "report/color.hpp"
#include "util/clock.hpp"

#include <algorithm>
#include <functional>

namespace migrate::cli {
namespace {

using Words = std::vector<std::string>;

struct Candidate {
    std::string value;
    std::string description;
};
using Candidates = std::vector<Candidate>;

void parse_what_is_right(const Binder& binder, const Words& words) {
    try {
        Parser(binder, "migrate").parse(words);
    } catch (const Error&) { // a command line that is being typed may well be wrong
    }
}

GeneralOptions general_options_in(Words typed) {
    if (!typed.empty() && typed.back().starts_with("-"))
        typed.pop_back(); // the option whose value is being typed
    GeneralOptions options;
    Binder general;
    bind_general(general, options);
    const std::size_t at = command_position(general, typed);
    const auto split = typed.begin() + static_cast<std::ptrdiff_t>(at);
    parse_what_is_right(general, Words(typed.begin(), split));
    const Command* command = split == typed.end() ? nullptr : find_command(*split);
    if (!command)
        return options;
    Binder all;
    const Action owner_of_values = command->bind(all);
    all.add_missing(general);
    parse_what_is_right(all, Words(split + 1, typed.end()));
    return options;
}

class NoObserver final : public Observer {
  public:
    void on(const Event& /*event*/) override {}
};

// Keeps what a context refers to alive beside it.
class Project {
  public:
    explicit Project(const GeneralOptions& options)
        : context_(config_of(options), observer_, clock_, nullptr) {}

    commands::Context& context() { return context_; }

  private:
    static Config config_of(const GeneralOptions& options) {
        // Of several environments the first one has to do.
        const std::string chosen = options.environment.value_or("");
        const std::string first = chosen.substr(0, chosen.find(','));
        Config config = load_config(config_options(options, first));
        config.run.lock_timeout = std::chrono::milliseconds(50); // a person waits for the answer
        return config;
    }

    NoObserver observer_;
    SystemClock clock_;
    commands::Context context_;
};

// Behind the last of these signs another name begins: a1:b2, label@head, dev,test.
std::size_t name_begins(const std::string& word) {
    const std::size_t at = word.find_last_of(":@,");
    return at == std::string::npos ? 0 : at + 1;
}

void add_revisions(Candidates& out, const ScriptFolder& scripts) {
    const RevisionGraph& graph = scripts.graph();
    std::vector<RevisionIndex> heads = graph.real_heads();
    for (const RevisionIndex i : graph.newest_first(graph.closure(heads)))
        out.push_back({graph.id(i), graph.node(i).message});
}

Candidates revisions(const GeneralOptions& options, const std::string& word) {
    Project project(options);
    const ScriptFolder& scripts = project.context().scripts();
    Candidates out{{"head", "the newest revision"}, {"base", "before the first revision"}};
    const std::size_t begin = name_begins(word);
    if (begin == 0 || word[begin - 1] != '@') {
        out.push_back({"heads", "the newest revisions of all branches"});
        out.push_back({"current", "where the database is"});
        for (const auto& [label, revision] : scripts.graph().labels()) {
            out.push_back({label, "branch label, on " + scripts.graph().id(revision)});
            out.push_back({label + "@head", "the newest revision of the branch " + label});
        }
    }
    add_revisions(out, scripts);
    return out;
}

Candidates environments(const GeneralOptions& options) {
    Candidates out;
    for (const std::string& name : load_config(config_options(options, "")).environments)
        out.push_back({name, "environment"});
    return out;
}

bool wants_a_database(const Config& config) {
    const auto files = model_files(config);
    return std::ranges::any_of(files, [](const auto& file) { return file.extension() == ".sql"; });
}

// The models when they can be read without a server or another program, else the database when it
// is a file.
std::vector<Table> tables_of(commands::Context& context) {
    const bool in_files = context.dialect().capabilities().in_files;
    const Config& config = context.config();
    try {
        if (config.models.command.empty() && (in_files || !wants_a_database(config)))
            return context.model().tables;
    } catch (const Error&) { // no models, or wrong ones
    }
    if (!in_files || !context.dialect().exists(context.url()))
        return {};
    return context.live_schema(commands::Context::Missing::refuse).tables;
}

Candidates tables(const GeneralOptions& options) {
    Project project(options);
    Candidates out;
    for (const Table& table : tables_of(project.context()))
        out.push_back({to_string(table.name), table.comment});
    return out;
}

// As --fill takes them: TABLE.COLUMN=
Candidates columns(const GeneralOptions& options) {
    Project project(options);
    Candidates out;
    for (const Table& table : tables_of(project.context()))
        for (const Column& column : table.columns)
            out.push_back({to_string(table.name) + "." + column.name + "=", column.comment});
    return out;
}

Candidates candidates(std::string_view kind, const GeneralOptions& options,
                      const std::string& word) {
    if (kind == "revisions")
        return revisions(options, word);
    if (kind == "environments")
        return environments(options);
    if (kind == "tables")
        return tables(options);
    return kind == "columns" ? columns(options) : Candidates();
}

// A name with a blank or a control in it cannot be told to all shells.
bool can_be_told(const std::string& value) {
    return std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

} // namespace

std::string live_values(std::string_view kind, const std::string& word, Words typed) {
    Candidates all;
    try {
        all = candidates(kind, general_options_in(std::move(typed)), word);
    } catch (const std::exception&) { // nothing can be told; a shell is no place for errors
        return {};
    }
    const std::size_t begin = name_begins(word);
    const std::string name = word.substr(begin);
    std::string out;
    for (const Candidate& candidate : all)
        if (candidate.value.starts_with(name) && can_be_told(candidate.value))
            out +=
                word.substr(0, begin) + candidate.value + "\t" +
                report::visible(candidate.description.substr(0, candidate.description.find('\n'))) +
                "\n";
    return out;
}

} // namespace migrate::cli
