// A code that is there but could not be read: where, how large, and how much of it was recognized.
#pragma once

#include "kiosk/scan/grid_fit.h"

#include <optional>
#include <vector>

namespace uke::kiosk::scan {

struct Sighting {
  enum class Evidence {
    grid,           // a grid of modules fits
    three_corners,  // three finders in a square, but no dotted lines between them: washed out
    two_corners,    // two finders with the dotted line between them; the third is hidden or outside
  };
  Evidence evidence = Evidence::grid;
  std::array<PointF, 4> corners{};  // around the symbol, in pixels; may lie outside the frame
  double px_per_module = 0;
};

// The sighting of a grid that fitted.
[[nodiscard]] Sighting sighting_of(const Grid& grid);

// What the finders of a frame without a fitting grid prove. Careful: it would rather see nothing than something in clutter.
[[nodiscard]] std::optional<Sighting> sighting_of(const FlatLight& light, const std::vector<Finder>& finders,
                                                  const std::vector<FinderTriple>& triples);

}  // namespace uke::kiosk::scan
