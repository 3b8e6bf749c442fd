// The kiosk as a whole: window, core, and the workers that carry out its effects.
#pragma once

#include "kiosk/camera/camera.h"
#include "kiosk/devices/sound.h"
#include "kiosk/runtime/window.h"
#include "shared/base/result.h"
#include "shared/desk/verdict.h"

#include <filesystem>
#include <string>

namespace uke::kiosk::runtime {

struct KioskOptions {
  std::filesystem::path folder;         // the desk log and the roster
  std::filesystem::path export_folder;  // where 「書き出し」 puts the log; normally a USB stick
  camera::CameraOptions camera;
  WindowOptions window;
  devices::Speaker::Output sound = devices::Speaker::Output::on;
  desk::DeskMode mode = desk::DeskMode::staffed;
  std::filesystem::path trace;                  // "" = none
  std::filesystem::path screenshots;            // a folder for one PNG per verdict; "" = none. They show names: for the demo and for tests
  std::chrono::steady_clock::time_point began;  // when the program began, to measure how long it takes to be ready
};

// Runs until reception quits it. Returns an error if there is no window to be had.
[[nodiscard]] Status run_kiosk(const KioskOptions& options);

}  // namespace uke::kiosk::runtime
