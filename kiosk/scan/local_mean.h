// How bright and how lively the neighbourhood of a pixel is: 16×16 blocks, smoothed over 3×3 blocks.
#pragma once

#include "kiosk/scan/picture.h"

#include <algorithm>

namespace uke::kiosk::scan {

class LocalMean {
 public:
  // Measures `in`, which needs to live no longer than the call.
  void measure(View in);

  // Mean around a pixel; places outside count as the nearest block. Precondition: measure() of a picture that was not empty.
  [[nodiscard]] int at(int x, int y) const {
    const int column = std::clamp(x >> kShift, 0, columns_ - 1);
    const int row = std::clamp(y >> kShift, 0, rows_ - 1);
    return means_[static_cast<std::size_t>(row * columns_ + column)];
  }

  // 1 where `in` is darker than its neighbourhood, else 0; nothing is dark where there is only the sensor's noise. `in` is
  // what was measured.
  void binarize(View in, Picture& out) const;

 private:
  static constexpr int kShift = 4;

  // Means over 3×3 blocks of sums over blocks.
  void smooth(const std::vector<int>& sums, std::vector<int>& means) const;
  void measure_unrest(View in);

  int columns_ = 0;
  int rows_ = 0;
  std::vector<int> sums_, counts_;
  std::vector<int> means_;
  std::vector<int> unrest_;  // mean distance from the mean, in quarters of a gray level
  int noise_ = 0;            // of the quietest blocks, in the same unit
};

}  // namespace uke::kiosk::scan
