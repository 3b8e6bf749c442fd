// The core's whole memory, as a value. Only `update` (update.h) changes it; screens read it. No thread, no clock, no window.
#pragma once

#include "kiosk/app/committed.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/event.h"
#include "kiosk/app/facts.h"
#include "shared/i18n/language.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace uke::kiosk::app {

using TimerId = std::uint64_t;

// Before the first StatusChanged.
struct StartingScreen {};

struct PairingScreen {
  enum class Field : std::uint8_t { server, code };
  bool typing = false;  // URL and code by hand instead of the camera
  Field field = Field::server;
  std::string server = "https://";
  std::string code;
  RequestId request = 0;  // 0: nothing under way
  std::optional<Error> error;
};

struct WelcomeScreen {};

// What reception is being asked on a verdict.
enum class Ask : std::uint8_t {
  nothing,
  undo,    // 「取り消してよろしいですか」
  reason,  // why a cancelled person is let in
  payment  // ちょうど, 1万円, 支払い済み: of pay_first, of an overridden verdict, or of the companions
};

struct VerdictScreen {
  Committed<DeskOutcome> outcome;
  Ask ask = Ask::nothing;
  std::vector<std::string> overrides;  // gathered while asking
  std::optional<std::string> reason;
  bool together = false;  // companions are meant as well
};

struct FindMeScreen {
  std::string query;
  RequestId request = 0;  // of the newest search
  SearchAnswer answer;
  bool answered = false;      // `answer` is for `query`
  bool keys_flipped = false;  // あ row on the left
};

// 「こちらでお間違いないですか」
struct ConfirmScreen {
  Person person;
  FindMeScreen back;
};

struct WalkInScreen {
  std::string kana;
  bool paying = false;  // the second question
  bool keys_flipped = false;
};

enum class StaffTab : std::uint8_t { counts, conflicts, recent, machine };
BOOST_DESCRIBE_ENUM(StaffTab, counts, conflicts, recent, machine)

struct StaffScreen {
  StaffTab tab = StaffTab::counts;
  std::optional<StaffFacts> facts;  // none: being loaded
  RequestId request = 0;
  int page = 0;
  std::optional<RecordId> asking_undo;
  bool asking_quit = false;
  RequestId exporting = 0;
  std::optional<Exported> exported;
};

// 「記録できません」: a write failed. Nothing is green until one succeeds.
struct OutOfOrderScreen {
  Error error;
  std::optional<Effect> retry;  // what failed
};

using Screen = std::variant<StartingScreen, PairingScreen, WelcomeScreen, VerdictScreen, FindMeScreen, ConfirmScreen, WalkInScreen,
                            StaffScreen, OutOfOrderScreen>;

// Lies over the screen while reception types the PIN; the press that needed it is done afterwards.
struct PinPad {
  std::string digits;
  RequestId request = 0;  // 0: still typing
  bool wrong = false;
  Pressed then;
};

// A question to the store that shows something when answered.
struct Pending {
  RequestId request = 0;
  Effect effect;      // asked again by retry
  std::string text;   // of a scan
  int answers = 1;    // undoing one touch may take several records
  bool slow = false;  // 300 ms have passed: say what is being waited for
};

// The code that was last in view: while it is held up, and for kHold after, it is no new scan.
struct HeldCode {
  std::string text;
  Time last_seen;
};

struct State {
  DeskStatus status;
  CameraState camera = CameraState::off;
  std::string advice;  // i18n key of the coaching hint, "" for none
  i18n::Language language = i18n::Language::ja;
  desk::DeskMode mode = desk::DeskMode::staffed;
  Screen screen = StartingScreen{};
  Time shown_at{};           // when `screen` came up
  TimerId screen_timer = 0;  // takes it down again; 0: none armed
  std::optional<PinPad> pin;
  std::optional<Time> unlocked_until;  // reception has given the PIN; each touch or scan moves it on
  std::optional<Pending> pending;
  TimerId pending_timer = 0;
  std::optional<HeldCode> held;
  std::string notice;  // i18n key of a sentence that is shown for a few seconds, "" for none
  TimerId notice_timer = 0;
  RequestId last_request = 0;
  TimerId last_timer = 0;
};

}  // namespace uke::kiosk::app
