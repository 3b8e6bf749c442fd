#include "kiosk/look/ui.h"

#include "kiosk/look/wrap.h"

#include <algorithm>

namespace uke::kiosk::look {

namespace {

bool contains(const Rect& rect, ImVec2 at) { return at.x >= rect.x && at.x < rect.right() && at.y >= rect.y && at.y < rect.bottom(); }

ImVec2 from(const Rect& rect) { return {rect.x, rect.y}; }
ImVec2 to(const Rect& rect) { return {rect.right(), rect.bottom()}; }

struct ButtonColors {
  Color fill;
  Color pressed;
  Color border;
  Color label;
};

ButtonColors colors_of(ButtonLook look) {
  const auto& t = theme();
  switch (look) {
    case ButtonLook::primary: return {t.accent, t.accent_pressed, t.accent, t.on_accent};
    case ButtonLook::secondary: return {t.surface, t.accent_tint, t.accent, t.accent};
    case ButtonLook::quiet: return {t.surface, token::kGray100, t.border, t.ink};
    case ButtonLook::key: return {t.surface, t.accent_tint, t.border, t.ink};
    case ButtonLook::danger: return {t.surface, token::kRed50, token::kRed900, token::kRed900};
    case ButtonLook::tab: return {token::kGray100, token::kGray200, token::kGray100, t.ink};
    case ButtonLook::tab_chosen: return {t.surface, t.surface, t.accent, t.accent};
  }
  return {};
}

}  // namespace

float scale_of(Size screen) { return std::min(screen.w, screen.h) / 1080.0F; }

Ui::Ui(const Fonts& fonts, TextureSource& textures) : fonts_(fonts), textures_(&textures) {}

void Ui::begin(Size screen, Time now) {
  screen_ = {0, 0, screen.w, screen.h};
  scale_ = scale_of(screen);
  alpha_ = 1;
  now_ = now;
  items_.clear();
  areas_.clear();
}

std::vector<Press> Ui::end() {
  if (!ImGui::IsMouseReleased(0)) return {};
  const auto& io = ImGui::GetIO();
  for (const auto& area : areas_) {
    if (contains(area.rect, io.MouseClickedPos[0]) && contains(area.rect, io.MousePos)) return {Press{area.id, area.argument}};
  }
  return {};
}

bool Ui::touch_area(Rect rect, std::string_view id, std::string_view argument) {
  areas_.push_back({rect, std::string(id), std::string(argument)});
  const auto& io = ImGui::GetIO();
  return ImGui::IsMouseDown(0) && contains(rect, io.MouseClickedPos[0]) && contains(rect, io.MousePos);
}

void Ui::record(ItemKind kind, Rect rect, std::string_view id, std::string_view argument, std::string_view label) {
  items_.push_back({kind, std::string(id), std::string(argument), without_marks(label), rect, rect, false, false});
}

ImU32 Ui::ink(Color color) const {
  return IM_COL32(color.r, color.g, color.b, static_cast<int>(static_cast<float>(color.a) * alpha_ + 0.5F));
}

void Ui::background(Color color) { ImGui::GetBackgroundDrawList()->AddRectFilled(from(screen_), to(screen_), ink(color)); }

void Ui::cover(Color veil) {
  background(veil);
  items_.clear();
  areas_.clear();
}

void Ui::card(Rect rect, Color fill, Color border) {
  auto* list = ImGui::GetBackgroundDrawList();
  list->AddRectFilled(from(rect), to(rect), ink(fill), px(size::kRadius));
  if (border.a > 0) list->AddRect(from(rect), to(rect), ink(border), px(size::kRadius), 0, std::max(1.0F, px(2)));
  record(ItemKind::card, rect, {}, {}, {});
}

void Ui::line(Rect rect, Color color) { ImGui::GetBackgroundDrawList()->AddRectFilled(from(rect), to(rect), ink(color)); }

void Ui::button(Rect rect, std::string_view id, std::string_view label, ButtonLook look, std::string_view argument, float text_px) {
  const bool held = touch_area(rect, id, argument);
  const auto colors = colors_of(look);
  auto* list = ImGui::GetBackgroundDrawList();
  const float radius = px(look == ButtonLook::key ? 12 : size::kRadius);
  if (look != ButtonLook::tab && look != ButtonLook::tab_chosen) {
    // A little depth says "touch me".
    list->AddRectFilled({rect.x, rect.y + px(4)}, {rect.right(), rect.bottom() + px(4)}, ink({0, 0, 0, 28}), radius);
  }
  list->AddRectFilled(from(rect), to(rect), ink(held ? colors.pressed : colors.fill), radius);
  list->AddRect(from(rect), to(rect), ink(colors.border), radius, 0, std::max(1.0F, px(look == ButtonLook::key ? 2 : 3)));
  const std::size_t at = items_.size();
  const bool tight = look == ButtonLook::key || look == ButtonLook::tab || look == ButtonLook::tab_chosen;
  const float pad = tight ? px(4) : px(20);
  text(rect.inset(pad, px(4)), label,
       {.px = text_px,
        .weight = Weight::bold,
        .color = colors.label,
        .align = Align::center,
        .valign = VAlign::middle,
        .px_min = size::kSmall,
        .line_height = 1.2F});
  // The label is part of the button, not a thing of its own.
  const bool cut = items_.back().cut;
  const bool broken = items_.back().broken;
  items_.resize(at);
  record(ItemKind::button, rect, id, argument, label);
  items_.back().cut = cut;
  items_.back().broken = broken;
}

void Ui::card_button(Rect rect, std::string_view id, std::string_view label, std::string_view argument, Color fill, Color border) {
  const bool held = touch_area(rect, id, argument);
  auto* list = ImGui::GetBackgroundDrawList();
  list->AddRectFilled({rect.x, rect.y + px(3)}, {rect.right(), rect.bottom() + px(3)}, ink({0, 0, 0, 20}), px(size::kRadius));
  list->AddRectFilled(from(rect), to(rect), ink(held ? theme().accent_tint : fill), px(size::kRadius));
  list->AddRect(from(rect), to(rect), ink(border), px(size::kRadius), 0, std::max(1.0F, px(2)));
  record(ItemKind::button, rect, id, argument, label);
}

void Ui::corner(Rect rect, std::string_view id) {
  touch_area(rect, id, {});
  record(ItemKind::button, rect, id, {}, {});
}

bool Ui::camera(Rect rect) {
  auto* list = ImGui::GetBackgroundDrawList();
  const auto texture = textures_->camera();
  const auto source = textures_->camera_size();
  const bool there = texture && source.w > 0 && source.h > 0;
  const float radius = px(size::kRadius);
  if (there) {
    // Fill the rectangle, cut off what is too much, mirror.
    const float zoom = std::max(rect.w / source.w, rect.h / source.h);
    const float du = rect.w / (source.w * zoom) / 2;
    const float dv = rect.h / (source.h * zoom) / 2;
    list->AddImageRounded(texture, from(rect), to(rect), {0.5F + du, 0.5F - dv}, {0.5F - du, 0.5F + dv}, ink(token::kWhite), radius);
  } else {
    list->AddRectFilled(from(rect), to(rect), ink(token::kGray700), radius);
  }
  // The four corners that say where the code belongs.
  const float side = std::min(rect.w, rect.h) * 0.62F;
  const Rect frame = rect.centered({side, side});
  const float arm = side * 0.18F;
  const float thick = px(10);
  for (int corner = 0; corner < 4 && there; ++corner) {
    const float x = corner % 2 == 0 ? frame.x : frame.right();
    const float y = corner < 2 ? frame.y : frame.bottom();
    const float dx = corner % 2 == 0 ? arm : -arm;
    const float dy = corner < 2 ? arm : -arm;
    const ImVec2 points[3] = {{x + dx, y}, {x, y}, {x, y + dy}};
    list->AddPolyline(points, 3, ink(token::kWhite), 0, thick);
  }
  record(ItemKind::picture, rect, {}, {}, "camera");
  return there;
}

Rect Ui::pill(float right, float top, std::string_view label, Color text_color, Color fill) {
  const float pad = px(24);
  const float height = px(56);
  const TextStyle style{.px = size::kSmall, .weight = Weight::bold, .color = text_color, .align = Align::center, .valign = VAlign::middle};
  const float width = measure(label, style, screen_.w).w + 2 * pad;
  const Rect rect{right - width, top, width, height};
  ImGui::GetBackgroundDrawList()->AddRectFilled(from(rect), to(rect), ink(fill), height / 2);
  record(ItemKind::card, rect, {}, {}, {});
  text(rect.inset(pad - 1, 0), label, style);
  return rect;
}

}  // namespace uke::kiosk::look
