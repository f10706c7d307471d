// The parsers of stored SQLite texts refuse or understand, and a table's ranges cover its text.
#include "dialect/sqlite/stored_index.hpp"
#include "dialect/sqlite/stored_table.hpp"
#include "dialect/sqlite/stored_trigger.hpp"
#include "dialect/sqlite/stored_view.hpp"
#include "migrate/error.hpp"

#include <cstdint>
#include <cstdlib>

using namespace migrate::sqlite;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

template <class Parse>
void attempt(Parse parse) {
    try {
        parse();
    } catch (const migrate::Error&) {
        // refused
    }
}

std::size_t cover(std::size_t at, const Placement& place) {
    for (const Range range :
         {place.lead, place.def, place.before_comma, place.comma, place.trail}) {
        require(range.begin == at && range.end >= at);
        at = range.end;
    }
    return at;
}

void check_table(std::string_view text) {
    const StoredTable stored = parse_stored_table(text);
    std::size_t at = stored.head.end;
    for (const StoredColumn& column : stored.columns) {
        at = cover(at, column.place);
    }
    for (const StoredConstraint& constraint : stored.constraints) {
        at = cover(at, constraint.place);
    }
    require(stored.closing.begin == at && stored.closing.end == stored.options.begin);
    require(stored.options.end == text.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    attempt([&] { check_table(text); });
    attempt([&] { parse_virtual_table(text); });
    attempt([&] { parse_stored_index(text); });
    attempt([&] { parse_stored_trigger(text); });
    attempt([&] { parse_stored_view(text); });
    parse_default(text);
    return 0;
}
