#include "kiosk/scan/local_mean.h"

#include <cstdlib>

namespace uke::kiosk::scan {
namespace {

constexpr int kMargin = 4;      // gray levels below the mean before a pixel is called dark
constexpr int kUnrestUnit = 4;  // quarters of a gray level

}  // namespace

void LocalMean::measure(View in) {
  constexpr int kBlock = 1 << kShift;
  columns_ = std::max(1, (in.width + kBlock - 1) >> kShift);
  rows_ = std::max(1, (in.height + kBlock - 1) >> kShift);
  const auto blocks = static_cast<std::size_t>(columns_ * rows_);
  sums_.assign(blocks, 0);
  counts_.assign(blocks, 0);
  for (int y = 0; y < in.height; ++y) {
    const std::uint8_t* row = in.row(y);
    for (int column = 0; column < columns_; ++column) {
      const int left = column << kShift;
      const int right = std::min(left + kBlock, in.width);
      int sum = 0;
      for (int x = left; x < right; ++x) sum += row[x];
      const auto block = static_cast<std::size_t>((y >> kShift) * columns_ + column);
      sums_[block] += sum;
      counts_[block] += right - left;
    }
  }
  smooth(sums_, means_);
  measure_unrest(in);
}

void LocalMean::measure_unrest(View in) {
  constexpr int kBlock = 1 << kShift;
  std::fill(sums_.begin(), sums_.end(), 0);
  for (int y = 0; y < in.height; ++y) {
    const std::uint8_t* row = in.row(y);
    for (int column = 0; column < columns_; ++column) {
      const int left = column << kShift;
      const int right = std::min(left + kBlock, in.width);
      const auto block = static_cast<std::size_t>((y >> kShift) * columns_ + column);
      const int mean = means_[block];
      int sum = 0;
      for (int x = left; x < right; ++x) sum += std::abs(row[x] - mean);
      sums_[block] += kUnrestUnit * sum;
    }
  }
  smooth(sums_, unrest_);
  std::vector<int> sorted = unrest_;
  const auto quiet = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 8);
  std::nth_element(sorted.begin(), quiet, sorted.end());
  noise_ = *quiet;
}

void LocalMean::smooth(const std::vector<int>& sums, std::vector<int>& means) const {
  means.resize(sums.size());
  for (int r = 0; r < rows_; ++r) {
    for (int c = 0; c < columns_; ++c) {
      int sum = 0, count = 0;
      for (int y = std::max(0, r - 1); y <= std::min(rows_ - 1, r + 1); ++y) {
        for (int x = std::max(0, c - 1); x <= std::min(columns_ - 1, c + 1); ++x) {
          const auto block = static_cast<std::size_t>(y * columns_ + x);
          sum += sums[block];
          count += counts_[block];
        }
      }
      means[static_cast<std::size_t>(r * columns_ + c)] = sum / std::max(1, count);
    }
  }
}

void LocalMean::binarize(View in, Picture& out) const {
  // A picture full of code has no quiet block: what is called noise is limited to what sensors do.
  constexpr int kNoiseMax = 12 * kUnrestUnit;
  const int flat = std::min(noise_, kNoiseMax) * 3 / 2 + kUnrestUnit;
  out.resize(std::max(0, in.width), std::max(0, in.height));
  std::vector<std::uint8_t> limit(static_cast<std::size_t>(columns_) << kShift);
  for (int y = 0; y < in.height; ++y) {
    if ((y & ((1 << kShift) - 1)) == 0) {
      for (int c = 0; c < columns_; ++c) {
        const auto block = static_cast<std::size_t>((y >> kShift) * columns_ + c);
        const int value = unrest_[block] < flat ? 0 : std::clamp(means_[block] - kMargin, 0, 255);
        std::fill_n(limit.begin() + (c << kShift), 1 << kShift, static_cast<std::uint8_t>(value));
      }
    }
    const std::uint8_t* from = in.row(y);
    const std::uint8_t* edge = limit.data();
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < in.width; ++x) to[x] = from[x] < edge[x] ? 1 : 0;
  }
}

}  // namespace uke::kiosk::scan
