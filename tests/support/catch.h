#pragma once
// The one door to Catch2: versions 2 and 3 name their headers and matchers differently.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
namespace lotse::testing {
inline auto contains(const std::string& part) {
    return Catch::Matchers::ContainsSubstring(part);
}
using Catch::Approx;
} // namespace lotse::testing
#else
#include <catch2/catch.hpp>
namespace lotse::testing {
inline auto contains(const std::string& part) {
    return Catch::Matchers::Contains(part);
}
using ::Approx;
} // namespace lotse::testing
#endif
