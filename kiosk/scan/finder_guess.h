// Where two corners of a code are seen and the third is too blurred for finders.h: guesses it and looks there.
#pragma once

#include "kiosk/scan/finders.h"

namespace uke::kiosk::scan {

// Orders finders by how much their dark middle and the light ring around it differ, times the rows they were seen in, and
// drops those that are no more than noise.
void rate_finders(const FlatLight& light, std::vector<Finder>& finders);

// A module's step along the rows of a symbol and down its columns, in pixels.
struct ModuleAxes {
  PointF u, v;
};

// −1…1: how well a finder with its light frame agrees with the picture around a place.
[[nodiscard]] double finder_agreement(const FlatLight& light, PointF centre, const ModuleAxes& axes);

// Triples with one corner that was not among `finders` but agrees with the picture, the best first, at most `count_max`.
[[nodiscard]] std::vector<FinderTriple> guess_triples(const FlatLight& light, const std::vector<Finder>& finders, int count_max);

}  // namespace uke::kiosk::scan
