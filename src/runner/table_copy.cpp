#include "runner/table_copy.hpp"

#include "sql/table_statement.hpp"

#include <algorithm>

namespace migrate::runner {

std::size_t table_copy_length(const std::vector<std::string>& statements,
                              const sql::Syntax& syntax) {
    const std::string copy =
        statements.empty() ? "" : sql::created_table(statements.front(), syntax);
    if (copy.empty())
        return 1;
    std::vector<std::string> gone;
    for (std::size_t i = 1; i < statements.size(); ++i) {
        if (std::string name = sql::dropped_table(statements[i], syntax); !name.empty())
            gone.push_back(std::move(name));
        const auto [from, to] = sql::renamed_table(statements[i], syntax);
        if (!from.empty() && from == copy)
            return std::ranges::find(gone, to) != gone.end() ? i + 1 : 1;
    }
    return 1;
}

} // namespace migrate::runner
