#include "kiosk/scan/sighting.h"

#include "kiosk/scan/finder_guess.h"
#include "kiosk/scan/symbol_layout.h"

#include <algorithm>
#include <cmath>

namespace uke::kiosk::scan {
namespace {

constexpr double kDoubtMax = 0.9;            // of a triple; clutter that makes a square by chance has more
constexpr double kFinderAgreementMin = 0.6;  // of each of its corners with the picture
constexpr double kTimingMin = 0.75;          // of the dotted line between two corners: some fifty dots
constexpr std::size_t kPairedMax = 6;

PointF plus(PointF p, PointF a, double times_a, PointF b, double times_b) {
  return {p.x + times_a * a.x + times_b * b.x, p.y + times_a * a.y + times_b * b.y};
}

// −1…1: dots along row 6 between two finders that are `side` − 7 modules apart; `u` runs from one to the other, `v` inwards.
double timing_agreement(const FlatLight& light, PointF from, PointF u, PointF v, int side) {
  int agree = 0, strength = 1;
  for (int i = 8; i < side - 8; ++i) {
    const int value = light.at(plus(from, u, i - 3, v, 3));
    agree += i % 2 == 0 ? -value : value;
    strength += std::abs(value);
  }
  return static_cast<double>(agree) / strength;
}

std::optional<Sighting> leg(const FlatLight& light, const Finder& a, const Finder& b) {
  const PointF d{b.centre.x - a.centre.x, b.centre.y - a.centre.y};
  const double length = std::hypot(d.x, d.y);
  const double upright = std::max(std::abs(d.x), std::abs(d.y)) / length;
  const double estimate = length / ((a.module_px + b.module_px) / 2 * upright) + 7;
  for (int side = 25; side <= 97; side += 4) {
    if (std::abs(side - estimate) > 5) continue;
    const PointF u{d.x / (side - 7), d.y / (side - 7)};
    for (const double inwards : {1.0, -1.0}) {
      const PointF v{-u.y * inwards, u.x * inwards};
      if (timing_agreement(light, a.centre, u, v, side) < kTimingMin) continue;
      const double near = -3.5, far = side - 3.5;
      return Sighting{Sighting::Evidence::two_corners,
                      {plus(a.centre, u, near, v, near), plus(a.centre, u, far, v, near), plus(a.centre, u, far, v, far),
                       plus(a.centre, u, near, v, far)},
                      std::hypot(u.x, u.y)};
    }
  }
  return std::nullopt;
}

std::optional<Sighting> square(const FlatLight& light, const FinderTriple& triple) {
  const PointF a = triple.corners[0].centre, b = triple.corners[1].centre, c = triple.corners[2].centre;
  const double leg_b = std::hypot(b.x - a.x, b.y - a.y), leg_c = std::hypot(c.x - a.x, c.y - a.y);
  const PointF u{(b.x - a.x) / leg_b * triple.module_px, (b.y - a.y) / leg_b * triple.module_px};
  const PointF v{(c.x - a.x) / leg_c * triple.module_px, (c.y - a.y) / leg_c * triple.module_px};
  for (const Finder& f : triple.corners) {
    if (finder_agreement(light, f.centre, {u, v}) < kFinderAgreementMin) return std::nullopt;
  }
  const PointF d{b.x + c.x - a.x, b.y + c.y - a.y};
  return Sighting{Sighting::Evidence::three_corners,
                  {plus(a, u, -3.5, v, -3.5), plus(b, u, 3.5, v, -3.5), plus(d, u, 3.5, v, 3.5), plus(c, u, -3.5, v, 3.5)},
                  triple.module_px};
}

}  // namespace

Sighting sighting_of(const Grid& grid) {
  const double n = grid.side;
  Sighting s{Sighting::Evidence::grid, {grid.to_picture(0, 0), grid.to_picture(n, 0), grid.to_picture(n, n), grid.to_picture(0, n)}, 0};
  double around = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const PointF p = s.corners[i], q = s.corners[(i + 1) % 4];
    around += std::hypot(p.x - q.x, p.y - q.y);
  }
  s.px_per_module = around / (4 * n);
  return s;
}

std::optional<Sighting> sighting_of(const FlatLight& light, const std::vector<Finder>& finders, const std::vector<FinderTriple>& triples) {
  for (const auto& triple : triples) {
    if (triple.doubt > kDoubtMax) continue;
    if (auto seen = square(light, triple)) return seen;
  }
  const std::size_t n = std::min(finders.size(), kPairedMax);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      if (auto seen = leg(light, finders[i], finders[j])) return seen;
    }
  }
  return std::nullopt;
}

}  // namespace uke::kiosk::scan
