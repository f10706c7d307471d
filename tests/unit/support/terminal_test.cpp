#include "support/terminal.hpp"

#include "support/catch.hpp"

#include <iostream>

using namespace migrate::test;

TEST_CASE("a program on a terminal sees one, reads what is typed, and ends with its status",
          "[support]") {
    if (!has_terminals()) {
        std::cout << "skipped: there are no pseudo-terminals here\n";
        return;
    }
    const auto result = run_on_terminal(
        {"sh", "-c", "test -t 0 && test -t 1 && read x && echo got $x; exit 5"}, "yes\n");
    CHECK(result.shown == "got yes\n");
    CHECK(result.exit_status == 5);
}
