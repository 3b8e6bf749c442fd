#include "kiosk/look/geometry.h"

#include <algorithm>

namespace uke::kiosk::look {

Rect Rect::cut_top(float height, float gap) {
  const Rect part{x, y, w, height};
  y += height + gap;
  h -= height + gap;
  return part;
}

Rect Rect::cut_bottom(float height, float gap) {
  h -= height + gap;
  return {x, y + h + gap, w, height};
}

Rect Rect::cut_left(float width, float gap) {
  const Rect part{x, y, width, h};
  x += width + gap;
  w -= width + gap;
  return part;
}

Rect Rect::cut_right(float width, float gap) {
  w -= width + gap;
  return {x + w + gap, y, width, h};
}

Rect Rect::column(int i, int n, float gap) const {
  const float each = (w - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
  return {x + (each + gap) * static_cast<float>(i), y, each, h};
}

Rect Rect::row(int i, int n, float gap) const {
  const float each = (h - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
  return {x, y + (each + gap) * static_cast<float>(i), w, each};
}

Rect Rect::packed_row(int i, int n, float gap, float height_max) const {
  const float each = std::min(height_max, (h - gap * static_cast<float>(n - 1)) / static_cast<float>(n));
  return {x, y + (each + gap) * static_cast<float>(i), w, each};
}

Rect Rect::centered(Size size) const { return {x + (w - size.w) / 2, y + (h - size.h) / 2, size.w, size.h}; }

}  // namespace uke::kiosk::look
