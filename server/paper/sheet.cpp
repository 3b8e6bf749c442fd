#include "server/paper/sheet.h"

#include <algorithm>

namespace uke::server::paper {

void write(Canvas& canvas, const Box& box, std::string_view text, const Line& line) {
  if (text.empty()) return;
  // Room for one line and not for two, also of the fonts that stand in for rare characters; what is too long for it shrinks.
  constexpr double kMmPerPt = 25.4 / 72;
  constexpr double kStep = 0.94;
  const double least = std::min(line.size_pt, line.least);
  for (double size = line.size_pt;; size = std::max(size * kStep, least)) {
    const double height = size * kMmPerPt * 1.75;
    const Box room{box.x, box.y + (box.height - height) / 2, box.width, height};
    const drawing::TextLook look{.size_pt = size,
                                 .size_pt_min = 0,
                                 .weight = line.weight,
                                 .color = line.color,
                                 .align = line.align,
                                 .valign = drawing::VAlign::middle,
                                 .line_height = 1.1};
    if (size > least && !canvas.measure(room, text, look).fits) continue;
    canvas.text(room, text, look);
    return;
  }
}

void write_lines(Canvas& canvas, const Box& box, std::string_view text, const Line& line) {
  if (text.empty()) return;
  canvas.text(box, text,
              {.size_pt = line.size_pt,
               .size_pt_min = std::min(line.size_pt, line.least),
               .weight = line.weight,
               .color = line.color,
               .align = line.align,
               .valign = drawing::VAlign::top,
               .line_height = 1.45});
}

void rule(Canvas& canvas, double x, double y, double width, double thick_mm, Color color) {
  canvas.fill({x, y - thick_mm / 2, width, thick_mm}, color);
}

void upright(Canvas& canvas, double x, double y, double height, double thick_mm, Color color) {
  canvas.fill({x - thick_mm / 2, y, thick_mm, height}, color);
}

void tick_box(Canvas& canvas, double x, double y, double side) { canvas.outline({x, y, side, side}, kInk, 0.35, 0.6); }

void heading(Canvas& canvas, const Set& set, const i18n::Messages& messages, std::string_view title, std::size_t page, std::size_t pages) {
  write(canvas, {kMargin, 9, 100, 8}, title, {.size_pt = 17, .least = 9, .weight = Weight::bold});
  write(canvas, {kMargin, 17, 130, 5}, set.event + "　" + set.edition + "　" + set.date, {.size_pt = 9.5, .least = 5});
  const Line right{.size_pt = 9, .color = kQuiet, .align = Align::right};
  const auto numbers =
      messages.text("sheet.page", {{"page", static_cast<std::int64_t>(page)}, {"total", static_cast<std::int64_t>(pages)}});
  write(canvas, {kMargin + kInner - 50, 10, 50, 6}, numbers, {.size_pt = 13, .weight = Weight::bold, .align = Align::right});
  write(canvas, {kMargin + kInner - 54, 17, 54, 5}, messages.text("sheet.as_of", {{"when", set.as_of}}), right);
}

std::string yen(Yen amount) { return format_thousands(amount.value); }

}  // namespace uke::server::paper
