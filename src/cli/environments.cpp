#include "cli/environments.hpp"

#include "cli/session.hpp"
#include "report/json.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <utility>

namespace migrate::cli {
namespace {

struct Outcome {
    std::string environment;
    ExitCode code = ExitCode::done;
    std::string stands; // "at 1a2b3c4d5e6f"; empty: the database was not asked
    std::string document;
};

std::string shown_code(ExitCode code) {
    if (code == ExitCode::done)
        return "done";
    const std::string number = " (exit code " + std::to_string(static_cast<int>(code)) + ")";
    return (code == ExitCode::difference ? "differs" : "failed") + number;
}

// After whatever happened: the connection may be gone.
std::string where_it_stands(commands::Context& context) {
    try {
        if (!context.connected())
            return {};
        const commands::CurrentResult current = commands::current(context, {});
        std::vector<std::string> rows = current.unknown_rows;
        for (const commands::RevisionEntry& entry : current.revisions)
            rows.push_back(entry.header.id);
        return rows.empty() ? "at base" : "at " + text::join(rows, ", ");
    } catch (const Error&) {
        return "not known";
    }
}

// Says of which environment is what follows, before the first of it. `heading` is shared by sinks
// that write to the same terminal.
class HeadedSink final : public report::Sink {
  public:
    HeadedSink(report::Sink& to, std::string& heading) : to_(to), heading_(heading) {}
    void write(std::string_view text) override {
        to_.write(std::exchange(heading_, {}) + std::string(text));
    }

  private:
    report::Sink& to_;
    std::string& heading_;
};

class Round {
  public:
    Round(const Action& action, const GeneralOptions& options, const Streams& streams,
          const std::function<ExitCode(const Error&, const Streams&)>& report)
        : action_(action),
          options_(options),
          streams_(streams),
          report_(report) {}

    // False when a signal asked for the end.
    bool run(const std::string& environment) {
        GeneralOptions options = options_;
        options.environment = environment;
        options.among_several = true;
        report::StringSink document;
        std::string heading = "[" + environment + "]\n";
        std::string heading_of_messages = heading;
        const bool one_terminal = streams_.out_is_terminal && streams_.err_is_terminal;
        HeadedSink results(streams_.out, heading);
        HeadedSink messages(streams_.err, one_terminal ? heading : heading_of_messages);
        report::Sink& out = options.json ? static_cast<report::Sink&>(document) : results;
        const Streams streams = with_sinks(streams_, out, messages);
        Outcome outcome{environment};
        act(options, streams, outcome);
        outcome.document = document.text();
        outcomes_.push_back(outcome);
        return outcome.code != ExitCode::interrupted && outcome.code != ExitCode::terminated;
    }

    ExitCode end(std::size_t wanted) const {
        if (options_.json) {
            std::vector<report::EnvironmentDocument> documents;
            documents.reserve(outcomes_.size());
            for (const Outcome& each : outcomes_)
                documents.push_back({each.environment, static_cast<int>(each.code), each.document});
            streams_.out.write(report::environments_json(documents));
        }
        if (!options_.quiet)
            streams_.err.write(summary(wanted));
        return joint_code();
    }

  private:
    void act(const GeneralOptions& options, const Streams& streams, Outcome& outcome) const {
        Session session(options, streams);
        try {
            outcome.code = action_(session);
        } catch (const OneResultOnly&) { // the same for each of them
            throw;
        } catch (Error& error) {
            outcome.code = report_(error.note("environment: " + outcome.environment), streams);
        }
        if (session.has_context())
            outcome.stands = where_it_stands(session.context());
    }

    std::string summary(std::size_t wanted) const {
        const auto done = std::ranges::count(outcomes_, ExitCode::done, &Outcome::code);
        std::string text =
            "environments: " + std::to_string(done) + " of " + std::to_string(wanted) + " done\n";
        std::size_t width = 0;
        for (const Outcome& each : outcomes_)
            width = std::max(width, each.environment.size());
        for (const Outcome& each : outcomes_)
            text += "  " + each.environment + std::string(width - each.environment.size(), ' ') +
                    "  " + shown_code(each.code) + (each.stands.empty() ? "" : ", " + each.stands) +
                    "\n";
        return text;
    }

    ExitCode joint_code() const {
        ExitCode joint = ExitCode::done;
        for (const Outcome& each : outcomes_) {
            if (each.code == ExitCode::interrupted || each.code == ExitCode::terminated)
                return each.code;
            if (each.code == ExitCode::done)
                continue;
            joint = joint == ExitCode::done || joint == each.code ? each.code : ExitCode::failed;
        }
        return joint;
    }

    const Action& action_;
    const GeneralOptions& options_;
    const Streams& streams_;
    const std::function<ExitCode(const Error&, const Streams&)>& report_;
    std::vector<Outcome> outcomes_;
};

} // namespace

ExitCode run_in_environments(const std::vector<std::string>& names, const Action& action,
                             const GeneralOptions& options, const Streams& streams,
                             const std::function<ExitCode(const Error&, const Streams&)>& report) {
    Round round(action, options, streams, report);
    for (const std::string& name : names)
        if (!round.run(name))
            break;
    return round.end(names.size());
}

} // namespace migrate::cli
