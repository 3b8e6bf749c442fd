// Rectangles in pixels of the screen, y downwards. Plain values.
#pragma once

#include <cstdint>

namespace uke::kiosk::look {

struct Size {
  float w = 0;
  float h = 0;
};

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] float center_x() const { return x + w / 2; }
  [[nodiscard]] float center_y() const { return y + h / 2; }
  [[nodiscard]] Rect inset(float by) const { return inset(by, by); }
  [[nodiscard]] Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  // Cuts a part off one side of this rectangle, leaving `gap` between, and returns the part.
  Rect cut_top(float height, float gap = 0);
  Rect cut_bottom(float height, float gap = 0);
  Rect cut_left(float width, float gap = 0);
  Rect cut_right(float width, float gap = 0);
  // Column i of n equal ones with `gap` between; the same for rows.
  [[nodiscard]] Rect column(int i, int n, float gap) const;
  [[nodiscard]] Rect row(int i, int n, float gap) const;
  // Row i of at most n, none higher than `height_max`: few rows stay together at the top.
  [[nodiscard]] Rect packed_row(int i, int n, float gap, float height_max) const;
  // A rectangle of that size, in the middle of this one.
  [[nodiscard]] Rect centered(Size size) const;
};

}  // namespace uke::kiosk::look
