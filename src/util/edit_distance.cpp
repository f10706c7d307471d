#include "util/edit_distance.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace migrate {

int edit_distance(std::string_view a, std::string_view b, int limit) {
    if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > limit)
        return limit + 1;
    const std::string x = text::lower(a);
    const std::string y = text::lower(b);
    // Three rows of the usual table: a swap looks back two.
    std::vector<int> before(y.size() + 1), last(y.size() + 1), row(y.size() + 1);
    for (std::size_t j = 0; j <= y.size(); ++j)
        last[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= x.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= y.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (x[i - 1] != y[j - 1])});
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return std::min(last[y.size()], limit + 1);
}

namespace {

// "down" for "downgrade": the one word that begins so.
std::optional<std::string> completed(std::string_view word, std::span<const std::string> known) {
    constexpr std::size_t shortest = 2;
    const auto begins = [&](const std::string& each) {
        return each.size() > word.size() && text::starts_with_folded(each, word);
    };
    const auto found = std::ranges::find_if(known, begins);
    if (word.size() < shortest || found == known.end() ||
        std::any_of(found + 1, known.end(), begins))
        return std::nullopt;
    return *found;
}

} // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
    const int limit = std::max(1, static_cast<int>(word.size()) / 3);
    int best = limit + 1;
    std::optional<std::string> found;
    for (const std::string& candidate : known) {
        const int distance = edit_distance(word, candidate, limit);
        if (distance < best) {
            best = distance;
            found = candidate;
        }
    }
    return found ? found : completed(word, known);
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
    const auto found = nearest(word, known);
    return found ? " (did you mean \"" + *found + "\"?)" : std::string();
}

} // namespace migrate
