#include "runner/plan.hpp"

#include "util/text.hpp"

namespace migrate::runner {

std::string_view word(Direction direction) {
    return direction == Direction::up ? "upgrade" : "downgrade";
}

std::string_view short_word(Direction direction) {
    return direction == Direction::up ? "up" : "down";
}

Direction direction_from(std::string_view short_word) {
    return short_word == "down" ? Direction::down : Direction::up;
}

std::string rows_text(const std::vector<std::string>& rows) {
    return rows.empty() ? "base" : text::join(rows, " and ");
}

} // namespace migrate::runner
