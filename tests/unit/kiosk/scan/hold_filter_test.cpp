#include "kiosk/scan/hold_filter.h"
#include "tests/support/catch.h"

namespace uke::kiosk::scan {
namespace {

using std::chrono::milliseconds;

HoldFilter::Time at(int ms) { return HoldFilter::Time(milliseconds(ms)); }

TEST_CASE("a_code_that_stays_in_view_is_news_once") {
  HoldFilter filter;
  CHECK(filter.is_new("A", at(0)));
  for (int ms = 33; ms < 30'000; ms += 33) CHECK(!filter.is_new("A", at(ms)));
}

TEST_CASE("a_code_is_quiet_until_two_seconds_after_it_was_last_seen") {
  HoldFilter filter;
  CHECK(filter.is_new("A", at(0)));
  CHECK(!filter.is_new("A", at(1'900)));
  CHECK(!filter.is_new("A", at(3'900)));  // counted from the last sight, not the first
  CHECK(filter.is_new("A", at(5'901)));
}

TEST_CASE("another_code_is_news_at_once") {
  HoldFilter filter;
  CHECK(filter.is_new("A", at(0)));
  CHECK(filter.is_new("B", at(33)));
  CHECK(!filter.is_new("B", at(66)));
  CHECK(filter.is_new("A", at(99)));
}

TEST_CASE("an_empty_code_is_a_code") {
  HoldFilter filter;
  CHECK(filter.is_new("", at(0)));
  CHECK(!filter.is_new("", at(10)));
}

TEST_CASE("a_forgotten_code_is_news_again") {
  HoldFilter filter;
  CHECK(filter.is_new("A", at(0)));
  filter.forget();
  CHECK(filter.is_new("A", at(33)));
  CHECK(!filter.is_new("A", at(66)));
}

}  // namespace
}  // namespace uke::kiosk::scan
