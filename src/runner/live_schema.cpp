#include "runner/live_schema.hpp"

namespace migrate::runner {

bool names_schema(const Op& op) {
    return !std::holds_alternative<Sql>(op) && !std::holds_alternative<Program>(op) &&
           !std::holds_alternative<Assert>(op) && !std::holds_alternative<Irreversible>(op);
}

const Database& LiveSchema::get() {
    if (!known_) {
        IntrospectOptions options;
        options.exclude_tables = own_tables(walk_->settings.version_table);
        known_ = walk_->dialect.introspect(walk_->connection, options);
    }
    return *known_;
}

void LiveSchema::took(const Step& step) {
    if (!known_)
        return;
    const bool opaque =
        std::holds_alternative<Sql>(step.op) || std::holds_alternative<Program>(step.op);
    if (opaque && !step.says_means)
        return forget();
    try {
        if (!opaque)
            migrate::apply(step.op, *known_, walk_->dialect.syntax());
        for (const Op& op : step.means)
            migrate::apply(op, *known_, walk_->dialect.syntax());
    } catch (const Error&) { // the database did what the model of it cannot follow: look again
        forget();
    }
}

} // namespace migrate::runner
