// The one include for Catch2, whichever major version is installed.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>
namespace migrate::test {
using Catch::Matchers::ContainsSubstring;
}
#else
#include <catch2/catch.hpp>
namespace migrate::test {
inline auto
ContainsSubstring(const std::string& text) { // NOLINT(readability-identifier-naming): as Catch2 3
    return Catch::Matchers::Contains(text);
}
} // namespace migrate::test
#endif
