#include "kiosk/scan/grid_fit.h"

#include "kiosk/scan/symbol_layout.h"

#include <algorithm>
#include <cmath>

namespace uke::kiosk::scan {
namespace {

constexpr double kTimingMin = 0.3;         // before perspective is known; a symbol held upright gives 0.9, other sizes up to 0.2
constexpr double kStrongTimingMin = 0.45;  // the best of several hundred tries
constexpr int kStrongSideMax = 89;         // larger ones would cost more time than they are worth
constexpr double kAgreementMin = 0.35;     // a clean symbol gives 0.9, chance 0.1
constexpr std::size_t kGridsMax = 2;

// The four places of the symbol that hold the grid: the middles of the finders, and for larger symbols that of the last
// alignment pattern, in order around.
std::array<PointF, 4> anchors(int side) {
  const double far = side - 3.5;
  const double fourth = side == kSideMin ? far : side - 6.5;
  return {PointF{3.5, 3.5}, PointF{far, 3.5}, PointF{fourth, fourth}, PointF{3.5, far}};
}

class GridFit {
 public:
  GridFit(const FlatLight& light, const FinderTriple& triple) : light_(light), triple_(triple) {}

  std::vector<Grid> run(Perspective perspective) const {
    const PointF a = triple_.corners[0].centre, b = triple_.corners[1].centre, c = triple_.corners[2].centre;
    const double leg = (std::hypot(b.x - a.x, b.y - a.y) + std::hypot(c.x - a.x, c.y - a.y)) / 2;
    const double estimate = leg / triple_.module_px + 7;
    const double slack = std::max(4.0, 0.18 * estimate);
    std::vector<Start> starts;
    for (int side = kSideMin; side <= kSideMax; side += 4) {
      if (std::abs(side - estimate) <= slack) add_start(side, perspective, starts);
    }
    std::sort(starts.begin(), starts.end(), [](const Start& x, const Start& y) { return x.timing > y.timing; });
    std::vector<Grid> grids;
    for (const auto& start : starts) {
      if (grids.size() == kGridsMax) break;
      const auto best = refine(start);
      if (best.agreement >= kAgreementMin) grids.push_back(best);
    }
    std::sort(grids.begin(), grids.end(), [](const Grid& x, const Grid& y) { return x.agreement > y.agreement; });
    return grids;
  }

 private:
  using Quad = std::array<PointF, 4>;

  static Homography mapping(int side, const Quad& places) { return {anchors(side), places}; }

  struct Start {
    double timing = 0;
    int side = 0;
    Quad places{};
  };

  void add_start(int side, Perspective perspective, std::vector<Start>& starts) const {
    Start start{0, side, without_perspective(side)};
    const auto& timing = symbol_layout(side).timing;
    start.timing = agreement(timing, mapping(side, start.places));
    const bool strong = perspective == Perspective::strong;
    if (strong && side > kStrongSideMax) return;
    if (strong) move_fourth(side, timing, side / 10, 2.0, start.places, start.timing);  // up to a fifth of the side
    if (start.timing >= (strong ? kStrongTimingMin : kTimingMin)) starts.push_back(start);
  }

  // Without perspective the fourth place follows from three.
  Quad without_perspective(int side) const {
    const PointF a = triple_.corners[0].centre, b = triple_.corners[1].centre, c = triple_.corners[2].centre;
    const double t = (anchors(side)[2].x - 3.5) / (side - 7.0);
    return {a, b, PointF{a.x + t * (b.x - a.x + c.x - a.x), a.y + t * (b.y - a.y + c.y - a.y)}, c};
  }

  double agreement(const std::vector<KnownModule>& known, const Homography& h) const {
    int agree = 0, strength = 1;
    for (const auto& module : known) {
      const int value = light_.at(h(module.x + 0.5, module.y + 0.5));
      agree += module.dark ? -value : value;
      strength += std::abs(value);
    }
    return static_cast<double>(agree) / strength;
  }

  // Tries places around the fourth, `step` modules apart, up to `reach` steps away.
  void move_fourth(int side, const std::vector<KnownModule>& known, int reach, double step, Quad& places, double& best) const {
    const PointF middle = places[2];
    const double px = step * triple_.module_px;
    for (int dy = -reach; dy <= reach; ++dy) {
      for (int dx = -reach; dx <= reach; ++dx) {
        Quad trial = places;
        trial[2] = {middle.x + px * dx, middle.y + px * dy};
        const double score = agreement(known, mapping(side, trial));
        if (score > best) best = score, places = trial;
      }
    }
  }

  // First the fourth place over an area, because perspective moves it most; then all four in ever smaller steps.
  Grid refine(const Start& start) const {
    const int side = start.side;
    const auto& known = symbol_layout(side).sparse;
    Quad places = start.places;
    double best = agreement(known, mapping(side, places));
    move_fourth(side, known, side == kSideMin ? 3 : 6, 0.7, places, best);
    for (double step = 0.5 * triple_.module_px; step > 0.06 * triple_.module_px; step /= 2) {
      for (int round = 0; round < 2; ++round) {
        if (!improve(side, known, step, places, best)) break;
      }
    }
    return {side, mapping(side, places), best};
  }

  bool improve(int side, const std::vector<KnownModule>& known, double step, Quad& places, double& best) const {
    bool better = false;
    for (std::size_t i = 0; i < 8; ++i) {
      for (const double way : {step, -step}) {
        Quad trial = places;
        (i % 2 == 0 ? trial[i / 2].x : trial[i / 2].y) += way;
        const double score = agreement(known, mapping(side, trial));
        if (score <= best) continue;
        best = score;
        places = trial;
        better = true;
        break;
      }
    }
    return better;
  }

  const FlatLight& light_;
  const FinderTriple& triple_;
};

}  // namespace

std::vector<Grid> fit_grids(const FlatLight& light, const FinderTriple& triple, Perspective perspective) {
  return GridFit(light, triple).run(perspective);
}

}  // namespace uke::kiosk::scan
