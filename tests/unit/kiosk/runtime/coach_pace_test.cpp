#include "kiosk/runtime/coach_pace.h"
#include "tests/support/catch.h"

using namespace uke::kiosk;
using runtime::CoachPace;
using scan::Advice;
using namespace std::chrono_literals;

namespace {

constexpr CoachPace::Time kStart{100s};

}  // namespace

TEST_CASE("advice is given when a fault lasts, not when it flickers") {
  CoachPace pace;
  CHECK(!pace.feed(Advice::blurred, kStart));
  CHECK(!pace.feed(std::nullopt, kStart + 400ms));
  CHECK(!pace.feed(Advice::blurred, kStart + 500ms));
  CHECK(!pace.feed(Advice::blurred, kStart + 1100ms));
  const auto told = pace.feed(Advice::blurred, kStart + 1300ms);
  REQUIRE(told);
  CHECK(*told == Advice::blurred);
}

TEST_CASE("advice stays long enough to be read, then goes") {
  CoachPace pace;
  (void)pace.feed(Advice::too_small, kStart);
  REQUIRE(pace.feed(Advice::too_small, kStart + 700ms));
  CHECK(!pace.feed(std::nullopt, kStart + 800ms));
  CHECK(!pace.feed(std::nullopt, kStart + 1600ms));
  const auto gone = pace.feed(std::nullopt, kStart + 2300ms);
  REQUIRE(gone);
  CHECK(!*gone);
  CHECK(!pace.feed(std::nullopt, kStart + 9s));
}

TEST_CASE("every advice has its sentence") {
  for (const auto advice : {Advice::too_dark, Advice::glare, Advice::blurred, Advice::too_small, Advice::cut_off}) {
    CHECK(runtime::advice_key(advice).starts_with("coach."));
  }
  CHECK(runtime::advice_key(std::nullopt).empty());
}
