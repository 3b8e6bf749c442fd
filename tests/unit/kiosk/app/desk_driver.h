// Drives the core by hand: events in, effects out, a clock that the test moves.
#pragma once

#include "kiosk/app/buttons.h"
#include "kiosk/app/model.h"
#include "kiosk/app/update.h"
#include "tests/support/catch.h"

#include <chrono>
#include <string>
#include <vector>

namespace uke::test {

using namespace uke::kiosk::app;
using namespace std::chrono_literals;

inline desk::Attendee somebody(std::string name, std::uint8_t number = 1) {
  desk::Attendee attendee;
  attendee.id.uuid.bytes[15] = number;
  attendee.shown_name = std::move(name);
  return attendee;
}

inline RecordId record_no(std::uint8_t number) {
  RecordId id;
  id.uuid.bytes[0] = number;
  return id;
}

inline DeskOutcome outcome_of(desk::Verdict verdict, desk::Attendee attendee = somebody("鈴木 花子")) {
  DeskOutcome outcome;
  outcome.decision.verdict = verdict;
  outcome.decision.subject = desk::Subject::of(attendee.id);
  outcome.decision.attendee = std::move(attendee);
  if (verdict == desk::Verdict::admitted) outcome.admit = record_no(7);
  return outcome;
}

class DeskDriver {
 public:
  explicit DeskDriver(desk::DeskMode mode = desk::DeskMode::staffed) : state(initial_state(mode)) {
    DeskStatus status;
    status.paired = true;
    status.edition.door_fee = {5'000};
    happen(StatusChanged{status});
  }

  void happen(const Event& event) {
    auto step = update(std::move(state), event, now);
    state = std::move(step.state);
    effects = std::move(step.effects);
  }
  void press(std::string_view id, std::string argument = {}) { happen(Pressed{std::string(id), std::move(argument)}); }
  void scan(std::string text) { happen(Scanned{std::move(text), ScanSource::camera, {}}); }
  void pass(Millis by) { now += by; }
  void ring() { happen(TimerFired{state.screen_timer}); }

  // The effect of that kind among the last ones.
  template <class E>
  const E* effect() const {
    for (const auto& one : effects) {
      if (const auto* found = std::get_if<E>(&one)) return found;
    }
    return nullptr;
  }
  template <class S>
  const S* on() const {
    return std::get_if<S>(&state.screen);
  }
  void judge(DeskOutcome outcome) {
    REQUIRE(state.pending);
    happen(Judged{state.pending->request, Committed<DeskOutcome>::for_test(std::move(outcome))});
  }
  void scan_and_judge(std::string text, DeskOutcome outcome) {
    scan(std::move(text));
    judge(std::move(outcome));
  }
  void unlock() {
    press(button::kStaff);
    type_pin("1234", true);
    press(button::kBack);
  }
  void type_pin(std::string_view digits, bool right) {
    REQUIRE(state.pin);
    for (const char c : digits) press(button::kKey, std::string(1, c));
    press(button::kConfirm);
    REQUIRE(effect<CheckPin>());
    happen(PinChecked{effect<CheckPin>()->request, right});
  }
  bool offered(std::string_view id) const {
    for (const auto& offer : offers(state, now)) {
      if (offer.id == id) return true;
    }
    return false;
  }

  State state;
  Time now = from_ms(1'803'110'400'000);
  std::vector<Effect> effects;
};

}  // namespace uke::test
