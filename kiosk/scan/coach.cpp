#include "kiosk/scan/coach.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace uke::kiosk::scan {
namespace {

constexpr int kDarkMax = 60;         // gray value that all but a fiftieth of a dark scene stay below
constexpr double kSmallMaxPx = 2.6;  // pixels per module; the decoder reads nearly all codes above
constexpr int kGlareMin = 235;       // gray value of a reflection
constexpr double kEdgesMin = 0.27;   // of the contrast from one module to the next; a sharp code has 0.4…0.5
constexpr int kCells = 7;            // the symbol is looked at in 7×7 cells
constexpr int kSamples = 8;          // of 8×8 places each

bool too_dark(const app::GrayFrame& frame) {
  int dark = 0, all = 0;
  for (int y = 4; y < frame.height; y += 16) {
    const std::uint8_t* row = frame.row(y);
    for (int x = 4; x < frame.width; x += 16) ++all, dark += row[x] < kDarkMax ? 1 : 0;
  }
  return all > 0 && dark * 50 >= all * 49;
}

bool outside(const app::GrayFrame& frame, const Sighting& seen) {
  return std::any_of(seen.corners.begin(), seen.corners.end(), [&](PointF p) {
    return p.x < -seen.px_per_module || p.y < -seen.px_per_module || p.x > frame.width + seen.px_per_module ||
           p.y > frame.height + seen.px_per_module;
  });
}

// Gray value at a place of the symbol, 0…1 in both directions.
int gray_at(const app::GrayFrame& frame, const Sighting& seen, double u, double v) {
  const auto& [a, b, c, d] = seen.corners;
  const double x = (1 - v) * ((1 - u) * a.x + u * b.x) + v * ((1 - u) * d.x + u * c.x);
  const double y = (1 - v) * ((1 - u) * a.y + u * b.y) + v * ((1 - u) * d.y + u * c.y);
  return frame.row(std::clamp(static_cast<int>(y), 0, frame.height - 1))[std::clamp(static_cast<int>(x), 0, frame.width - 1)];
}

// A part of the code as large as a cell always holds dark modules; one that is all white is a reflection.
bool has_glare(const app::GrayFrame& frame, const Sighting& seen) {
  for (int cell = 0; cell < kCells * kCells; ++cell) {
    int darkest = 255;
    for (int i = 0; i < kSamples * kSamples; ++i) {
      const double u = (cell % kCells + (i % kSamples + 0.5) / kSamples) / kCells;
      const double v = (cell / kCells + (i / kSamples + 0.5) / kSamples) / kCells;
      darkest = std::min(darkest, gray_at(frame, seen, u, v));
    }
    if (darkest >= kGlareMin) return true;
  }
  return false;
}

// Mean difference between places one module apart, as a share of the difference between dark and light. Where the third corner
// is missing, only the half at the side with the other two counts: the rest may be a thumb.
double edges(const app::GrayFrame& frame, const Sighting& seen) {
  const double width = std::hypot(seen.corners[1].x - seen.corners[0].x, seen.corners[1].y - seen.corners[0].y);
  const double step = seen.px_per_module / std::max(width, 1.0);
  constexpr int kPlaces = 48;
  const double depth = seen.evidence == Sighting::Evidence::two_corners ? 0.45 : 1;
  std::vector<int> values;
  double difference = 0;
  for (int i = 0; i < kPlaces * kPlaces; ++i) {
    const double u = (i % kPlaces + 0.5) / kPlaces * (1 - step), v = (i / kPlaces + 0.5) / kPlaces * (depth - step);
    const int here = gray_at(frame, seen, u, v);
    values.push_back(here);
    difference += std::abs(here - gray_at(frame, seen, u + step, v)) + std::abs(here - gray_at(frame, seen, u, v + step));
  }
  std::sort(values.begin(), values.end());
  const int contrast = values[values.size() * 19 / 20] - values[values.size() / 20];
  return difference / (2.0 * kPlaces * kPlaces) / std::max(contrast, 1);
}

}  // namespace

std::optional<Advice> advise(const app::GrayFrame& frame, const std::optional<Sighting>& seen) {
  if (!frame.valid()) return std::nullopt;
  if (!seen) return too_dark(frame) ? std::optional(Advice::too_dark) : std::nullopt;
  if (outside(frame, *seen)) return Advice::cut_off;
  if (has_glare(frame, *seen)) return Advice::glare;
  if (seen->px_per_module < kSmallMaxPx) return Advice::too_small;
  if (edges(frame, *seen) < kEdgesMin) return Advice::blurred;
  if (seen->evidence == Sighting::Evidence::two_corners) return Advice::cut_off;
  return too_dark(frame) ? std::optional(Advice::too_dark) : std::nullopt;
}

}  // namespace uke::kiosk::scan
