// Pictures inside the scanner: a view that owns nothing and a buffer that is used again from frame to frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace uke::kiosk::scan {

// A rectangle of 8-bit gray pixels that somebody else owns. Row y begins at data + y * stride.
struct View {
  const std::uint8_t* data = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;

  [[nodiscard]] const std::uint8_t* row(int y) const { return data + static_cast<std::ptrdiff_t>(y) * stride; }
  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

// The part of `view` inside `rect`, clipped to the view; empty when they do not meet.
[[nodiscard]] View crop(View view, Rect rect);

// A working picture without gaps between rows. resize() keeps the memory, so that the scanner allocates nothing once it runs.
struct Picture {
  std::vector<std::uint8_t> pixels;
  int width = 0;
  int height = 0;

  void resize(int new_width, int new_height) {
    width = new_width;
    height = new_height;
    pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  }
  [[nodiscard]] std::uint8_t* row(int y) { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; }
  [[nodiscard]] View view() const { return {pixels.data(), width, height, width}; }
};

}  // namespace uke::kiosk::scan
