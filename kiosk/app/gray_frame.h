#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace uke::kiosk::app {

// One picture of the camera: 8 bits per pixel, 0 = black. A value that is cheap to copy: the pixels are shared and
// never changed once the frame is made, so camera, decoder and preview may hold the same frame on their own threads.
//
// Row y begins at pixels[y * stride]; stride >= width, and pixels hold at least stride * (height - 1) + width bytes.
// A frame for which this does not hold is not `valid()` and is dropped by everybody.
struct GrayFrame {
  std::shared_ptr<const std::vector<std::uint8_t>> pixels;
  int width = 0;
  int height = 0;
  int stride = 0;
  std::chrono::steady_clock::time_point captured{};
  std::uint64_t sequence = 0;  // counts up by one per frame that the source delivered, also for those nobody took

  // Precondition of row(): valid() and 0 <= y < height.
  const std::uint8_t* row(int y) const { return pixels->data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(stride); }

  bool valid() const {
    if (!pixels || width <= 0 || height <= 0 || stride < width) return false;
    const auto needed = static_cast<std::size_t>(stride) * static_cast<std::size_t>(height - 1) + static_cast<std::size_t>(width);
    return pixels->size() >= needed;
  }
};

// Takes tightly packed pixels (stride = width).
inline GrayFrame make_gray_frame(std::vector<std::uint8_t> pixels, int width, int height,
                                 std::chrono::steady_clock::time_point captured = {}, std::uint64_t sequence = 0) {
  return {std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels)), width, height, width, captured, sequence};
}

}  // namespace uke::kiosk::app
