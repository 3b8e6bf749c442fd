#include "kiosk/screens/find_me.h"

#include "kiosk/screens/keyboard.h"
#include "kiosk/screens/parts.h"

namespace uke::kiosk::screens {

using look::Align;
using look::ButtonLook;
using look::Rect;
using look::TextStyle;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;
namespace token = look::token;

namespace {

constexpr int kHitsMax = 8;

// What tells namesakes apart.
std::string about(const desk::Attendee& attendee) {
  std::string text;
  for (const auto* part : {&attendee.department, &attendee.years, &attendee.kana}) {
    if (!part->empty()) text += (text.empty() ? "" : "　") + *part;
  }
  return text;
}

std::string name_of(const desk::Attendee& attendee) {
  return attendee.shown_name.empty() ? attendee.family_name + " " + attendee.given_name : attendee.shown_name;
}

void hit(const Context& c, Rect rect, const app::Person& person, int row) {
  const auto& theme = look::theme();
  const auto name = name_of(person.attendee);
  c.ui.card_button(rect, button::kHit, name, std::to_string(row), theme.surface, theme.border);
  Rect inside = rect.inset(c.px(24), c.px(7));
  if (person.attendance.presence == desk::Presence::inside) {
    c.ui.text(inside.cut_right(c.px(110), c.px(8)), c.text("find_me.inside"),
              {.px = size::kSmall, .weight = Weight::bold, .color = token::kLightBlue800, .align = Align::right, .valign = VAlign::middle});
  }
  const bool tall = inside.h > c.px(120);
  const Rect lower = inside.cut_bottom(c.px(tall ? 68 : 32), c.px(2));
  c.ui.name(inside, name, {.px = 44, .weight = Weight::bold, .valign = VAlign::middle, .px_min = 24, .line_height = 1.1F});
  c.ui.text(lower, about(person.attendee),
            {.px = size::kSmall,
             .color = theme.ink_second,
             .valign = VAlign::middle,
             .line_height = 1.15F,
             .overflow = look::Overflow::ellipsis});
}

void hits(const Context& c, Rect area, const app::FindMeScreen& find) {
  const TextStyle hint{.px = size::kText, .color = look::theme().ink_second, .align = Align::center, .valign = VAlign::middle};
  if (find.query.empty()) return void(c.ui.text(area.inset(c.px(24)), c.text("find_me.hint"), hint));
  if (!find.answered) return;
  if (find.answer.hits.empty()) return void(c.ui.text(area.inset(c.px(24)), c.text("find_me.nobody"), hint));
  if (find.answer.more) {
    const auto more = c.text("find_me.more");
    const TextStyle style{.px = size::kSmall, .align = Align::center, .valign = VAlign::middle};
    c.ui.text(area.cut_bottom(c.ui.measure(more, style, area.w).h + c.px(8), c.px(4)), more, style);
  }
  const int count = std::min<int>(kHitsMax, static_cast<int>(find.answer.hits.size()));
  for (int i = 0; i < count; ++i) {
    hit(c, area.packed_row(i, kHitsMax, c.px(size::kKeyGap), c.px(160)), find.answer.hits[static_cast<std::size_t>(i)], i);
  }
}

}  // namespace

void draw_find_me(const Context& c, const app::FindMeScreen& find) {
  c.ui.background(look::theme().page);
  Rect page = c.ui.page();
  const auto keyboard = kana_keyboard_size(c);
  const float gap = c.px(size::kGap);
  Rect left = page.cut_left(keyboard.w, gap);
  hits(c, page, find);
  std::vector<Action> actions;
  if (c.state.mode == desk::DeskMode::staffed) actions.push_back({button::kWalkIn, {}, c.text("button.walk_in"), ButtonLook::secondary});
  Rect bar = left.cut_bottom(c.px(size::kButtonHeight), c.px(32));
  const auto back = back_button(c);
  c.ui.button(bar.cut_left(c.px(240), gap), back.id, back.label, back.look);
  for (const auto& action : actions) c.ui.button(bar.cut_right(std::min(bar.w, c.px(360))), action.id, action.label, action.look);
  kana_keyboard(c, left.cut_bottom(std::min(keyboard.h, left.h), gap), find.keys_flipped);
  typed_field(c, left.cut_bottom(c.px(112), gap), find.query, c.text("find_me.field"), true);
  c.ui.text(left, c.text("find_me.question"),
            {.px = c.ui.portrait() ? size::kButton : 60, .weight = Weight::bold, .valign = VAlign::middle, .px_min = size::kText});
}

void draw_confirm(const Context& c, const app::ConfirmScreen& confirm) {
  c.ui.background(look::theme().page);
  Rect page = c.ui.page();
  action_bar(c, page, back_button(c, "button.not_me"), {{button::kConfirm, {}, c.text("button.that_is_me"), ButtonLook::primary}});
  const auto& attendee = confirm.person.attendee;
  const auto& theme = look::theme();
  Stack stack;
  stack.text(c.text("confirm.question"), {.px = size::kQuestion, .weight = Weight::bold, .align = Align::center}, 72);
  stack.text(attendee.kana, {.px = 36, .color = theme.ink_second, .align = Align::center}, 12);
  stack.name(c.text("verdict.name", {{"name", name_of(attendee)}}), {.px = size::kName, .align = Align::center, .line_height = 1.15F}, 36);
  auto about_person = attendee.department;
  if (!attendee.years.empty()) about_person += (about_person.empty() ? "" : "　") + attendee.years;
  stack.text(about_person, {.px = size::kText, .color = theme.ink_second, .align = Align::center});
  stack.draw(c.ui, page, VAlign::middle);
}

}  // namespace uke::kiosk::screens
