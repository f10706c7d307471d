// The schema as the steps of a run find it: introspected when a step first needs it, then kept up
// by the steps themselves, so that a thousand revisions cost one look.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

// Whether an operation names objects of the schema (raw SQL, programs and asserts do not).
bool names_schema(const Op& op);

class LiveSchema {
  public:
    explicit LiveSchema(const Walk& walk) : walk_(&walk) {}

    const Database& get();
    // What the step did to it. Raw SQL that does not say what it means makes it unknown again.
    void took(const Step& step);
    // It was changed by others, or a transaction was taken back.
    void forget();

  private:
    void look_again();

    const Walk* walk_;
    std::optional<Database> known_;
    std::vector<EnumType> enums_; // made by steps, and no column had them yet
};

} // namespace migrate::runner
