// The expressions of a model that differ as text from those of the live schema, in the same place.
#pragma once

#include "migrate/schema.hpp"

#include <functional>
#include <string>
#include <vector>

namespace migrate::postgres {

struct Question {
    enum class Kind {
        default_value,
        generated,
        check,
        index,
        predicate,
        policy,
        view,
        domain_check
    };

    Kind kind = Kind::check;
    const Table* table = nullptr; // of the model; null for views and domains
    QualifiedName live_table{};   // what the database calls it
    std::string type{};           // of the column or domain
    std::string live{};
    std::string model{};
    std::vector<std::string> model_columns{}; // of a view that lists them
    std::function<void()> settle{}; // takes the live spelling; does nothing once it is settled
};

// Both must outlive the questions.
std::vector<Question> questions_of(const Database& live, Database& model);

} // namespace migrate::postgres
