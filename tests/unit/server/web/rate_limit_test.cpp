#include "server/web/rate_limit.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

using namespace uke;
using namespace uke::server::web;
using uke::test::FakeClock;

TEST_CASE("an_address_may_guess_in_a_burst_and_then_slowly") {
  FakeClock clock;
  RateLimit limit(clock, {.burst = 3, .per_second = 0.5});
  for (int i = 0; i < 3; ++i) CHECK(limit.spend("a"));
  CHECK_FALSE(limit.has_guess("a"));
  CHECK_FALSE(limit.spend("a"));
  CHECK(limit.has_guess("b"));
  clock.advance(Millis{1900});
  CHECK_FALSE(limit.has_guess("a"));
  clock.advance(Millis{200});
  CHECK(limit.spend("a"));
  CHECK_FALSE(limit.spend("a"));
}

TEST_CASE("rest_is_never_more_than_the_burst") {
  FakeClock clock;
  RateLimit limit(clock, {.burst = 2, .per_second = 1});
  CHECK(limit.spend("a"));
  clock.advance(std::chrono::hours{24});
  CHECK(limit.spend("a"));
  CHECK(limit.spend("a"));
  CHECK_FALSE(limit.spend("a"));
}

TEST_CASE("memory_is_bounded_and_quiet_addresses_make_room") {
  FakeClock clock;
  RateLimit limit(clock, {.burst = 1, .per_second = 1, .addresses_max = 10});
  for (int i = 0; i < 10; ++i) CHECK(limit.spend(std::to_string(i)));
  CHECK_FALSE(limit.spend("one too many"));
  clock.advance(Millis{1500});
  CHECK(limit.spend("one too many"));
}
