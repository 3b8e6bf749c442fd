#include "kiosk/app/update.h"

#include "kiosk/app/buttons.h"
#include "kiosk/app/flow.h"

#include <type_traits>

namespace uke::kiosk::app {

namespace {

constexpr Millis kStillInView{1'000};

bool is_within(Time now, Time since, Millis limit) {
  // Also false after the clock was set back: better one scan too many than a dead camera.
  return now >= since && now - since < limit;
}

// Nothing was harmed: what was asked for does not exist or is settled already.
bool is_harmless(const Error& error) {
  return error.code == ErrorCode::not_found || error.code == ErrorCode::conflict || error.code == ErrorCode::invalid;
}

Millis stay_of(const DeskOutcome& outcome) {
  switch (tone_of(outcome)) {
    case Tone::admitted:
    case Tone::already_in: return outcome.decision.companions.empty() ? kGreen : kGreenWithOffer;
    default: return kLeftAlone;
  }
}

}  // namespace

Step update(State state, const Event& event, Time now) {
  Flow flow(std::move(state), now);
  flow.run(event);
  return std::move(flow).finish();
}

State initial_state(desk::DeskMode mode) {
  State state;
  state.mode = mode;
  return state;
}

void Flow::run(const Event& event) {
  std::visit([this](const auto& e) { on(e); }, event);
}

// --- from screen to screen ---------------------------------------------------------------------------------------------------------

TimerId Flow::start_timer(Millis delay) {
  effects_.push_back(StartTimer{++state_.last_timer, delay});
  return state_.last_timer;
}

void Flow::stay(Millis delay) { state_.screen_timer = start_timer(delay); }

void Flow::show(Screen screen, Millis delay) {
  state_.screen = std::move(screen);
  state_.shown_at = now_;
  state_.screen_timer = 0;
  if (delay > Millis{0}) stay(delay);
}

void Flow::welcome() {
  state_.pin.reset();
  state_.language = i18n::Language::ja;
  // Where attendees stand alone at the screen, reception's powers end with the person they were meant for.
  if (state_.mode != desk::DeskMode::staffed) state_.unlocked_until.reset();
  show(WelcomeScreen{}, Millis{0});
}

void Flow::notice(std::string key) {
  state_.notice = std::move(key);
  state_.notice_timer = start_timer(kNotice);
}

void Flow::answered() {
  state_.pending.reset();
  state_.pending_timer = 0;
}

void Flow::retry(Effect effect) {
  std::visit(
      [this](auto& e) {
        if constexpr (requires { e.request; }) ask(e);
      },
      effect);
}

void Flow::touched() {
  if (is_unlocked(state_, now_)) state_.unlocked_until = now_ + kUnlocked;
}

bool Flow::unlocked_or_ask(const Pressed& event) {
  if (is_unlocked(state_, now_)) return true;
  open_pin(event);
  return false;
}

// --- scans -------------------------------------------------------------------------------------------------------------------------

void Flow::on(const Scanned& event) {
  if (auto* pairing = std::get_if<PairingScreen>(&state_.screen)) {
    type_pairing(*pairing, event.text);
    return;
  }
  // While the PIN is typed, somebody is being served: what was begun for them must not get lost. A pad that nobody types on was opened by
  // chance, and the queue does not wait for it.
  if (std::holds_alternative<StartingScreen>(state_.screen) || (state_.pin && !state_.pin->digits.empty())) return;
  if (state_.held && state_.held->text == event.text && is_within(now_, state_.held->last_seen, kHold)) {
    state_.held->last_seen = now_;
    return;
  }
  state_.held = HeldCode{event.text, now_};
  touched();
  ask(JudgeScan{0, event.text, event.source, state_.mode}, event.text);
}

void Flow::on(const Judged& event) {
  if (!is_answer(event.request)) return;
  answered();
  const auto& outcome = *event.outcome;
  play(sound_of(outcome));
  state_.pin.reset();
  show(VerdictScreen{event.outcome, Ask::nothing, {}, std::nullopt, false}, stay_of(outcome));
}

void Flow::on(const WriteFailed& event) {
  const bool current = is_answer(event.request);
  if (is_harmless(event.error)) {
    if (!current) return;
    answered();
    notice("notice.not_done");
    if (auto* staff = std::get_if<StaffScreen>(&state_.screen)) refresh_staff(*staff);
    return;
  }
  // Also when the screen has moved on: somebody's record is not on disk, so reception must know.
  std::optional<Effect> effect;
  if (current) {
    effect = state_.pending->effect;
    answered();
  }
  play(Sound::trouble);
  state_.pin.reset();
  show(OutOfOrderScreen{event.error, std::move(effect)}, Millis{0});
}

void Flow::on(const Undone& event) {
  if (!is_answer(event.request) || --state_.pending->answers > 0) return;
  answered();
  notice("notice.undone");
  if (auto* staff = std::get_if<StaffScreen>(&state_.screen)) {
    refresh_staff(*staff);
  } else {
    welcome();
  }
}

void Flow::on(const Resolved& event) {
  if (!is_answer(event.request)) return;
  answered();
  if (auto* staff = std::get_if<StaffScreen>(&state_.screen)) refresh_staff(*staff);
}

// --- timers ------------------------------------------------------------------------------------------------------------------------

void Flow::on(const TimerFired& event) {
  if (event.timer == 0) return;
  if (event.timer == state_.pending_timer && state_.pending) state_.pending->slow = true;
  if (event.timer == state_.notice_timer) state_.notice.clear();
  if (event.timer == state_.screen_timer) screen_timed_out();
}

void Flow::screen_timed_out() {
  state_.screen_timer = 0;
  if (auto* staff = std::get_if<StaffScreen>(&state_.screen); staff && !state_.pin) {
    if (is_unlocked(state_, now_)) {
      refresh_staff(*staff);
    } else {
      welcome();
    }
    return;
  }
  // A phone that is still held up keeps its verdict: it must neither vanish under the eyes nor turn into another one.
  if (const auto* verdict = std::get_if<VerdictScreen>(&state_.screen); verdict && !state_.pin && state_.held) {
    if (is_within(now_, state_.held->last_seen, kStillInView)) return stay(kStillInView);
  }
  state_.pin.reset();
  if (std::holds_alternative<PairingScreen>(state_.screen) || std::holds_alternative<OutOfOrderScreen>(state_.screen)) return;
  welcome();
}

// --- touches -----------------------------------------------------------------------------------------------------------------------

void Flow::on(const Pressed& event) {
  touched();
  if (state_.pin) return press_pin(*state_.pin, event);
  if (event.id == button::kLanguage) return language(event.argument == "en" ? i18n::Language::en : i18n::Language::ja);
  if (event.id == button::kStaff || event.id == button::kQuit) {
    if (!unlocked_or_ask(event)) return;
    const bool alone = state_.mode != desk::DeskMode::staffed && event.id == button::kStaff;
    if (alone && std::holds_alternative<VerdictScreen>(state_.screen)) return stay(kLeftAlone);  // now reception may touch this verdict
    if (!std::holds_alternative<StaffScreen>(state_.screen)) open_staff();
    if (event.id == button::kStaff) return;
  }
  if (auto* verdict = std::get_if<VerdictScreen>(&state_.screen)) return press_verdict(*verdict, event);
  if (auto* find = std::get_if<FindMeScreen>(&state_.screen)) return press_find(*find, event);
  if (auto* confirm = std::get_if<ConfirmScreen>(&state_.screen)) return press_confirm(*confirm, event);
  if (auto* walk_in = std::get_if<WalkInScreen>(&state_.screen)) return press_walk_in(*walk_in, event);
  if (auto* staff = std::get_if<StaffScreen>(&state_.screen)) return press_staff(*staff, event);
  if (auto* pairing = std::get_if<PairingScreen>(&state_.screen)) return press_pairing(*pairing, event);
  press_anywhere_else(event);
}

void Flow::press_anywhere_else(const Pressed& event) {
  if (const auto* broken = std::get_if<OutOfOrderScreen>(&state_.screen)) {
    if (event.id == button::kBack) return welcome();
    if (event.id == button::kRetry && broken->retry && !state_.pending) retry(*broken->retry);
    return;
  }
  if (!std::holds_alternative<WelcomeScreen>(state_.screen)) return;
  if (event.id == button::kFindMe) show(FindMeScreen{}, kTypingLeftAlone);
}

void Flow::language(i18n::Language language) {
  state_.language = language;
  if (std::holds_alternative<WelcomeScreen>(state_.screen)) stay(kTypingLeftAlone);
  // Somebody who asked for the other language wants to read it.
  if (std::holds_alternative<VerdictScreen>(state_.screen)) stay(kLeftAlone);
}

void Flow::on(const Typed& event) {
  touched();
  if (event.text == "\x1b") return on(Pressed{std::string(button::kBack), {}});
  if (event.text == "\b") return on(Pressed{std::string(button::kKeyErase), {}});
  if (event.text == "\n") return on(Pressed{std::string(button::kConfirm), {}});
  on(Pressed{std::string(button::kKey), event.text});
}

void Flow::on(const CloseRequested&) {
  // Before pairing there is no PIN that could be asked for, and nothing to protect.
  if (!state_.status.paired) return effects_.push_back(Quit{});
  on(Pressed{std::string(button::kQuit), {}});
}

// --- the world ---------------------------------------------------------------------------------------------------------------------

void Flow::on(const StatusChanged& event) {
  state_.status = event.status;
  const bool usable = event.status.paired && !event.status.revoked;
  const bool pairing = std::holds_alternative<PairingScreen>(state_.screen);
  if (!usable && !pairing) {
    state_.pin.reset();
    state_.unlocked_until.reset();
    show(PairingScreen{}, Millis{0});
  } else if (usable && (pairing || std::holds_alternative<StartingScreen>(state_.screen))) {
    welcome();
  }
}

void Flow::on(const CameraChanged& event) {
  state_.camera = event.state;
  if (event.state != CameraState::running) state_.advice.clear();
}

void Flow::on(const Coached& event) { state_.advice = event.advice; }

}  // namespace uke::kiosk::app
