#include "runner/live_schema.hpp"

#include "ops/enum_use.hpp"

#include <utility>

namespace migrate::runner {

bool names_schema(const Op& op) {
    return !std::holds_alternative<Sql>(op) && !std::holds_alternative<Program>(op) &&
           !std::holds_alternative<Assert>(op) && !std::holds_alternative<Irreversible>(op);
}

const Database& LiveSchema::get() {
    if (!known_) {
        IntrospectOptions options;
        options.schemas = {"*"}; // a step may name any
        options.exclude_tables = own_tables(walk_->settings.version_table);
        known_ = walk_->dialect.introspect(walk_->connection, options);
        for (EnumType& type : std::exchange(enums_, {}))
            if (!find_enum(*known_, type.name))
                known_->enums.push_back(std::move(type));
    }
    return *known_;
}

void LiveSchema::took(const Step& step) {
    if (!known_)
        return;
    const bool opaque =
        std::holds_alternative<Sql>(step.op) || std::holds_alternative<Program>(step.op);
    if (opaque && !step.says_means)
        return look_again();
    try {
        if (!opaque)
            walk_->dialect.follow(step.op, *known_);
        for (const Op& op : step.means)
            walk_->dialect.follow(op, *known_);
    } catch (const Error&) { // the database did what the model of it cannot follow
        look_again();
    }
}

void LiveSchema::forget() {
    known_.reset();
    enums_.clear();
}

// An enum that a step has made and no column has yet need not be stored anywhere.
void LiveSchema::look_again() {
    std::erase_if(known_->enums, [&](const EnumType& type) { return ops::is_used(type, *known_); });
    enums_ = std::move(known_->enums);
    known_.reset();
}

} // namespace migrate::runner
