// The shapes of the verdicts, as vectors: they say without colour and without words what came out.
#include "kiosk/look/ui.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace uke::kiosk::look {

namespace {

constexpr float kPi = std::numbers::pi_v<float>;

// Strokes with round ends, in units of the shape's side from its left upper corner.
class Pen {
 public:
  Pen(ImDrawList* list, Rect rect, ImU32 color) : list_(list), rect_(rect), color_(color) {}

  [[nodiscard]] ImVec2 at(float x, float y) const { return {rect_.x + x * rect_.w, rect_.y + y * rect_.h}; }
  void stroke(ImVec2 a, ImVec2 b, float thick) const {
    const float width = thick * rect_.w;
    list_->AddLine(a, b, color_, width);
    dot(a, thick / 2);
    dot(b, thick / 2);
  }
  void dot(ImVec2 center, float radius) const { list_->AddCircleFilled(center, radius * rect_.w, color_, 64); }

 private:
  ImDrawList* list_;
  Rect rect_;
  ImU32 color_;
};

void rounded_triangle(ImDrawList* list, const Rect& rect, ImU32 color) {
  const float radius = rect.w * 0.09F;
  // Centres of the corner circles, so that the outline touches the rectangle's sides.
  const ImVec2 top{rect.center_x(), rect.y + radius * 1.2F};
  const ImVec2 right{rect.right() - radius * 1.1F, rect.bottom() - radius * 1.2F};
  const ImVec2 left{rect.x + radius * 1.1F, rect.bottom() - radius * 1.2F};
  const float slope = std::atan2(right.y - top.y, right.x - top.x);  // of the right side
  const float normal = slope - kPi / 2;                              // outwards from it
  list->PathArcTo(top, radius, kPi - normal - 2 * kPi, normal, 16);
  list->PathArcTo(right, radius, normal, kPi / 2, 16);
  list->PathArcTo(left, radius, kPi / 2, kPi - normal, 16);
  list->PathFillConvex(color);
}

}  // namespace

void Ui::shape(Rect rect, Shape shape, Color color) {
  auto* list = ImGui::GetBackgroundDrawList();
  const Pen pen(list, rect, ink(color));
  const Pen white(list, rect, ink(token::kWhite));
  switch (shape) {
    case Shape::check:
      pen.stroke(pen.at(0.10F, 0.55F), pen.at(0.38F, 0.83F), 0.17F);
      pen.stroke(pen.at(0.38F, 0.83F), pen.at(0.90F, 0.20F), 0.17F);
      break;
    case Shape::two_dots:
      pen.dot(pen.at(0.24F, 0.5F), 0.23F);
      pen.dot(pen.at(0.76F, 0.5F), 0.23F);
      break;
    case Shape::triangle:
      rounded_triangle(list, rect, ink(color));
      white.stroke(white.at(0.5F, 0.36F), white.at(0.5F, 0.64F), 0.09F);
      white.dot(white.at(0.5F, 0.80F), 0.055F);
      break;
    case Shape::square: {
      const Rect inner = rect.inset(rect.w * 0.06F);
      list->AddRectFilled({inner.x, inner.y}, {inner.right(), inner.bottom()}, ink(color), rect.w * 0.09F);
      white.stroke(white.at(0.30F, 0.5F), white.at(0.70F, 0.5F), 0.12F);
      break;
    }
    case Shape::yen:
      pen.dot(pen.at(0.5F, 0.5F), 0.47F);
      white.stroke(white.at(0.31F, 0.25F), white.at(0.5F, 0.50F), 0.075F);
      white.stroke(white.at(0.69F, 0.25F), white.at(0.5F, 0.50F), 0.075F);
      white.stroke(white.at(0.5F, 0.50F), white.at(0.5F, 0.78F), 0.075F);
      white.stroke(white.at(0.34F, 0.53F), white.at(0.66F, 0.53F), 0.06F);
      white.stroke(white.at(0.34F, 0.66F), white.at(0.66F, 0.66F), 0.06F);
      break;
  }
  record(ItemKind::shape, rect, {}, {}, {});
}

}  // namespace uke::kiosk::look
