// Watches how long people wait: from the frame or the scanner's last character to the drawn verdict; writes the trace and the screenshots.
// GUI thread only.
#pragma once

#include "kiosk/app/effect.h"
#include "kiosk/app/event.h"
#include "kiosk/app/state.h"
#include "kiosk/runtime/gui.h"
#include "kiosk/runtime/trace.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>

namespace uke::kiosk::runtime {

class Witness {
 public:
  using Steady = std::chrono::steady_clock;

  Witness(const std::filesystem::path& trace, std::filesystem::path screenshots, Steady::time_point began);

  // Before the core sees the event, and after: `effects` are what it asked for.
  void saw(const app::Event& event, const std::vector<app::Effect>& effects, const app::State& after);
  // Before a frame: whether it is to be kept for a screenshot.
  [[nodiscard]] bool wants_picture();
  // That frame, a picture of this state, was swapped in.
  void drew(const app::State& state, const Gui& gui);
  // When drew() wants to be called again, to take a screenshot after the fade.
  [[nodiscard]] std::optional<Steady::time_point> wants_frame_at() const;

 private:
  struct Seen {
    Steady::time_point at;
    std::string source;
  };
  struct Shown {
    Seen seen;
    desk::Verdict verdict = desk::Verdict::unreadable;
    std::string code;
    std::optional<double> ms;  // none: not drawn yet
    Time shown_at{};
  };
  void ask(const app::Event& event, const app::Effect& effect);
  void write(TraceLine line);
  void finish(const app::State& state, const Gui& gui);
  void write_line(std::optional<std::string> screenshot, std::optional<std::vector<TraceButton>> buttons);

  Trace trace_;
  std::filesystem::path screenshots_;
  Steady::time_point began_;
  bool first_frame_ = false;
  bool ready_ = false;
  bool keeping_ = false;
  std::map<app::RequestId, Seen> asked_;
  std::optional<Shown> shown_;
  std::optional<Steady::time_point> screenshot_at_;
  int screenshots_taken_ = 0;
};

}  // namespace uke::kiosk::runtime
