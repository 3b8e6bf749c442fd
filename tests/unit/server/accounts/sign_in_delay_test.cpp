// How long a name has to wait after wrong passwords.
#include "server/accounts/sign_in_delay.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

namespace uke::server::accounts {

TEST_CASE("five_tries_are_free_and_then_each_failure_doubles_the_wait_up_to_a_minute") {
  test::FakeClock clock;
  SignInDelay delay(clock);
  for (int i = 0; i < 5; ++i) CHECK(delay.begin("hanada") == Millis{0});
  for (const std::int64_t seconds : {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
    CHECK(delay.begin("hanada") == Millis{seconds * 1000});
    clock.advance(Millis{seconds * 1000 - 1});
    CHECK(delay.begin("hanada") == Millis{1});
    clock.advance(Millis{1});
    CHECK(delay.begin("hanada") == Millis{0});
  }
}

TEST_CASE("an_account_is_never_locked_the_right_password_counts_after_the_wait_and_forgives_all") {
  test::FakeClock clock;
  SignInDelay delay(clock);
  for (int i = 0; i < 1000; ++i) {
    (void)delay.begin("hanada");
    clock.advance(SignInDelay::kLongest);
  }
  CHECK(delay.begin("hanada") == Millis{0});
  delay.succeeded("hanada");
  for (int i = 0; i < 5; ++i) CHECK(delay.begin("hanada") == Millis{0});
}

TEST_CASE("one_name_does_not_wait_for_another_and_an_hour_of_quiet_forgives") {
  test::FakeClock clock;
  SignInDelay delay(clock);
  for (int i = 0; i < 5; ++i) (void)delay.begin("hanada");
  CHECK(delay.begin("hanada") > Millis{0});
  CHECK(delay.begin("kaikei") == Millis{0});
  clock.advance(SignInDelay::kForgottenAfter);
  for (int i = 0; i < 5; ++i) CHECK(delay.begin("hanada") == Millis{0});
}

TEST_CASE("more_names_than_there_is_room_for_push_out_the_quietest_and_not_the_newest") {
  test::FakeClock clock;
  SignInDelay delay(clock);
  (void)delay.begin("first");
  clock.advance(Millis{1});
  for (std::size_t i = 1; i < SignInDelay::kNamesMax; ++i) (void)delay.begin(std::to_string(i));
  for (int i = 0; i < 4; ++i) (void)delay.begin("1");
  clock.advance(Millis{1});
  for (int i = 0; i < 3; ++i) (void)delay.begin("newest " + std::to_string(i));
  for (int i = 0; i < 5; ++i) CHECK(delay.begin("first") == Millis{0});
}

}  // namespace uke::server::accounts
