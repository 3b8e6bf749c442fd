// A plane seen in perspective: modules of a symbol ↔ pixels.
#pragma once

#include "kiosk/scan/finders.h"

#include <array>

namespace uke::kiosk::scan {

class Homography {
 public:
  // Maps each `from` to the `to` of the same number; both are quadrilaterals in the same order around. Three points of one
  // quadrilateral on a line give a mapping without meaning, but no crash.
  Homography(const std::array<PointF, 4>& from, const std::array<PointF, 4>& to);

  [[nodiscard]] PointF operator()(double x, double y) const {
    const double w = m_[6] * x + m_[7] * y + m_[8];
    return {(m_[0] * x + m_[1] * y + m_[2]) / w, (m_[3] * x + m_[4] * y + m_[5]) / w};
  }

 private:
  std::array<double, 9> m_;
};

}  // namespace uke::kiosk::scan
