#include "kiosk/screens/welcome.h"

#include "kiosk/screens/parts.h"

namespace uke::kiosk::screens {

using look::Align;
using look::ButtonLook;
using look::Rect;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;
namespace token = look::token;

namespace {

// What reception has to know while the desk goes on working, most important first.
std::string worry(const Context& c) {
  const auto& status = c.state.status;
  if (status.trouble) return c.text(*status.trouble);
  if (status.retired) return c.text("worry.retired");
  if (!status.roster_whole) return c.text("worry.roster");
  if (app::clock_is_wrong(status)) return c.text("worry.clock");
  if (status.parked > 0) return c.text("worry.parked", {{"count", status.parked}});
  return {};
}

void staff_corner(const Context& c, Rect rect) {
  if (c.state.mode == desk::DeskMode::staffed) {
    c.ui.button(rect, button::kStaff, c.text("button.staff"), ButtonLook::quiet, {}, size::kSmall);
  } else {
    c.ui.corner(rect, button::kStaff);
  }
}

void question(const Context& c, Rect box) {
  Stack stack;
  const auto align = c.ui.portrait() ? Align::center : Align::left;
  stack.text(c.text("welcome.question"), {.px = 84, .weight = Weight::bold, .align = align, .line_height = 1.3F}, 40);
  stack.text(c.text("welcome.detail"), {.px = size::kText, .color = look::theme().ink_second, .align = align});
  stack.draw(c.ui, box, VAlign::middle);
}

void worry_card(const Context& c, Rect& box, const std::string& sentence) {
  if (sentence.empty()) return;
  const look::TextStyle style{.px = size::kSmall, .valign = VAlign::middle};
  const float height = c.ui.measure(sentence, style, box.w - c.px(64)).h + c.px(36);
  const Rect card = box.cut_bottom(height, c.px(24));
  c.ui.card(card, token::kOrange50, token::kOrange800);
  c.ui.text(card.inset(c.px(32), c.px(10)), sentence, style);
}

void find_me_button(const Context& c, Rect rect) {
  c.ui.button(rect, button::kFindMe, c.text("button.find_me"), ButtonLook::primary, {}, 64);
}

}  // namespace

void draw_camera(const Context& c, Rect rect) {
  const bool picture = c.ui.camera(rect);
  std::string sentence;
  if (!picture) {
    const bool lost = c.state.camera == app::CameraState::lost || c.state.camera == app::CameraState::off;
    sentence = c.text(lost ? "camera.lost" : "camera.starting");
    c.ui.text(rect.inset(c.px(64)), sentence,
              {.px = size::kText, .weight = Weight::bold, .color = token::kWhite, .align = Align::center, .valign = VAlign::middle});
    return;
  }
  if (c.state.advice.empty()) return;
  Rect inside = rect.inset(c.px(24));
  const Rect strip = inside.cut_bottom(c.px(100));
  c.ui.card(strip, {26, 26, 26, 225}, {0, 0, 0, 0});
  c.ui.text(strip.inset(c.px(24), c.px(8)), c.text(c.state.advice),
            {.px = size::kButton, .weight = Weight::bold, .color = token::kWhite, .align = Align::center, .valign = VAlign::middle});
}

void draw_welcome(const Context& c) {
  c.ui.background(look::theme().page);
  Rect page = c.ui.page();
  top_bar(c, page);
  Rect bottom = page.cut_bottom(c.px(96), c.px(32));
  staff_corner(c, bottom.cut_left(c.px(180)));
  language_switch(c, bottom.cut_right(c.px(300)));
  const float gap = c.px(64);
  if (c.ui.portrait()) {
    worry_card(c, page, worry(c));
    find_me_button(c, page.cut_bottom(c.px(240), c.px(40)));
    const Rect camera = page.cut_top(page.w * 0.86F, c.px(40));
    draw_camera(c, camera);
    question(c, page);
    return;
  }
  const Rect left = page.cut_left(page.w * 0.52F, gap);
  draw_camera(c, left);
  worry_card(c, page, worry(c));
  find_me_button(c, page.cut_bottom(c.px(260), c.px(40)));
  question(c, page);
}

}  // namespace uke::kiosk::screens
