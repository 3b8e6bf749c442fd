// Behind the PIN: the staff screen; and pairing.
#include "kiosk/app/buttons.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/kana.h"
#include "kiosk/app/pairing_code.h"

#include <algorithm>

namespace uke::kiosk::app {

namespace {

constexpr std::size_t kServerBytesMax = 200;
constexpr std::size_t kCodeBytesMax = 12;
constexpr std::string_view kDecisionChecked = "checked_at_desk";

}  // namespace

// --- PIN ---------------------------------------------------------------------------------------------------------------------------

void Flow::open_pin(Pressed then) {
  state_.pin = PinPad{{}, 0, false, std::move(then)};
  if (!std::holds_alternative<PairingScreen>(state_.screen) && !std::holds_alternative<StartingScreen>(state_.screen)) {
    stay(kTypingLeftAlone);
  }
}

void Flow::press_pin(PinPad& pin, const Pressed& event) {
  if (event.id == button::kBack) {
    state_.pin.reset();
    return;
  }
  stay(kTypingLeftAlone);
  if (pin.request != 0) return;
  if (event.id == button::kConfirm) {
    if (!pin.digits.empty()) pin.request = send(CheckPin{0, pin.digits});
    return;
  }
  const bool digit = event.argument.size() == 1 && event.argument[0] >= '0' && event.argument[0] <= '9';
  if (event.id == button::kKey && !digit) return;
  if (type_key(pin.digits, event.id, event.argument, kPinDigitsMax)) pin.wrong = false;
}

void Flow::on(const PinChecked& event) {
  if (!state_.pin || state_.pin->request == 0 || state_.pin->request != event.request) return;
  if (!event.right) {
    state_.pin->digits.clear();
    state_.pin->request = 0;
    state_.pin->wrong = true;
    return;
  }
  const auto then = state_.pin->then;
  state_.pin.reset();
  state_.unlocked_until = now_ + kUnlocked;
  on(then);
}

// --- staff -------------------------------------------------------------------------------------------------------------------------

void Flow::open_staff() {
  StaffScreen staff;
  show(staff, Millis{0});
  refresh_staff(std::get<StaffScreen>(state_.screen));
}

void Flow::refresh_staff(StaffScreen& staff) {
  staff.request = send(LoadStaff{});
  stay(kStaffRefresh);
}

void Flow::on(const StaffAnswered& event) {
  auto* staff = std::get_if<StaffScreen>(&state_.screen);
  if (!staff || staff->request != event.request) return;
  staff->facts = event.facts;
  staff->page = std::min(staff->page, staff_pages(*staff) - 1);
}

void Flow::press_staff(StaffScreen& staff, const Pressed& event) {
  if (event.id == button::kBack) {
    // One question back, or out.
    if (!staff.asking_quit && !staff.asking_undo) return welcome();
    staff.asking_quit = false;
    staff.asking_undo.reset();
  } else if (event.id == button::kTab) {
    staff.tab = enum_value<StaffTab>(event.argument).value_or(staff.tab);
    staff.page = 0;
    staff.asking_undo.reset();
    staff.asking_quit = false;
  } else if (event.id == button::kPage) {
    const int to = staff.page + (event.argument == "next" ? 1 : -1);
    staff.page = std::clamp(to, 0, staff_pages(staff) - 1);
    staff.asking_undo.reset();
  } else if (event.id == button::kUndoRecord) {
    if (const auto record = RecordId::parse(event.argument)) staff.asking_undo = *record;
  } else if (event.id == button::kUndoRecordSure) {
    if (!staff.asking_undo || state_.pending) return;
    ask(Undo{0, *staff.asking_undo});
    staff.asking_undo.reset();
  } else if (event.id == button::kResolve) {
    if (!state_.pending) ask(ResolveConflict{0, event.argument, std::string(kDecisionChecked)});
  } else {
    press_staff_machine(staff, event);
  }
}

void Flow::press_staff_machine(StaffScreen& staff, const Pressed& event) {
  if (event.id == button::kMode) {
    state_.mode = enum_value<desk::DeskMode>(event.argument).value_or(state_.mode);
  } else if (event.id == button::kSyncNow) {
    effects_.push_back(SyncNow{});
  } else if (event.id == button::kExport) {
    if (staff.exporting != 0) return;
    staff.exported.reset();
    staff.exporting = send(ExportLog{});
  } else if (event.id == button::kWalkIn) {
    show(WalkInScreen{}, kTypingLeftAlone);
  } else if (event.id == button::kQuit) {
    staff.tab = StaffTab::machine;
    staff.asking_quit = true;
  } else if (event.id == button::kQuitSure && staff.asking_quit) {
    effects_.push_back(Quit{});
  }
}

void Flow::on(const Exported& event) {
  auto* staff = std::get_if<StaffScreen>(&state_.screen);
  if (!staff || staff->exporting == 0 || staff->exporting != event.request) return;
  staff->exporting = 0;
  staff->exported = event;
}

// --- pairing -----------------------------------------------------------------------------------------------------------------------

void Flow::press_pairing(PairingScreen& pairing, const Pressed& event) {
  if (pairing.request != 0) return;
  if (event.id == button::kTypePairing) {
    pairing.typing = true;
  } else if (event.id == button::kBack) {
    pairing.typing = false;
    pairing.error.reset();
  } else if (event.id == button::kField) {
    pairing.field = event.argument == "code" ? PairingScreen::Field::code : PairingScreen::Field::server;
  } else if (event.id == button::kPair || event.id == button::kConfirm) {
    pair(pairing);
  } else if (pairing.typing) {
    const bool server = pairing.field == PairingScreen::Field::server;
    type_key(server ? pairing.server : pairing.code, event.id, event.argument, server ? kServerBytesMax : kCodeBytesMax);
  }
}

void Flow::type_pairing(PairingScreen& pairing, std::string_view text) {
  if (pairing.request != 0) return;
  const auto code = parse_pairing_code(text);
  if (!code) return;
  // A code that failed and is still held up is not tried again thirty times a second.
  const bool again = state_.held && state_.held->text == text && now_ >= state_.held->last_seen && now_ - state_.held->last_seen < kHold;
  state_.held = HeldCode{std::string(text), now_};
  if (again) return;
  pairing.server = code->server;
  pairing.code = code->code;
  pair(pairing);
}

void Flow::pair(PairingScreen& pairing) {
  if (pairing.server.empty() || pairing.code.empty()) return;
  pairing.error.reset();
  pairing.request = send(Pair{0, pairing.server, pairing.code});
}

void Flow::on(const PairingEnded& event) {
  auto* pairing = std::get_if<PairingScreen>(&state_.screen);
  if (!pairing || pairing->request == 0 || pairing->request != event.request) return;
  pairing->request = 0;
  pairing->error = event.error;
}

}  // namespace uke::kiosk::app
