// Convergence over random pairs of schemas.
//
// MIGRATE_TEST_SEED=S runs one pair again; else 300 pairs, or MIGRATE_TEST_PAIRS=N, or 5,000 with
// MIGRATE_TEST_LONG=1: half of them with fixed seeds, half with fresh ones.
#include "migrate/dialect.hpp"
#include "property/convergence.hpp"
#include "property/shrink.hpp"
#include "support/catch.hpp"
#include "util/env.hpp"

#include <cstdio>
#include <random>

using namespace migrate;
using namespace migrate::test;

namespace {

const Dialect& sqlite() {
    return *find_dialect("sqlite");
}

bool through_runner(std::uint64_t seed) {
    return seed % 10 == 0;
}

std::vector<std::uint64_t> seeds() {
    if (const auto one = get_env("MIGRATE_TEST_SEED"))
        return {std::stoull(*one)};
    std::size_t count = 300;
    if (get_env("MIGRATE_TEST_LONG"))
        count = 5000;
    if (const auto pairs = get_env("MIGRATE_TEST_PAIRS"))
        count = std::stoul(*pairs);
    std::vector<std::uint64_t> list;
    for (std::size_t i = 1; i <= count / 2; ++i)
        list.push_back(i);
    std::random_device device;
    const std::uint64_t fresh = std::uint64_t{device()} * 1000 + 1000;
    std::printf("fresh seeds from %llu\n", static_cast<unsigned long long>(fresh));
    for (std::size_t i = 0; i < count - count / 2; ++i)
        list.push_back(fresh + i);
    return list;
}

std::string report(const SchemaPair& failing) {
    const bool runner = through_runner(failing.seed);
    const std::string law = try_pair(failing, sqlite(), runner).broken;
    const SchemaPair small = shrink(failing, [&](const SchemaPair& pair) {
        return try_pair(pair, sqlite(), runner).broken == law;
    });
    const Outcome outcome = try_pair(small, sqlite(), runner);
    return "MIGRATE_TEST_SEED=" + std::to_string(failing.seed) + " breaks: " + outcome.broken +
           "\n" + outcome.details + "\n" + pair_text(small, sqlite()) + "-- revision\n" +
           outcome.revision;
}

} // namespace

TEST_CASE("every pair of schemas converges, up and down, with its rows", "[property]") {
    std::size_t changed = 0;
    std::size_t with_rows = 0;
    int failures = 0;
    const std::vector<std::uint64_t> all = seeds();
    for (const std::uint64_t seed : all) {
        const SchemaPair pair = make_pair(seed);
        const Outcome outcome = try_pair(pair, sqlite(), through_runner(seed));
        changed += outcome.changed ? 1U : 0U;
        with_rows += outcome.rows > 0 ? 1U : 0U;
        if (outcome.broken.empty())
            continue;
        UNSCOPED_INFO(report(pair));
        CHECK(outcome.broken == "");
        if (++failures == 3)
            break;
    }
    // A generator that makes nothing would pass every law.
    if (all.size() >= 100 && failures == 0) {
        CHECK(changed > all.size() * 7 / 10);
        CHECK(with_rows > all.size() / 3);
    }
}
