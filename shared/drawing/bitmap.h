// A picture in memory. Plain value; functions are pure and thread-safe.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace uke::drawing {

// Rows from the top, tightly packed, four bytes a pixel: red, green, blue, alpha, the colours premultiplied by alpha.
struct Bitmap {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;

  [[nodiscard]] bool valid() const {
    return width > 0 && height > 0 && rgba.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
  }
};

// A PNG file. `invalid` for a bitmap that is not valid().
[[nodiscard]] Result<std::string> png_of(const Bitmap& bitmap);

// `invalid` for anything that is no PNG; `too_large` over 8,192 pixels a side.
[[nodiscard]] Result<Bitmap> read_png(std::string_view png);

}  // namespace uke::drawing
