// The one header that decides between Catch2 2 (Debian 12) and 3 (Debian 13). Tests use only TEST_CASE, SECTION,
// CHECK, REQUIRE, GENERATE and INFO, which are the same in both.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
