// The three squares at the corners of a QR code, looked for in a black-and-white picture.
#pragma once

#include "kiosk/scan/flat_light.h"

#include <array>
#include <vector>

namespace uke::kiosk::scan {

// Something with dark : light : dark : light : dark as 1 : 1 : 3 : 1 : 1 in both directions.
struct Finder {
  PointF centre;
  double module_px = 0;  // along the rows and columns of the picture: up to 1.4 times too large for a turned code
  int seen = 0;          // rows in which it was seen
};

// Three finders that may belong to one symbol; first the corner where both legs meet, then clockwise in the picture.
struct FinderTriple {
  std::array<Finder, 3> corners;  // upper left, upper right, lower left
  double module_px = 0;           // corrected for rotation
  double doubt = 0;               // 0 = a perfect square
};

inline constexpr int kFindersMax = 24;

// `dark` holds 1 for dark and 0 for light pixels. At most kFindersMax, the surest first.
[[nodiscard]] std::vector<Finder> find_finders(View dark);

// All plausible triples, the likeliest first, at most `count_max`.
[[nodiscard]] std::vector<FinderTriple> likely_triples(const std::vector<Finder>& finders, int count_max);

}  // namespace uke::kiosk::scan
