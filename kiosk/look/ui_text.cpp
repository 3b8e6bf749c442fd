// The text of Ui: measuring, breaking, shrinking, and which glyphs come from where.
#include "kiosk/look/ui.h"
#include "kiosk/look/utf8.h"
#include "kiosk/look/wrap.h"

#include <algorithm>
#include <cmath>

namespace uke::kiosk::look {

namespace {

constexpr float kShrinkStep = 0.94F;
constexpr std::size_t kWidthsMax = 4'000;
constexpr float kSlack = 1.0F;  // pixels: rounding is no reason to shrink

float shift_of(Align align, float free) { return align == Align::left ? 0 : align == Align::center ? free / 2 : free; }
float shift_of(VAlign align, float free) { return align == VAlign::top ? 0 : align == VAlign::middle ? free / 2 : free; }

}  // namespace

ImFont* Ui::font_for(float px_size, Weight weight) const {
  if (weight == Weight::regular) return fonts_.text;
  return px_size <= fonts_.button->FontSize * 1.02F ? fonts_.button : fonts_.question;
}

bool Ui::needs_texture(std::string_view line, const ImFont& font, float px_size) const {
  // Enlarged glyphs look soft.
  return px_size > font.FontSize * 1.05F || !has_glyphs(font, line);
}

float Ui::width_of(std::string_view line, float px_size, Weight weight) {
  if (line.empty()) return 0;
  const auto* font = font_for(px_size, weight);
  if (!needs_texture(line, *font, px_size)) return font->CalcTextSizeA(px_size, FLT_MAX, 0, line.data(), line.data() + line.size()).x;
  const float reference = std::round(px(size::kButton));
  auto key = std::pair(weight, std::string(line));
  auto found = widths_.find(key);
  if (found == widths_.end()) {
    if (widths_.size() >= kWidthsMax) widths_.clear();
    const float width = textures_->measure({key.second, static_cast<int>(reference), weight}).width;
    found = widths_.emplace(std::move(key), width).first;
  }
  return found->second * px_size / reference;
}

void Ui::draw_line(std::string_view line, float x, float y, float px_size, Weight weight, Color color) {
  if (line.empty()) return;
  auto* list = ImGui::GetBackgroundDrawList();
  const auto* font = font_for(px_size, weight);
  const float ascent = font->Ascent * px_size / font->FontSize;
  if (!needs_texture(line, *font, px_size)) {
    list->AddText(font, px_size, {std::round(x), std::round(y)}, ink(color), line.data(), line.data() + line.size());
    return;
  }
  const TextRequest request{std::string(line), static_cast<int>(std::lround(px_size)), weight};
  const auto extent = textures_->measure(request);
  const auto texture = textures_->text(request);
  if (!texture) return;
  const ImVec2 at{std::round(x), std::round(y + ascent - extent.baseline)};
  list->AddImage(texture, at, {at.x + extent.width, at.y + extent.height}, {0, 0}, {1, 1}, ink(color));
}

Rect Ui::draw_lines(const std::vector<std::string>& lines, Rect box, float px_size, const TextStyle& style) {
  const float pitch = px_size * style.line_height;
  const float height = px_size + pitch * static_cast<float>(lines.size() - 1);
  float y = box.y + shift_of(style.valign, box.h - height);
  Rect covered{box.right(), y, 0, height};
  float right = box.x;
  for (const auto& line : lines) {
    const float width = width_of(line, px_size, style.weight);
    const float x = box.x + shift_of(style.align, box.w - width);
    draw_line(line, x, y, px_size, style.weight, style.color);
    covered.x = std::min(covered.x, x);
    right = std::max(right, x + width);
    y += pitch;
  }
  covered.w = std::max(0.0F, right - covered.x);
  return covered;
}

void Ui::shorten(std::vector<std::string>& lines, Rect box, float px_size, const TextStyle& style) {
  const auto pitch = px_size * style.line_height;
  const auto room = static_cast<std::size_t>(std::max(0.0F, (box.h + kSlack - px_size) / pitch)) + 1;
  if (lines.size() <= room) return;
  std::string last = std::move(lines[room - 1]);
  for (std::size_t i = room; i < lines.size(); ++i) last += " " + lines[i];
  lines.resize(room);
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < last.size(); at += character_at(last, at).bytes) starts.push_back(at);
  while (!starts.empty() && width_of(last + "…", px_size, style.weight) > box.w) {
    last.resize(starts.back());
    starts.pop_back();
  }
  lines.back() = last + "…";
}

Rect Ui::record_text(std::string_view label, Rect rect, Rect box) {
  record(ItemKind::text, rect, {}, {}, label);
  auto& item = items_.back();
  item.box = box;
  item.cut = rect.x < box.x - 2 * kSlack || rect.right() > box.right() + 2 * kSlack || rect.y < box.y - 2 * kSlack ||
             rect.bottom() > box.bottom() + 2 * kSlack;
  return rect;
}

Size Ui::measure(std::string_view text, const TextStyle& style, float width_max) {
  const float px_size = px(style.px);
  const auto wrapped = wrap(text, width_max, [&](std::string_view line) { return width_of(line, px_size, style.weight); });
  return {wrapped.width, px_size + px_size * style.line_height * static_cast<float>(wrapped.lines.size() - 1)};
}

Rect Ui::text(Rect box, std::string_view text, const TextStyle& style) {
  if (text.empty()) return {box.x, box.y, 0, 0};
  const float smallest = px(std::min(style.px, style.px_min > 0 ? style.px_min : size::kSmall));
  for (float px_size = px(style.px);; px_size = std::max(px_size * kShrinkStep, smallest)) {
    auto wrapped = wrap(text, box.w + kSlack, [&](std::string_view line) { return width_of(line, px_size, style.weight); });
    const float height = px_size + px_size * style.line_height * static_cast<float>(wrapped.lines.size() - 1);
    const bool fits = height <= box.h + kSlack && wrapped.width <= box.w + kSlack && !wrapped.inside_phrase;
    if (!fits && px_size <= smallest && style.overflow == Overflow::ellipsis) shorten(wrapped.lines, box, px_size, style);
    if (!fits && px_size > smallest) continue;
    const Rect covered = record_text(text, draw_lines(wrapped.lines, box, px_size, style), box);
    items_.back().broken = wrapped.inside_phrase;
    return covered;
  }
}

Ui::FittedName Ui::fit_name(std::string_view name, const TextStyle& style, Size room) {
  const float largest = px(style.px);
  const float smallest = px(style.px_min > 0 ? style.px_min : size::kButton);
  const auto fit = [&](std::vector<std::string> lines) {
    float width = 1;
    for (const auto& line : lines) width = std::max(width, width_of(line, largest, Weight::bold));
    const float pitches = 1 + style.line_height * static_cast<float>(lines.size() - 1);
    const float px_size = std::max(smallest, std::min({largest, largest * room.w / width, room.h / pitches}));
    return FittedName{std::move(lines), px_size, {width * px_size / largest, px_size * pitches}};
  };
  auto one = fit({std::string(name)});
  if (one.px_size >= std::min(largest, px(size::kQuestion))) return one;
  // Two lines, at the space that leaves them most alike.
  auto best = std::move(one);
  for (auto space = name.find(' '); space != std::string_view::npos; space = name.find(' ', space + 1)) {
    auto two = fit({std::string(name.substr(0, space)), std::string(name.substr(space + 1))});
    const bool better = two.px_size > best.px_size || (best.lines.size() == 2 && two.px_size == best.px_size && two.size.w < best.size.w);
    if (better) best = std::move(two);
  }
  return best;
}

Size Ui::measure_name(std::string_view name, const TextStyle& style, float width_max) {
  return fit_name(name, style, {width_max, screen_.h}).size;
}

Rect Ui::name(Rect box, std::string_view name, const TextStyle& style) {
  if (name.empty()) return {box.x, box.y, 0, 0};
  const auto fitted = fit_name(name, style, {box.w, box.h});
  auto bold = style;
  bold.weight = Weight::bold;
  return record_text(name, draw_lines(fitted.lines, box, fitted.px_size, bold), box);
}

}  // namespace uke::kiosk::look
