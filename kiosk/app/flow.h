// Inside of update(): the state being changed and the effects being gathered, with what all flows share. Not for other rooms.
#pragma once

#include "kiosk/app/model.h"
#include "kiosk/app/state.h"
#include "kiosk/app/update.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::kiosk::app {

class Flow {
 public:
  Flow(State state, Time now) : state_(std::move(state)), now_(now) {}
  void run(const Event& event);
  [[nodiscard]] Step finish() && { return {std::move(state_), std::move(effects_)}; }

 private:
  // update.cpp: what may happen on any screen.
  void on(const Scanned& event);
  void on(const Pressed& event);
  void on(const TimerFired& event);
  void on(const Judged& event);
  void on(const Undone& event);
  void on(const Resolved& event);
  void on(const WriteFailed& event);
  void on(const SearchAnswered& event);
  void on(const StaffAnswered& event);
  void on(const PinChecked& event);
  void on(const PairingEnded& event);
  void on(const Exported& event);
  void on(const StatusChanged& event);
  void on(const CameraChanged& event);
  void on(const Coached& event);
  void on(const Typed& event);
  void on(const CloseRequested& event);

  void screen_timed_out();
  void touched();
  void press_anywhere_else(const Pressed& event);
  [[nodiscard]] bool unlocked_or_ask(const Pressed& event);

  // update.cpp: going from screen to screen.
  void show(Screen screen, Millis stay);  // zero: no timer
  void stay(Millis delay);
  void welcome();
  void notice(std::string key);
  void language(i18n::Language language);
  template <class E>
  RequestId ask(E effect, std::string text = {});  // an effect whose answer shows a screen: remembered as pending
  template <class E>
  RequestId send(E effect);  // any other effect with a request
  [[nodiscard]] bool is_answer(RequestId request) const { return state_.pending && state_.pending->request == request; }
  void answered();
  void retry(Effect effect);
  TimerId start_timer(Millis delay);
  void play(Sound sound) { effects_.push_back(Play{sound}); }

  // flow_verdict.cpp
  void press_verdict(VerdictScreen& verdict, const Pressed& event);
  void press_admit(VerdictScreen& verdict, const Pressed& event);
  void press_together(VerdictScreen& verdict);
  void pay(VerdictScreen& verdict, const Pressed& event);
  void admit(VerdictScreen& verdict, std::optional<Yen> payment);
  void undo_touch(const VerdictScreen& verdict);
  void verdict_back(VerdictScreen& verdict);

  // flow_find.cpp: typing a name, choosing, walk-ins.
  void press_find(FindMeScreen& find, const Pressed& event);
  void press_confirm(ConfirmScreen& confirm, const Pressed& event);
  void press_walk_in(WalkInScreen& walk_in, const Pressed& event);
  void search(FindMeScreen& find);
  void choose(FindMeScreen& find, std::size_t row);
  void walk_in(const WalkInScreen& walk_in, std::optional<Yen> payment);

  // flow_staff.cpp: PIN, staff screen, pairing.
  void open_pin(Pressed then);
  void press_pin(PinPad& pin, const Pressed& event);
  void open_staff();
  void refresh_staff(StaffScreen& staff);
  void press_staff(StaffScreen& staff, const Pressed& event);
  void press_staff_machine(StaffScreen& staff, const Pressed& event);
  void press_pairing(PairingScreen& pairing, const Pressed& event);
  void type_pairing(PairingScreen& pairing, std::string_view text);
  void pair(PairingScreen& pairing);

  State state_;
  Time now_;
  std::vector<Effect> effects_;
};

template <class E>
RequestId Flow::ask(E effect, std::string text) {
  effect.request = ++state_.last_request;
  state_.pending = Pending{effect.request, effect, std::move(text), 1, false};
  state_.pending_timer = start_timer(kSlow);
  effects_.push_back(std::move(effect));
  return state_.last_request;
}

template <class E>
RequestId Flow::send(E effect) {
  effect.request = ++state_.last_request;
  effects_.push_back(std::move(effect));
  return state_.last_request;
}

}  // namespace uke::kiosk::app
