// 名札: ten cards of 91 × 55 mm on A4, as office shops sell them, with marks for whoever cuts plain paper.
#include "server/paper/sheet.h"

namespace uke::server::paper {
namespace {

constexpr double kWidth = 91;
constexpr double kHeight = 55;
constexpr double kLeft = (drawing::kA4.width_mm - 2 * kWidth) / 2;
constexpr double kTop = (drawing::kA4.height_mm - 5 * kHeight) / 2;
constexpr double kMark = 5;
constexpr double kPad = 5;
constexpr Color kWarning{194, 65, 12, 255};

// Short lines outside of the cards, at every edge between them.
void cut_marks(Canvas& canvas) {
  for (int i = 0; i <= 2; ++i) {
    const double x = kLeft + i * kWidth;
    upright(canvas, x, kTop - kMark - 1, kMark, 0.15, kQuiet);
    upright(canvas, x, kTop + 5 * kHeight + 1, kMark, 0.15, kQuiet);
  }
  for (int i = 0; i <= 5; ++i) {
    const double y = kTop + i * kHeight;
    rule(canvas, kLeft - kMark - 1, y, kMark, 0.15, kQuiet);
    rule(canvas, kLeft + 2 * kWidth + 1, y, kMark, 0.15, kQuiet);
  }
}

void card(Canvas& canvas, const Set& set, const i18n::Messages& messages, std::size_t no, double x, double y) {
  const auto& person = set.onsite[no];
  const double width = kWidth - 2 * kPad;
  write(canvas, {x + kPad, y + 3.5, width - 12, 4.5}, set.event, {.size_pt = 8, .least = 5, .color = kQuiet});
  write(canvas, {x + kWidth - kPad - 12, y + 3.5, 12, 4.5}, std::to_string(no + 1), {.size_pt = 7, .color = kQuiet, .align = Align::right});
  write(canvas, {x + kPad, y + 10, width, 5}, person.kana, {.size_pt = 10, .least = 5, .align = Align::center});
  if (person.name.empty()) {
    rule(canvas, x + kPad + 4, y + 34, width - 8, 0.25);
  } else {
    write(canvas, {x + kPad, y + 14.5, width, 22}, person.name,
          {.size_pt = 32, .least = 9, .weight = Weight::bold, .align = Align::center});
  }
  const auto beneath = person.with ? messages.text("sheet.badge_guest", {{"name", *person.with}}) : person.department;
  write(canvas, {x + kPad, y + 37.5, width, 6}, beneath, {.size_pt = 11, .least = 6, .align = Align::center});
  if (person.photo_ok) return;
  // A shape, a word and a colour: photographers see it over a table.
  canvas.fill({x + 0.4, y + kHeight - 8.4, kWidth - 0.8, 8}, kWarning);
  write(canvas, {x + kPad, y + kHeight - 8.4, width, 8}, "⊘ " + messages.text("sheet.badge_photo"),
        {.size_pt = 12, .weight = Weight::bold, .color = {255, 255, 255, 255}, .align = Align::center});
}

}  // namespace

Painters badge_sheets(const SetPtr& set, const i18n::Messages& messages) {
  Painters pages;
  for (std::size_t page = 0; page < sheets_for(set->onsite.size(), kBadgesOnSheet); ++page) {
    pages.emplace_back([set, &messages, page](Canvas& canvas) {
      cut_marks(canvas);
      for (std::size_t i = 0; i < kBadgesOnSheet && page * kBadgesOnSheet + i < set->onsite.size(); ++i) {
        const double x = kLeft + static_cast<double>(i % 2) * kWidth;
        const double y = kTop + static_cast<double>(i / 2) * kHeight;
        card(canvas, *set, messages, page * kBadgesOnSheet + i, x, y);
      }
    });
  }
  return pages;
}

}  // namespace uke::server::paper
