// A picture with uneven light taken out: every place against the mean of its neighbourhood.
#pragma once

#include "kiosk/scan/local_mean.h"

#include <cmath>

namespace uke::kiosk::scan {

struct PointF {
  double x = 0;
  double y = 0;
};

// Looks at a picture and its LocalMean; both must outlive it.
class FlatLight {
 public:
  FlatLight(View picture, const LocalMean& mean) : picture_(picture), mean_(mean) {}

  // How much lighter a place is than its neighbourhood, bilinear, −60…60: strong edges of other things shall not outweigh a
  // code. 0 outside. Pixel (0,0) covers the places 0…1, so that its middle is (½, ½).
  [[nodiscard]] int at(PointF p) const {
    const double x = p.x - 0.5, y = p.y - 0.5;
    if (!(x >= 0 && y >= 0 && x < picture_.width - 1 && y < picture_.height - 1)) return 0;
    const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
    const int fx = static_cast<int>((x - x0) * 16), fy = static_cast<int>((y - y0) * 16);
    const std::uint8_t* r0 = picture_.row(y0) + x0;
    const std::uint8_t* r1 = r0 + picture_.stride;
    const int value = ((r0[0] * (16 - fx) + r0[1] * fx) * (16 - fy) + (r1[0] * (16 - fx) + r1[1] * fx) * fy) >> 8;
    return std::clamp(value - mean_.at(x0, y0), -60, 60);
  }

 private:
  View picture_;
  const LocalMean& mean_;
};

}  // namespace uke::kiosk::scan
