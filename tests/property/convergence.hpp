// The law of the tool, tried on one pair of schemas: what is compared, written, read, run and
// introspected arrives, both ways, with its rows.
#pragma once

#include "property/random_schema.hpp"
#include "property/subject.hpp"

#include <optional>
#include <string>

namespace migrate::test {

struct Outcome {
    std::string broken; // the law; empty if all hold
    std::string details;
    std::string revision; // the file's text, as far as it came
    bool changed = false; // there was something to do
    std::size_t rows = 0; // that were there
};

// `through_runner`: as `upgrade` and `downgrade` run it, from a file.
Outcome try_pair(const SchemaPair& pair, Subject& subject, bool through_runner);

// The pair as SQL, for people.
std::string pair_text(const SchemaPair& pair, const Subject& subject);

} // namespace migrate::test
