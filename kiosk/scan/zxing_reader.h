// The only file pair of the kiosk that knows ZXing-C++. Hides the difference between 1.4 (Debian 12) and 2.x (Debian 13).
#pragma once

#include "kiosk/scan/picture.h"

#include <array>
#include <optional>
#include <string>

namespace uke::kiosk::scan {

struct Corner {
  int x = 0;
  int y = 0;
};

// A symbol that was read: all its bytes as they are in the code, and its corners in the picture it was read from.
struct Hit {
  std::string bytes;
  std::array<Corner, 4> corners{};
};

// How gray becomes black and white.
enum class Threshold {
  local_average,     // against the mean of the neighbourhood: uneven light
  global_histogram,  // one threshold per picture: large modules, reflections that do not touch the code
  half,              // 127: a picture that is black and white already
};

// What the picture holds.
enum class Content {
  scene,        // a code somewhere
  symbol_only,  // nothing but one upright symbol and its margin
};

// Looks for one QR code. Thread-safe. Errors in the picture or the code mean "nothing": a symbol whose error correction
// fails is never returned. Cannot be interrupted; takes 2–80 ms for 1280×720, by the number of finder-like patterns.
[[nodiscard]] std::optional<Hit> read_qr(View picture, Threshold threshold, Content content = Content::scene);

}  // namespace uke::kiosk::scan
