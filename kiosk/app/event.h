// Everything that can happen to the core. Workers and the window post these; they are drained once per frame.
#pragma once

#include "kiosk/app/committed.h"
#include "kiosk/app/facts.h"

#include <chrono>
#include <string>
#include <variant>

namespace uke::kiosk::app {

struct Scanned {
  std::string text;  // any bytes
  ScanSource source = ScanSource::camera;
  std::chrono::steady_clock::time_point seen;  // when the frame or the scanner's Enter arrived, to measure reaction
};
// A widget was pressed; `id` is the widget's name (screens define them), `argument` its row or key.
struct Pressed {
  std::string id;
  std::string argument;
};
struct TimerFired {
  std::uint64_t timer = 0;
};
struct Judged {
  RequestId request = 0;
  Committed<DeskOutcome> outcome;
};
struct Undone {
  RequestId request = 0;
  Committed<RecordId> record;
};
// The conflict's resolution is durable.
struct Resolved {
  RequestId request = 0;
  Committed<RecordId> record;
};
// A record could not be written (disk full, database damaged): red, never green.
struct WriteFailed {
  RequestId request = 0;
  Error error;
};
struct SearchAnswered {
  RequestId request = 0;
  SearchAnswer answer;
};
struct StaffAnswered {
  RequestId request = 0;
  StaffFacts facts;
};
struct PinChecked {
  RequestId request = 0;
  bool right = false;
};
struct PairingEnded {
  RequestId request = 0;
  std::optional<Error> error;  // none: paired; a StatusChanged follows
};
struct Exported {
  RequestId request = 0;
  std::optional<Error> error;
  std::string path;
};
struct StatusChanged {
  DeskStatus status;
};
struct CameraChanged {
  CameraState state = CameraState::off;
};
// A coaching hint measured on the picture, as an i18n key ("coach.too_dark"); empty = none.
struct Coached {
  std::string advice;
};
// Key presses that are no scanner burst: characters typed by hand, Backspace "\b", Enter "\n", Escape "\x1b".
struct Typed {
  std::string text;
};
struct CloseRequested {};

using Event = std::variant<Scanned, Pressed, TimerFired, Judged, Undone, Resolved, WriteFailed, SearchAnswered, StaffAnswered, PinChecked,
                           PairingEnded, Exported, StatusChanged, CameraChanged, Coached, Typed, CloseRequested>;

}  // namespace uke::kiosk::app
