// What the person with the phone could do better, said while they still hold it.
#pragma once

#include "kiosk/app/gray_frame.h"
#include "kiosk/scan/sighting.h"

#include <optional>

namespace uke::kiosk::scan {

enum class Advice {
  too_dark,   // raise the screen's brightness, or more light
  glare,      // a reflection hides part of the code: tilt the phone
  blurred,    // hold still, or a little farther away
  too_small,  // come closer
  cut_off,    // show the whole code
};

// Pure; below 1 ms. `seen` is Decoder::sighting() of a frame that was not read. Nothing is advised about a scene in which no
// code is seen, except that it is too dark to see anything.
[[nodiscard]] std::optional<Advice> advise(const app::GrayFrame& frame, const std::optional<Sighting>& seen);

}  // namespace uke::kiosk::scan
