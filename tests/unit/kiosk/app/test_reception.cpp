#include "tests/unit/kiosk/app/desk_driver.h"

using namespace uke;
using namespace uke::test;
using desk::DeskMode;
using desk::Verdict;

namespace {

DeskOutcome unpaid(Verdict verdict, std::int64_t yen = 5'000) {
  auto outcome = outcome_of(verdict);
  outcome.decision.due = {yen};
  return outcome;
}

DeskDriver unlocked_desk() {
  DeskDriver desk;
  desk.unlock();
  return desk;
}

}  // namespace

TEST_CASE("exact payment is recorded and admits in one touch") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayExact);
  REQUIRE(desk.effect<Admit>());
  const auto& order = desk.effect<Admit>()->order;
  CHECK(order.payment == Yen{5'000});
  CHECK(order.method == desk::PayMethod::cash);
  CHECK(order.overrides.empty());
  CHECK(order.subject == desk::Subject::of(somebody("").id));
}

TEST_CASE("a larger note records the fee and not the note") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayNote, "10000");
  REQUIRE(desk.effect<Admit>());
  CHECK(desk.effect<Admit>()->order.payment == Yen{5'000});
}

TEST_CASE("already paid admits over pay_first and records no payment") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayAlready);
  REQUIRE(desk.effect<Admit>());
  const auto& order = desk.effect<Admit>()->order;
  CHECK_FALSE(order.payment);
  CHECK_FALSE(order.method);
  CHECK(order.overrides == std::vector<std::string>{"pay_first"});
  CHECK(order.reason == "already_paid");
}

TEST_CASE("the next note is the smallest sensible one") {
  CHECK(next_note({5'000}).given == Yen{10'000});
  CHECK(next_note({5'000}).change == Yen{5'000});
  CHECK(next_note({500}).given == Yen{1'000});
  CHECK(next_note({3'000}).given == Yen{5'000});
  CHECK(next_note({10'000}).given == Yen{20'000});
  CHECK(next_note({12'500}).change == Yen{7'500});
}

TEST_CASE("a second touch before the first is written does nothing") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayExact);
  desk.press(button::kPayExact);
  CHECK_FALSE(desk.effect<Admit>());
}

TEST_CASE("a cancelled person is admitted with a reason") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", outcome_of(Verdict::cancelled));
  desk.press(button::kAdmit);
  CHECK_FALSE(desk.effect<Admit>());
  CHECK(desk.on<VerdictScreen>()->ask == Ask::reason);
  desk.press(button::kAdmit, "mix_up");
  REQUIRE(desk.effect<Admit>());
  CHECK(desk.effect<Admit>()->order.overrides == std::vector<std::string>{"cancelled"});
  CHECK(desk.effect<Admit>()->order.reason == "mix_up");
}

TEST_CASE("admitting over a verdict asks for the fee that is due") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", unpaid(Verdict::online_ticket));
  desk.press(button::kAdmit);
  CHECK(desk.on<VerdictScreen>()->ask == Ask::payment);
  desk.press(button::kPayAlready);
  REQUIRE(desk.effect<Admit>());
  CHECK(desk.effect<Admit>()->order.overrides == std::vector<std::string>{"online_ticket", "pay_first"});
}

TEST_CASE("verdicts that reception may set aside are admitted by one touch when nothing is due") {
  for (const auto verdict : {Verdict::other_edition, Verdict::not_yet, Verdict::over, Verdict::online_ticket}) {
    auto desk = unlocked_desk();
    desk.scan_and_judge("A", outcome_of(verdict));
    desk.press(button::kAdmit);
    INFO(enum_name(verdict));
    REQUIRE(desk.effect<Admit>());
    CHECK(desk.effect<Admit>()->order.overrides == std::vector<std::string>{std::string(enum_name(verdict))});
  }
}

TEST_CASE("an admitted verdict without a record is not green and asks for reception") {
  auto outcome = outcome_of(Verdict::admitted);
  outcome.admit.reset();
  outcome.decision.unlisted = true;
  outcome.decision.attendee.reset();
  CHECK(tone_of(outcome) == Tone::attention);
  CHECK(sound_of(outcome) == Sound::attention);
  CHECK_FALSE(is_in(outcome));
  SECTION("who admits with one touch") {
    auto desk = unlocked_desk();
    desk.scan_and_judge("A", outcome);
    CHECK(desk.effect<Play>()->sound == Sound::attention);
    CHECK_FALSE(desk.offered(button::kNext));
    CHECK_FALSE(desk.offered(button::kUndo));
    desk.press(button::kAdmit);
    REQUIRE(desk.effect<Admit>());
    CHECK(desk.effect<Admit>()->order.overrides == std::vector<std::string>{"unlisted"});
    CHECK(desk.effect<Admit>()->order.subject == *outcome.decision.subject);
  }
  SECTION("and lets nobody alone at the screen admit themselves") {
    for (const auto mode : {DeskMode::self_service, DeskMode::unattended}) {
      DeskDriver desk(mode);
      desk.scan_and_judge("A", outcome);
      INFO(enum_name(mode));
      CHECK_FALSE(desk.offered(button::kAdmit));
      desk.press(button::kAdmit);
      CHECK_FALSE(desk.effect<Admit>());
      CHECK(desk.offered(button::kNext));
    }
  }
}

TEST_CASE("codes that are not ours lead to the search by name and never to an admit") {
  for (const auto verdict : {Verdict::unreadable, Verdict::forged, Verdict::other_event}) {
    auto desk = unlocked_desk();
    desk.scan_and_judge("A", outcome_of(verdict));
    INFO(enum_name(verdict));
    CHECK_FALSE(desk.offered(button::kAdmit));
    desk.press(button::kAdmit);
    CHECK_FALSE(desk.effect<Admit>());
    desk.press(button::kFindMe);
    CHECK(desk.on<FindMeScreen>());
  }
}

TEST_CASE("undo takes back the whole touch") {
  auto desk = unlocked_desk();
  auto outcome = outcome_of(Verdict::admitted);
  outcome.companion_admits = {record_no(8)};
  desk.scan_and_judge("A", outcome);
  desk.press(button::kUndo);
  std::vector<RecordId> undone;
  for (const auto& effect : desk.effects) {
    if (const auto* undo = std::get_if<Undo>(&effect)) undone.push_back(undo->record);
  }
  CHECK(undone == std::vector<RecordId>{record_no(7), record_no(8)});
  const auto request = desk.state.pending->request;
  desk.happen(Undone{request, Committed<RecordId>::for_test(record_no(7))});
  CHECK(desk.on<VerdictScreen>());
  desk.happen(Undone{request, Committed<RecordId>::for_test(record_no(8))});
  CHECK(desk.on<WelcomeScreen>());
  CHECK(desk.state.notice == "notice.undone");
}

TEST_CASE("undoing an earlier admission asks first") {
  auto desk = unlocked_desk();
  auto outcome = outcome_of(Verdict::already_in);
  outcome.admit = record_no(3);
  desk.scan_and_judge("A", outcome);
  desk.press(button::kUndo);
  CHECK_FALSE(desk.effect<Undo>());
  CHECK(desk.on<VerdictScreen>()->ask == Ask::undo);
  desk.press(button::kUndoSure);
  REQUIRE(desk.effect<Undo>());
  CHECK(desk.effect<Undo>()->record == record_no(3));
}

TEST_CASE("back answers a question before it leaves the verdict") {
  auto desk = unlocked_desk();
  desk.scan_and_judge("A", outcome_of(Verdict::cancelled));
  desk.press(button::kAdmit);
  desk.press(button::kBack);
  REQUIRE(desk.on<VerdictScreen>());
  CHECK(desk.on<VerdictScreen>()->ask == Ask::nothing);
  desk.press(button::kBack);
  CHECK(desk.on<WelcomeScreen>());
}

TEST_CASE("a holder and the companions pay together and are admitted in one touch") {
  auto desk = unlocked_desk();
  auto outcome = unpaid(Verdict::pay_first);
  auto companion = somebody("鈴木 太郎", 2);
  companion.fee = {4'000};
  companion.prepaid = {1'000};
  outcome.decision.companions = {companion};
  desk.scan_and_judge("A", outcome);
  desk.press(button::kTogether);
  REQUIRE(desk.on<VerdictScreen>());
  CHECK(due_on(*desk.on<VerdictScreen>()) == Yen{8'000});
  desk.press(button::kPayExact);
  REQUIRE(desk.effect<Admit>());
  CHECK(desk.effect<Admit>()->order.payment == Yen{8'000});
  CHECK(desk.effect<Admit>()->order.companions == std::vector<AttendeeId>{companion.id});
}

TEST_CASE("companions of somebody who is in are admitted by themselves") {
  auto desk = unlocked_desk();
  auto outcome = outcome_of(Verdict::admitted);
  outcome.decision.companions = {somebody("鈴木 太郎", 2), somebody("", 3)};
  desk.scan_and_judge("A", outcome);
  desk.press(button::kTogether);
  REQUIRE(desk.effect<Admit>());
  CHECK(desk.effect<Admit>()->order.subject == desk::Subject::of(somebody("", 2).id));
  CHECK(desk.effect<Admit>()->order.companions == std::vector<AttendeeId>{somebody("", 3).id});
  CHECK(desk.effect<Admit>()->decision.attendee->shown_name == "鈴木 太郎");
}

TEST_CASE("the first of the companions carries what that one owes") {
  auto desk = unlocked_desk();
  auto outcome = outcome_of(Verdict::already_in);
  auto companion = somebody("鈴木 太郎", 2);
  companion.fee = {4'000};
  companion.prepaid = {1'000};
  outcome.decision.companions = {companion};
  desk.scan_and_judge("A", outcome);
  desk.press(button::kTogether);
  desk.press(button::kPayExact);
  REQUIRE(desk.effect<Admit>());
  CHECK(desk.effect<Admit>()->order.payment == Yen{3'000});
  CHECK(desk.effect<Admit>()->decision.due == Yen{3'000});
}

TEST_CASE("reception gives the PIN once and then touches freely") {
  DeskDriver desk;
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayExact);
  CHECK_FALSE(desk.effect<Admit>());
  desk.type_pin("1234", true);
  REQUIRE(desk.effect<Admit>());  // the touch that asked for the PIN is done at once
  desk.judge(outcome_of(Verdict::admitted));
  desk.pass(19min);
  desk.scan_and_judge("B", unpaid(Verdict::pay_first));
  desk.press(button::kPayExact);
  CHECK(desk.effect<Admit>());
}

TEST_CASE("after twenty idle minutes the PIN is asked for again") {
  auto desk = unlocked_desk();
  desk.pass(20min);
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayExact);
  CHECK_FALSE(desk.effect<Admit>());
  CHECK(desk.state.pin);
}

TEST_CASE("a wrong PIN opens nothing") {
  DeskDriver desk;
  desk.press(button::kStaff);
  desk.type_pin("0000", false);
  REQUIRE(desk.state.pin);
  CHECK(desk.state.pin->wrong);
  CHECK(desk.state.pin->digits.empty());
  CHECK_FALSE(desk.on<StaffScreen>());
}

TEST_CASE("an attendee alone at the screen sees no button of reception until the PIN is given") {
  DeskDriver desk(DeskMode::self_service);
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  CHECK_FALSE(desk.offered(button::kPayExact));
  desk.press(button::kPayExact);
  CHECK_FALSE(desk.effect<Admit>());
  CHECK_FALSE(desk.state.pin);
  desk.press(button::kStaff);
  desk.type_pin("1234", true);
  REQUIRE(desk.on<VerdictScreen>());
  CHECK(desk.offered(button::kPayExact));
  desk.press(button::kPayExact);
  CHECK(desk.effect<Admit>());
}

TEST_CASE("in self service the powers of reception end with the person") {
  DeskDriver desk(DeskMode::self_service);
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kStaff);
  desk.type_pin("1234", true);
  desk.press(button::kBack);
  desk.pass(3s);
  desk.scan_and_judge("B", unpaid(Verdict::pay_first));
  CHECK_FALSE(desk.offered(button::kPayExact));
}

TEST_CASE("a scan while the PIN is typed does not take away the person being served") {
  DeskDriver desk;
  desk.scan_and_judge("A", unpaid(Verdict::pay_first));
  desk.press(button::kPayExact);
  desk.press(button::kKey, "1");
  desk.scan("B");
  CHECK_FALSE(desk.effect<JudgeScan>());
  CHECK(desk.state.pin);
}

TEST_CASE("the queue does not wait for a PIN pad that nobody types on") {
  DeskDriver desk;
  desk.press(button::kStaff);
  desk.scan_and_judge("B", outcome_of(Verdict::admitted));
  CHECK_FALSE(desk.state.pin);
  CHECK(desk.on<VerdictScreen>());
}
