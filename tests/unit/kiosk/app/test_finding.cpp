#include "kiosk/app/kana.h"
#include "tests/unit/kiosk/app/desk_driver.h"

using namespace uke;
using namespace uke::test;
using desk::Verdict;

namespace {

void answer(DeskDriver& desk, std::vector<std::string> names) {
  REQUIRE(desk.effect<Search>());
  SearchAnswer found{desk.effect<Search>()->query, {}, false};
  std::uint8_t number = 1;
  for (auto& name : names) found.hits.push_back({somebody(std::move(name), number++), {}});
  desk.happen(SearchAnswered{desk.effect<Search>()->request, found});
}

}  // namespace

TEST_CASE("searches from one character on and never for nothing") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  CHECK_FALSE(desk.effect<Search>());
  desk.press(button::kKey, "す");
  REQUIRE(desk.effect<Search>());
  CHECK(desk.effect<Search>()->query == "す");
  desk.press(button::kKeyErase);
  CHECK_FALSE(desk.effect<Search>());
  CHECK(desk.on<FindMeScreen>()->answer.hits.empty());
}

TEST_CASE("hits of an older search are dropped") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.press(button::kKey, "す");
  const auto old = desk.effect<Search>()->request;
  desk.press(button::kKey, "ず");
  desk.happen(SearchAnswered{old, SearchAnswer{"す", {{somebody("須田"), {}}}, false}});
  CHECK_FALSE(desk.on<FindMeScreen>()->answered);
}

TEST_CASE("a hit is confirmed on a screen of its own and then judged like a scan") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.press(button::kKey, "す");
  answer(desk, {"鈴木 花子", "鈴木 一郎"});
  desk.press(button::kHit, "1");
  REQUIRE(desk.on<ConfirmScreen>());
  CHECK(desk.on<ConfirmScreen>()->person.attendee.shown_name == "鈴木 一郎");
  desk.press(button::kConfirm);
  REQUIRE(desk.effect<JudgePerson>());
  CHECK(desk.effect<JudgePerson>()->attendee == somebody("", 2).id);
  desk.judge(outcome_of(Verdict::admitted));
  CHECK(desk.on<VerdictScreen>());
}

TEST_CASE("saying no to a hit goes back to the hits") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.press(button::kKey, "す");
  answer(desk, {"鈴木 花子"});
  desk.press(button::kHit, "0");
  desk.press(button::kBack);
  REQUIRE(desk.on<FindMeScreen>());
  CHECK(desk.on<FindMeScreen>()->query == "す");
  CHECK(desk.on<FindMeScreen>()->answer.hits.size() == 1);
}

TEST_CASE("a row that does not exist chooses nobody") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.press(button::kKey, "す");
  answer(desk, {"鈴木 花子"});
  for (const auto* row : {"1", "-1", "", "9999999999999999999999", "0x"}) desk.press(button::kHit, row);
  CHECK(desk.on<FindMeScreen>());
}

TEST_CASE("an abandoned search goes back to the welcome screen") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.press(button::kKey, "す");
  desk.pass(kTypingLeftAlone);
  desk.ring();
  CHECK(desk.on<WelcomeScreen>());
}

TEST_CASE("a walk-in needs the PIN, a name and the fee") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.press(button::kWalkIn);
  CHECK(desk.state.pin);
  desk.type_pin("1234", true);
  REQUIRE(desk.on<WalkInScreen>());
  desk.press(button::kConfirm);
  CHECK_FALSE(desk.on<WalkInScreen>()->paying);
  desk.press(button::kKey, "た");
  desk.press(button::kKeyMark);
  desk.press(button::kConfirm);
  CHECK(desk.on<WalkInScreen>()->paying);
  desk.press(button::kPayNote, "10000");
  REQUIRE(desk.effect<WalkIn>());
  CHECK(desk.effect<WalkIn>()->order.kana == "だ");
  CHECK(desk.effect<WalkIn>()->order.payment == Yen{5'000});
}

TEST_CASE("kana are erased as characters and turned in their ring") {
  std::string text = "すつ";
  turn_last(text);
  CHECK(text == "すづ");
  turn_last(text);
  CHECK(text == "すっ");
  turn_last(text);
  CHECK(text == "すつ");
  erase_last(text);
  CHECK(text == "す");
  erase_last(text);
  erase_last(text);
  CHECK(text.empty());
  turn_last(text);
  CHECK(text.empty());
  text = "A";
  turn_last(text);
  CHECK(text == "A");
}

TEST_CASE("a query has a limit") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  for (int i = 0; i < 100; ++i) desk.press(button::kKey, "あ");
  CHECK(desk.on<FindMeScreen>()->query.size() == kQueryBytesMax);
}

TEST_CASE("a hand types on the same screen as a finger") {
  DeskDriver desk;
  desk.press(button::kFindMe);
  desk.happen(Typed{"山"});
  CHECK(desk.effect<Search>()->query == "山");
  desk.happen(Typed{"\b"});
  CHECK(desk.on<FindMeScreen>()->query.empty());
  desk.happen(Typed{"\x1b"});
  CHECK(desk.on<WelcomeScreen>());
}
