#include "shared/base/ids.h"
#include "shared/base/thread_executor.h"
#include "shared/base/yen.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <atomic>
#include <future>
#include <set>

using namespace uke;

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(ErrorCode::invalid, "half", "odd");
  return number / 2;
}

Result<int> quarter(int number) {
  TRY(const int first, half(number));
  TRY(const int second, half(first));
  return second;
}

}  // namespace

TEST_CASE("TRY hands on the value or returns the error") {
  CHECK(quarter(12) == 3);
  const auto odd = quarter(6);
  REQUIRE(!odd);
  CHECK(odd.error().code == ErrorCode::invalid);
  CHECK(describe(odd.error()) == "invalid in half: odd");
}

TEST_CASE("a UUID is read back from its own text and from nothing else") {
  test::FakeClock clock;
  test::SeededRandom random(7);
  const Uuid id = Uuid::v7(clock, random);
  const std::string text = id.to_string();
  CHECK(Uuid::parse(text) == id);
  CHECK(text[14] == '7');
  for (std::size_t cut = 0; cut < text.size(); ++cut) CHECK(!Uuid::parse(std::string_view(text).substr(0, cut)));
  CHECK(!Uuid::parse("00000000-0000-7000-8000-00000000000g"));
  CHECK(!Uuid::parse("00000000x0000-7000-8000-000000000000"));
}

TEST_CASE("version 7 ids of later milliseconds sort behind earlier ones, and none comes twice") {
  test::FakeClock clock;
  test::SeededRandom random(11);
  std::set<Uuid> seen;
  Uuid last{};
  for (int i = 0; i < 1000; ++i) {
    const Uuid id = Uuid::v7(clock, random);
    CHECK(last < id);
    CHECK(seen.insert(id).second);
    last = id;
    clock.advance(Millis{1});
  }
}

TEST_CASE("random numbers below a bound stay below it and reach both ends") {
  test::SeededRandom random(3);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.below(7));
  CHECK(seen.size() == 7);
  CHECK(*seen.rbegin() == 6);
}

TEST_CASE("yen have separators between thousands and a sign") {
  CHECK(format_thousands(0) == "0");
  CHECK(format_thousands(999) == "999");
  CHECK(format_thousands(5000) == "5,000");
  CHECK(format_thousands(138500) == "138,500");
  CHECK(format_thousands(-1234567) == "-1,234,567");
}

TEST_CASE("an executor runs tasks one after another, delayed ones when they are due") {
  ThreadExecutor executor("test");
  std::string order;
  std::promise<void> done;
  executor.post_after(Millis{60}, [&] {
    order += "c";
    done.set_value();
  });
  executor.post_after(Millis{20}, [&] { order += "b"; });
  executor.post([&] { order += "a"; });
  REQUIRE(done.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
  CHECK(order == "abc");
}

TEST_CASE("a stopped executor drops what waits and what comes later") {
  std::atomic<int> ran = 0;
  ThreadExecutor executor("test");
  executor.post_after(Millis{60'000}, [&] { ++ran; });
  executor.stop();
  executor.post([&] { ++ran; });
  CHECK(ran == 0);
}
