#include "dialect/step_checks.hpp"

namespace migrate {

void check_rows(const InsertRows& op) {
    if (op.on_conflict == InsertRows::OnConflict::update && op.key.empty())
        throw Error(ErrorCode::usage,
                    "insert_rows into " + to_string(op.table) +
                        " is to update rows that are there, and does not say by which key")
            .help("name the columns: key = [\"id\"]");
}

void check_set(const RowValues& set, const QualifiedName& table) {
    if (set.empty())
        throw Error(ErrorCode::usage, "nothing is set in the rows of " + to_string(table))
            .help("say which columns: set.name = \"value\"");
}

void refuse_transaction_word(std::string_view statement) {
    throw Error(ErrorCode::usage,
                "\"" + shortened(statement) + "\" would begin or end a transaction")
        .help("leave it out: each revision runs in a transaction of its own, and its version row "
              "with it; transaction = false runs a step outside of one");
}

} // namespace migrate
