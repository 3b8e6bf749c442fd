// Lays the grid of modules over a symbol found by its three finders, as exactly as the gray values allow.
#pragma once

#include "kiosk/scan/homography.h"

#include <optional>
#include <vector>

namespace uke::kiosk::scan {

struct Grid {
  int side = 0;           // modules
  Homography to_picture;  // module coordinates (0,0)…(side,side) to pixels; module (i,j) has its middle at (i+½, j+½)
  double agreement = 0;   // −1…1: how well the modules that are the same in every symbol agree with the picture
};

enum class Perspective {
  weak,    // a phone held towards the camera: 0.1 ms
  strong,  // seen from the side: a search of some milliseconds
};

// All sizes that fit the triple and whose fixed modules agree with the picture, the best first, at most two. `light` looks at
// the sharpened picture.
[[nodiscard]] std::vector<Grid> fit_grids(const FlatLight& light, const FinderTriple& triple, Perspective perspective);

}  // namespace uke::kiosk::scan
