// What the pieces of a run share: revisions that were read, and what stands around them.
#pragma once

#include "runner/runner.hpp"

#include <functional>

namespace migrate::runner {

struct PlannedRevision {
    Revision revision;
    Direction direction = Direction::up;
    VersionChange change; // of the version rows, starting from those that the plan was made with

    const std::vector<Step>& steps() const {
        return direction == Direction::up ? revision.upgrade : *revision.downgrade;
    }
    const std::string& id() const { return revision.header.id; }
};

// What a run works with. It knows revisions that were read already, and no folder.
struct Walk {
    Connection& connection;
    const Dialect& dialect;
    const RevisionGraph& graph;
    const Clock& clock;
    Observer& observer;
    const Settings& settings;
    // The checksum of a revision's file as it is now; null where there are no files.
    std::function<std::string(const std::string& id)> checksum_now;
    // Waits between two tries; it stops early, by an error, when a signal asks to.
    std::function<void(std::chrono::milliseconds)> pause;
};

// The walk of a run; it refers to all that it is given.
Walk walk_of(const RunContext& context, const Settings& settings);

// The place that a run has come to, for messages.
struct Progress {
    const PlannedRevision* revision = nullptr;
    const Step* step = nullptr; // null: before the first or after the last
};

std::string_view word(Direction direction);       // "upgrade"
std::string_view short_word(Direction direction); // "up", as the tables keep it
Direction direction_from(std::string_view short_word);
// "1a2b", "1a2b and 3c4d", "base": the rows as a person reads them.
std::string rows_text(const std::vector<std::string>& rows);

} // namespace migrate::runner
