// What revision --autogenerate and check share: the live schema against the models.
#pragma once

#include "diff/compare.hpp"
#include "migrate/commands.hpp"

namespace migrate::commands {

// The options of [autogenerate].
diff::Options diff_options(Context& context);

// Refuses a model that declares nothing beside a database that holds something: a mistake that
// would drop everything.
void refuse_empty_model(const Database& model, const Database& live);

// Refuses to go on unless every revision is applied.
struct Standing {
    std::vector<std::string> rows;
    std::size_t pending = 0; // revisions that upgrade head would run
};
// Where the database stands; throws for a version row that no file has.
Standing standing(Context& context);

} // namespace migrate::commands
