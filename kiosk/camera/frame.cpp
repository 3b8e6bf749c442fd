#include "kiosk/camera/frame.h"

#include <algorithm>
#include <cstring>

namespace uke::kiosk::camera {
namespace {

std::uint8_t clamp_byte(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

std::size_t at(int row, int stride) { return static_cast<std::size_t>(row) * static_cast<std::size_t>(stride); }

std::vector<std::uint8_t> half_size_rgba(const I420& picture) {
  const int width = picture.width / 2;
  const int height = picture.height / 2;
  std::vector<std::uint8_t> rgba(at(height, width) * 4);
  std::uint8_t* out = rgba.data();
  for (int row = 0; row < height; ++row) {
    const std::uint8_t* luma = picture.y + at(row * 2, picture.y_stride);
    const std::uint8_t* u_row = picture.u + at(row, picture.chroma_stride);
    const std::uint8_t* v_row = picture.v + at(row, picture.chroma_stride);
    for (int x = 0; x < width; ++x) {
      const int y = luma[x * 2];
      const int u = u_row[x] - 128;
      const int v = v_row[x] - 128;
      // BT.601 in 1/256 steps: 1.402, 0.344, 0.714, 1.772
      *out++ = clamp_byte(y + ((359 * v) >> 8));
      *out++ = clamp_byte(y - ((88 * u + 183 * v) >> 8));
      *out++ = clamp_byte(y + ((454 * u) >> 8));
      *out++ = 255;
    }
  }
  return rgba;
}

}  // namespace

CameraFrame copy_frame(const I420& picture, std::chrono::steady_clock::time_point captured, std::uint64_t sequence) {
  std::vector<std::uint8_t> gray(at(picture.height, picture.width));
  for (int row = 0; row < picture.height; ++row) {
    std::memcpy(gray.data() + at(row, picture.width), picture.y + at(row, picture.y_stride), static_cast<std::size_t>(picture.width));
  }
  CameraFrame frame;
  frame.gray = app::make_gray_frame(std::move(gray), picture.width, picture.height, captured, sequence);
  frame.preview = std::make_shared<const std::vector<std::uint8_t>>(half_size_rgba(picture));
  frame.preview_width = picture.width / 2;
  frame.preview_height = picture.height / 2;
  return frame;
}

}  // namespace uke::kiosk::camera
