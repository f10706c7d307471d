// Nothing in the library is shared between databases: what runs on one does not meet what runs on
// another. A run
// (`upgrade`) is the exception, because signals belong to the process; it is not tried here.
#include "property/convergence.hpp"
#include "property/subject.hpp"
#include "support/catch.hpp"

#include <array>
#include <thread>
#include <vector>

using namespace migrate;
using namespace migrate::test;

TEST_CASE("threads may work on different databases at the same time", "[threads]") {
    constexpr std::uint64_t pairs = 8;
    std::array<std::vector<std::string>, 3> broken;
    {
        std::vector<std::jthread> threads;
        for (auto& found : broken)
            threads.emplace_back([&found] {
                for (std::uint64_t seed = 1; seed <= pairs; ++seed)
                    found.push_back(
                        try_pair(make_pair(sqlite_subject(), seed), sqlite_subject(), false)
                            .broken);
            });
    }
    for (const auto& found : broken)
        CHECK(found == std::vector<std::string>(pairs));
}
