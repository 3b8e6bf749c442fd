#include "tests/unit/kiosk/app/desk_driver.h"

using namespace uke;
using namespace uke::test;
using desk::Verdict;

TEST_CASE("a scan is judged and shown with its sound") {
  DeskDriver desk;
  desk.scan("A");
  REQUIRE(desk.effect<JudgeScan>());
  CHECK(desk.effect<JudgeScan>()->text == "A");
  CHECK(desk.on<WelcomeScreen>());
  desk.judge(outcome_of(Verdict::admitted));
  REQUIRE(desk.on<VerdictScreen>());
  REQUIRE(desk.effect<Play>());
  CHECK(desk.effect<Play>()->sound == Sound::admitted);
}

TEST_CASE("green goes back to the welcome screen after four seconds") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  REQUIRE(desk.effect<StartTimer>());
  CHECK(desk.effect<StartTimer>()->delay == kGreen);
  desk.pass(kGreen);
  desk.ring();
  CHECK(desk.on<WelcomeScreen>());
}

TEST_CASE("every other verdict stays until it is touched or left alone for long") {
  for (const auto verdict : {Verdict::unreadable, Verdict::forged, Verdict::other_event, Verdict::cancelled, Verdict::other_edition,
                             Verdict::not_yet, Verdict::over, Verdict::online_ticket, Verdict::pay_first}) {
    DeskDriver desk;
    desk.scan_and_judge("A", outcome_of(verdict));
    INFO(enum_name(verdict));
    REQUIRE(desk.effect<StartTimer>());
    CHECK(desk.effect<StartTimer>()->delay == kLeftAlone);
    desk.press(button::kBack);
    CHECK(desk.on<WelcomeScreen>());
  }
}

TEST_CASE("the next scan replaces the verdict at once") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::cancelled, somebody("一人目")));
  desk.pass(100ms);
  desk.scan_and_judge("B", outcome_of(Verdict::admitted, somebody("二人目", 2)));
  REQUIRE(desk.on<VerdictScreen>());
  CHECK(desk.on<VerdictScreen>()->outcome->decision.attendee->shown_name == "二人目");
}

TEST_CASE("an answer to an older scan is dropped") {
  DeskDriver desk;
  desk.scan("A");
  const auto old = desk.state.pending->request;
  desk.scan("B");
  desk.happen(Judged{old, Committed<DeskOutcome>::for_test(outcome_of(Verdict::admitted))});
  CHECK(desk.on<WelcomeScreen>());
  CHECK_FALSE(desk.effect<Play>());
}

TEST_CASE("a phone held still in view for five seconds stays green") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  Time ring_at = desk.now + kGreen;
  for (int i = 0; i < 50; ++i) {
    desk.pass(100ms);
    desk.scan("A");
    CHECK_FALSE(desk.effect<JudgeScan>());
    if (desk.now < ring_at) continue;
    desk.ring();
    REQUIRE(desk.effect<StartTimer>());
    ring_at = desk.now + desk.effect<StartTimer>()->delay;
  }
  REQUIRE(desk.on<VerdictScreen>());
  CHECK(desk.on<VerdictScreen>()->outcome->decision.verdict == Verdict::admitted);
  desk.pass(kHold);
  desk.ring();
  CHECK(desk.on<WelcomeScreen>());
}

TEST_CASE("the same code is a new scan two seconds after it went out of view") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  desk.pass(1'900ms);
  desk.scan("A");
  CHECK_FALSE(desk.effect<JudgeScan>());
  desk.pass(kHold);
  desk.scan("A");
  CHECK(desk.effect<JudgeScan>());
}

TEST_CASE("a clock that is set back does not make the camera deaf") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  desk.now -= 24h;
  desk.scan("A");
  CHECK(desk.effect<JudgeScan>());
}

TEST_CASE("a timer of an earlier screen does nothing") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  const auto old = desk.state.screen_timer;
  desk.scan_and_judge("B", outcome_of(Verdict::cancelled));
  desk.happen(TimerFired{old});
  CHECK(desk.on<VerdictScreen>());
}

TEST_CASE("waiting longer than 300 ms is said") {
  DeskDriver desk;
  desk.scan("A");
  CHECK_FALSE(desk.state.pending->slow);
  desk.happen(TimerFired{desk.state.pending_timer});
  CHECK(desk.state.pending->slow);
}

TEST_CASE("a failed write is red, and a scan that is written ends it") {
  DeskDriver desk;
  desk.scan("A");
  desk.happen(WriteFailed{desk.state.pending->request, Error{ErrorCode::disk_full, "store.judge", "full", {}}});
  REQUIRE(desk.on<OutOfOrderScreen>());
  CHECK(desk.effect<Play>()->sound == Sound::trouble);
  desk.press(button::kRetry);
  REQUIRE(desk.effect<JudgeScan>());
  CHECK(desk.effect<JudgeScan>()->text == "A");
  desk.happen(WriteFailed{desk.state.pending->request, Error{ErrorCode::disk_full, "store.judge", "full", {}}});
  REQUIRE(desk.on<OutOfOrderScreen>());
  desk.ring();
  CHECK(desk.on<OutOfOrderScreen>());
  desk.scan_and_judge("B", outcome_of(Verdict::admitted));
  CHECK(desk.on<VerdictScreen>());
}

TEST_CASE("a failed write is red even if somebody else has scanned since") {
  DeskDriver desk;
  desk.scan("A");
  const auto first = desk.state.pending->request;
  desk.scan("B");
  desk.happen(WriteFailed{first, Error{ErrorCode::corrupt, "store.judge", "damaged", {}}});
  REQUIRE(desk.on<OutOfOrderScreen>());
  CHECK_FALSE(desk.on<OutOfOrderScreen>()->retry);
}

TEST_CASE("the language is Japanese again for the next person") {
  DeskDriver desk;
  desk.press(button::kLanguage, "en");
  CHECK(desk.state.language == i18n::Language::en);
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  CHECK(desk.state.language == i18n::Language::en);
  desk.pass(kGreen);
  desk.ring();
  CHECK(desk.state.language == i18n::Language::ja);
}

TEST_CASE("a verdict that is put into English stays to be read") {
  DeskDriver desk;
  desk.scan_and_judge("A", outcome_of(Verdict::admitted));
  desk.press(button::kLanguage, "en");
  CHECK(desk.state.language == i18n::Language::en);
  REQUIRE(desk.effect<StartTimer>());
  CHECK(desk.effect<StartTimer>()->delay == kLeftAlone);
  CHECK(desk.on<VerdictScreen>());
}

TEST_CASE("English on an abandoned welcome screen goes back to Japanese") {
  DeskDriver desk;
  desk.press(button::kLanguage, "en");
  desk.pass(kTypingLeftAlone);
  desk.ring();
  CHECK(desk.state.language == i18n::Language::ja);
}

TEST_CASE("a lost camera is noted and blocks nothing") {
  DeskDriver desk;
  desk.happen(Coached{"coach.too_dark"});
  desk.happen(CameraChanged{CameraState::lost});
  CHECK(desk.state.camera == CameraState::lost);
  CHECK(desk.state.advice.empty());
  CHECK(desk.on<WelcomeScreen>());
  desk.happen(Scanned{"A", ScanSource::wedge, {}});
  CHECK(desk.effect<JudgeScan>());
}
