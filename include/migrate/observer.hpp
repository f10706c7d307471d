// What a run tells while it goes on. The library never prints: it sends events, and report/ turns
// them into lines.
#pragma once

#include "migrate/revision.hpp"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace migrate {

namespace event {
struct RunStarted {
    Direction direction = Direction::up;
    std::size_t revisions = 0;
};
struct WaitingForLock { // told about four times a second
    std::chrono::milliseconds waited{};
    std::string holder; // as far as it is known
};
struct WaitingForDatabase { // before each try but the first
    std::chrono::milliseconds waited{};
    std::string why; // the last try failed
};
struct RevisionStarted {
    std::string id;
    std::string message;
    Direction direction = Direction::up;
    std::size_t index = 0; // from 1
    std::size_t count = 0;
};
struct StepStarted {
    int number = 0;
    int count = 0;
    std::string description;
};
struct StatementSent {
    std::string sql;
};
struct StepContinued { // failed, on_error = "continue": taken back alone
    std::string id;
    int number = 0;
    std::string error;
};
struct RevisionFinished {
    std::string id;
    std::string message;
    Direction direction = Direction::up;
    std::chrono::microseconds took{};
    bool by_another_runner = false;
};
struct Retried {
    std::string reason;
    int attempt = 0;
    std::chrono::milliseconds pause{};
};
struct Warning {
    std::string text;
};
} // namespace event

using Event =
    std::variant<event::RunStarted, event::WaitingForLock, event::WaitingForDatabase,
                 event::RevisionStarted, event::StepStarted, event::StatementSent,
                 event::StepContinued, event::RevisionFinished, event::Retried, event::Warning>;

class Observer {
  public:
    virtual ~Observer() = default;
    virtual void on(const Event& event) = 0;
};

} // namespace migrate
