#include "kiosk/screens/staff.h"

#include "kiosk/screens/parts.h"

#include <algorithm>

namespace uke::kiosk::screens {

using app::StaffTab;
using look::Align;
using look::ButtonLook;
using look::Rect;
using look::VAlign;
namespace button = app::button;
namespace size = look::size;

namespace {

std::string tab_label(const Context& c, StaffTab tab, const std::optional<app::StaffFacts>& facts) {
  auto label = c.text("staff.tab." + std::string(enum_name(tab)));
  if (tab != StaffTab::conflicts || !facts) return label;
  const auto open = std::ranges::count(facts->conflicts, false, &desk::Conflict::resolved);
  return open > 0 ? label + "(" + std::to_string(open) + ")" : label;
}

void tabs(const Context& c, Rect row, const app::StaffScreen& staff) {
  static constexpr StaffTab kTabs[] = {StaffTab::counts, StaffTab::conflicts, StaffTab::recent, StaffTab::machine};
  for (int i = 0; i < 4; ++i) {
    const auto tab = kTabs[i];
    c.ui.button(row.column(i, 4, c.px(12)), button::kTab, tab_label(c, tab, staff.facts),
                staff.tab == tab ? ButtonLook::tab_chosen : ButtonLook::tab, enum_name(tab), size::kText);
  }
}

void pages(const Context& c, Rect bar, const app::StaffScreen& staff) {
  const int count = app::staff_pages(staff);
  const bool paged = staff.tab == StaffTab::conflicts || staff.tab == StaffTab::recent;
  if (!paged || count < 2) return;
  const float width = c.px(220);
  const Rect next = bar.cut_right(width, c.px(12));
  const Rect middle = bar.cut_right(c.px(150), c.px(12));
  const Rect previous = bar.cut_right(width);
  if (staff.page + 1 < count) c.ui.button(next, button::kPage, c.text("button.older"), ButtonLook::secondary, "next", size::kText);
  if (staff.page > 0) c.ui.button(previous, button::kPage, c.text("button.newer"), ButtonLook::secondary, "previous", size::kText);
  c.ui.text(middle, std::to_string(staff.page + 1) + " / " + std::to_string(count),
            {.px = size::kText, .align = Align::center, .valign = VAlign::middle});
}

}  // namespace

void draw_staff(const Context& c, const app::StaffScreen& staff) {
  c.ui.background(look::theme().page);
  Rect page = c.ui.page();
  top_bar(c, page);
  tabs(c, page.cut_top(c.px(104), c.px(28)), staff);
  Rect bar = page.cut_bottom(c.px(size::kButtonHeight), c.px(28));
  const auto back = back_button(c, staff.asking_quit || staff.asking_undo ? "button.do_not" : "button.back");
  c.ui.button(bar.cut_left(c.px(300), c.px(size::kGap)), back.id, back.label, back.look);
  if (staff.asking_quit) {
    c.ui.button(bar.cut_right(std::min(bar.w, c.px(460))), button::kQuitSure, c.text("button.quit_sure"), ButtonLook::danger);
  }
  pages(c, bar, staff);
  if (staff.tab == StaffTab::machine) return draw_machine(c, page, staff);
  if (!staff.facts) {
    c.ui.text(page, c.text("staff.loading"), {.px = size::kText, .align = Align::center, .valign = VAlign::middle});
    return;
  }
  switch (staff.tab) {
    case StaffTab::counts: return draw_counts(c, page, *staff.facts);
    case StaffTab::conflicts: return draw_conflicts(c, page, staff, *staff.facts);
    case StaffTab::recent: return draw_recent(c, page, staff, *staff.facts);
    case StaffTab::machine: return;
  }
}

}  // namespace uke::kiosk::screens
