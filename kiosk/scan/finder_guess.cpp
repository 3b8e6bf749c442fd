#include "kiosk/scan/finder_guess.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace uke::kiosk::scan {
namespace {

constexpr std::size_t kPairedMax = 6;   // finders that are paired: 15 pairs
constexpr double kAgreementMin = 0.55;  // of a guessed corner; chance gives 0.2
constexpr int kContrastMin = 12;        // gray levels between ring and middle
constexpr int kSeenMax = 6;

int contrast(const FlatLight& light, const Finder& f) {
  int middle = light.at(f.centre), ring = 0;
  constexpr int kPlaces = 8;
  for (int i = 0; i < kPlaces; ++i) {
    const double angle = 2 * std::numbers::pi * i / kPlaces;
    const double dx = std::cos(angle) * f.module_px, dy = std::sin(angle) * f.module_px;
    middle += light.at({f.centre.x + 0.7 * dx, f.centre.y + 0.7 * dy});
    ring += light.at({f.centre.x + 2.1 * dx, f.centre.y + 2.1 * dy});
  }
  return ring / kPlaces - middle / (kPlaces + 1);
}

class Guess {
 public:
  explicit Guess(const FlatLight& light) : light_(light) {}

  // The pair is one leg of the code, or its diagonal; the third corner may lie on either side.
  void pair(const Finder& a, const Finder& b) {
    const auto [small, large] = std::minmax(a.module_px, b.module_px);
    if (large > 1.5 * small) return;
    const double module = (a.module_px + b.module_px) / 2;
    const PointF d{b.centre.x - a.centre.x, b.centre.y - a.centre.y};
    const PointF n{-d.y, d.x};
    const double length = std::hypot(d.x, d.y);
    if (length < 10 * module || length > 240 * module) return;
    const ModuleAxes along = axes(d, module);
    for (const double side : {1.0, -1.0}) {
      try_corner(a, b, {a.centre.x + side * n.x, a.centre.y + side * n.y}, along, module);
      try_corner(a, b, {b.centre.x + side * n.x, b.centre.y + side * n.y}, along, module);
      const PointF third{a.centre.x + 0.5 * (d.x + side * n.x), a.centre.y + 0.5 * (d.y + side * n.y)};
      try_corner(a, b, third, axes({d.x + n.x, d.y + n.y}, module), module);
    }
  }

  std::vector<FinderTriple> take(int count_max) {
    std::sort(found_.begin(), found_.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    std::vector<FinderTriple> triples;
    for (const auto& [score, triple] : found_) {
      if (static_cast<int>(triples.size()) < count_max) triples.push_back(triple);
    }
    return triples;
  }

 private:
  // module_px was measured along rows and columns: corrected for the direction.
  static ModuleAxes axes(PointF direction, double module) {
    const double length = std::hypot(direction.x, direction.y);
    const double upright = std::max(std::abs(direction.x), std::abs(direction.y)) / length;
    const PointF u{direction.x / length * module * upright, direction.y / length * module * upright};
    return {u, {-u.y, u.x}};
  }

  // Five places tell most of the picture apart from a finder.
  [[nodiscard]] bool may_be_middle(PointF p, const ModuleAxes& axes) const {
    const auto& [u, v] = axes;
    const int ring = light_.at({p.x + 2 * u.x, p.y + 2 * u.y}) + light_.at({p.x - 2 * u.x, p.y - 2 * u.y}) +
                     light_.at({p.x + 2 * v.x, p.y + 2 * v.y}) + light_.at({p.x - 2 * v.x, p.y - 2 * v.y});
    return ring / 4 - light_.at(p) > kContrastMin;
  }

  void try_corner(const Finder& a, const Finder& b, PointF expected, const ModuleAxes& axes, double module) {
    constexpr int kReach = 7;
    PointF place = expected;
    double best = 0;
    const auto better = [&](PointF p) {
      if (!may_be_middle(p, axes)) return;
      const double score = finder_agreement(light_, p, axes);
      if (score > best) best = score, place = p;
    };
    for (int y = -kReach; y <= kReach; ++y) {
      for (int x = -kReach; x <= kReach; ++x) better({expected.x + 0.7 * x * module, expected.y + 0.7 * y * module});
    }
    for (const double step : {0.35 * module, 0.18 * module}) {
      const PointF middle = place;
      for (int y = -1; y <= 1; ++y) {
        for (int x = -1; x <= 1; ++x) better({middle.x + x * step, middle.y + y * step});
      }
    }
    if (best < kAgreementMin) return;
    const std::vector<Finder> corners{a, b, {place, module, 1}};
    for (const auto& triple : likely_triples(corners, 1)) found_.emplace_back(best, triple);
  }

  const FlatLight& light_;
  std::vector<std::pair<double, FinderTriple>> found_;
};

}  // namespace

void rate_finders(const FlatLight& light, std::vector<Finder>& finders) {
  std::vector<std::pair<int, Finder>> rated;
  for (const Finder& f : finders) {
    const int difference = contrast(light, f);
    if (difference >= kContrastMin) rated.emplace_back(difference * std::min(f.seen, kSeenMax), f);
  }
  std::sort(rated.begin(), rated.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  finders.clear();
  for (const auto& [rating, f] : rated) finders.push_back(f);
}

double finder_agreement(const FlatLight& light, PointF p, const ModuleAxes& axes) {
  int agree = 0, strength = 1;
  for (int y = -4; y <= 4; ++y) {
    for (int x = -4; x <= 4; ++x) {
      const int value = light.at({p.x + x * axes.u.x + y * axes.v.x, p.y + x * axes.u.y + y * axes.v.y});
      const int ring = std::max(std::abs(x), std::abs(y));
      agree += ring == 3 || ring <= 1 ? -value : value;
      strength += std::abs(value);
    }
  }
  return static_cast<double>(agree) / strength;
}

std::vector<FinderTriple> guess_triples(const FlatLight& light, const std::vector<Finder>& finders, int count_max) {
  Guess guess(light);
  const std::size_t n = std::min(finders.size(), kPairedMax);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) guess.pair(finders[i], finders[j]);
  }
  return guess.take(count_max);
}

}  // namespace uke::kiosk::scan
