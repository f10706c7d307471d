// Convergence over random pairs of schemas.
//
// MIGRATE_TEST_SEED=S runs one pair again; else 300 pairs (150 on a server), or
// MIGRATE_TEST_PAIRS=N, or 5,000 with MIGRATE_TEST_LONG=1: half of them with fixed seeds, half with
// fresh ones.
#include "property/convergence.hpp"
#include "property/shrink.hpp"
#include "property/subject.hpp"
#include "support/catch.hpp"
#include "util/env.hpp"

#include <cstdio>
#include <cstdlib>
#include <random>

using namespace migrate;
using namespace migrate::test;

namespace {

bool through_runner(const Subject& subject, std::uint64_t seed) {
    return subject.only_through_runner() || seed % 10 == 0;
}

std::vector<std::uint64_t> seeds(std::size_t count) {
    if (const auto one = get_env("MIGRATE_TEST_SEED"))
        return {std::stoull(*one)};
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

std::string report(Subject& subject, const SchemaPair& failing) {
    const bool runner = through_runner(subject, failing.seed);
    const std::string law = try_pair(failing, subject, runner).broken;
    const SchemaPair small = shrink(subject, failing, [&](const SchemaPair& pair) {
        return try_pair(pair, subject, runner).broken == law;
    });
    const Outcome outcome = try_pair(small, subject, runner);
    return "MIGRATE_TEST_SEED=" + std::to_string(failing.seed) + " breaks: " + outcome.broken +
           "\n" + outcome.details + "\n" + pair_text(small, subject) + "-- revision\n" +
           outcome.revision;
}

void check_pairs(Subject& subject, std::size_t count) {
    std::size_t changed = 0;
    std::size_t with_rows = 0;
    int failures = 0;
    const std::vector<std::uint64_t> all = seeds(count);
    for (const std::uint64_t seed : all) {
        const SchemaPair pair = make_pair(subject, seed);
        const Outcome outcome = try_pair(pair, subject, through_runner(subject, seed));
        changed += outcome.changed ? 1U : 0U;
        with_rows += outcome.rows > 0 ? 1U : 0U;
        if (outcome.broken.empty())
            continue;
        UNSCOPED_INFO(report(subject, pair));
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

} // namespace

TEST_CASE("every pair of schemas converges, up and down, with its rows", "[property]") {
    check_pairs(sqlite_subject(), 300);
}

TEST_CASE("every pair of schemas converges on PostgreSQL", "[property][.postgresql]") {
    Subject* subject = postgres_subject();
    if (subject == nullptr)
        std::exit(77); // ctest's "skipped"
    check_pairs(*subject, 150);
}
