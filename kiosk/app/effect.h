// Everything that the core asks of the world. kiosk/runtime carries these out on workers; results come back as events.
#pragma once

#include "kiosk/app/facts.h"
#include "shared/i18n/language.h"

#include <string>
#include <variant>

namespace uke::kiosk::app {

struct JudgeScan {
  RequestId request = 0;
  std::string text;
  ScanSource source = ScanSource::camera;
  desk::DeskMode mode = desk::DeskMode::staffed;
};
// A person picked by name or short code instead of a scan.
struct JudgePerson {
  RequestId request = 0;
  AttendeeId attendee;
  desk::DeskMode mode = desk::DeskMode::staffed;
};
struct Admit {
  RequestId request = 0;
  AdmitOrder order;
  desk::Decision decision;  // what was on screen, so that the outcome can be shown
};
struct WalkIn {
  RequestId request = 0;
  WalkInOrder order;
};
struct Undo {
  RequestId request = 0;
  RecordId record;
};
struct ResolveConflict {
  RequestId request = 0;
  std::string conflict;
  std::string decision;  // text of what was decided
};
struct Search {
  RequestId request = 0;
  std::string query;  // kana, kanji or a short code
};
struct LoadStaff {
  RequestId request = 0;
};
struct CheckPin {
  RequestId request = 0;
  std::string pin;
};
struct Pair {
  RequestId request = 0;
  std::string server;  // URL
  std::string code;
};
struct ExportLog {
  RequestId request = 0;  // to a file in the export folder
};
struct SyncNow {};
struct Play {
  Sound sound = Sound::admitted;
};
struct StartTimer {
  std::uint64_t timer = 0;  // the id of the state that armed it
  Millis delay{0};
};
struct Quit {};

using Effect = std::variant<JudgeScan, JudgePerson, Admit, WalkIn, Undo, ResolveConflict, Search, LoadStaff, CheckPin, Pair, ExportLog,
                            SyncNow, Play, StartTimer, Quit>;

}  // namespace uke::kiosk::app
