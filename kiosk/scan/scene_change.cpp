#include "kiosk/scan/scene_change.h"

#include <cstdlib>
#include <cstring>
#include <utility>

namespace uke::kiosk::scan {
namespace {

constexpr int kBlock = 16;
constexpr int kDifferent = 8;  // gray levels of a block's mean: far above what noise does to 32 pixels

// Two rows of each block stand for it.
void block_means(View picture, std::vector<std::uint8_t>& means) {
  means.clear();
  for (int y = kBlock / 4; y < picture.height; y += kBlock) {
    const std::uint8_t* a = picture.row(y);
    const std::uint8_t* b = picture.row(y + kBlock / 2 < picture.height ? y + kBlock / 2 : y);
    for (int x = 0; x + kBlock <= picture.width; x += kBlock) {
      int sum = 0;
      for (int i = x; i < x + kBlock; ++i) sum += a[i] + b[i];
      means.push_back(static_cast<std::uint8_t>(sum / (2 * kBlock)));
    }
  }
}

// Differs for nearly every pair of different pictures (FNV-1a over eight bytes at a time).
std::uint64_t fingerprint(View picture) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = picture.row(y);
    int x = 0;
    for (std::uint64_t eight; x + 8 <= picture.width; x += 8) {
      std::memcpy(&eight, row + x, 8);
      hash = (hash ^ eight) * 0x100000001b3U;
    }
    for (; x < picture.width; ++x) hash = (hash ^ row[x]) * 0x100000001b3U;
  }
  return hash;
}

}  // namespace

Change SceneChange::next(View picture) {
  const auto sum = fingerprint(picture);
  std::swap(last_means_, means_);
  block_means(picture, means_);
  const bool same_size = picture.width == width_ && picture.height == height_;
  const bool same_pixels = same_size && sum == last_sum_;
  width_ = picture.width, height_ = picture.height;
  last_sum_ = sum;
  if (same_pixels) return Change::none;
  if (!same_size || means_.empty()) return Change::much;
  std::size_t different = 0;
  for (std::size_t i = 0; i < means_.size(); ++i) different += std::abs(means_[i] - last_means_[i]) >= kDifferent ? 1 : 0;
  if (different * 400 <= means_.size()) return Change::little;
  return different * 3 <= means_.size() ? Change::some : Change::much;
}

}  // namespace uke::kiosk::scan
