#include "kiosk/screens/out_of_order.h"

#include "kiosk/screens/parts.h"

namespace uke::kiosk::screens {

using look::Rect;
using look::VAlign;
using look::Weight;
namespace size = look::size;
namespace token = look::token;

namespace {

std::string what_reception_can_do(const Context& c, ErrorCode code) {
  switch (code) {
    case ErrorCode::disk_full: return c.text("out_of_order.disk_full");
    case ErrorCode::corrupt: return c.text("out_of_order.corrupt");
    default: return c.text("out_of_order.other");
  }
}

}  // namespace

void draw_out_of_order(const Context& c, const app::OutOfOrderScreen& broken) {
  c.ui.background(token::kRed50);
  c.ui.line({0, 0, c.ui.screen().w, c.px(24)}, token::kRed900);
  Rect page = c.ui.page();
  std::vector<Action> actions;
  if (broken.retry) actions.push_back({app::button::kRetry, {}, c.text("button.retry"), look::ButtonLook::primary});
  action_bar(c, page, back_button(c), actions);

  const bool portrait = c.ui.portrait();
  const auto align = portrait ? look::Align::center : look::Align::left;
  const look::TextStyle small{.px = size::kText, .align = align, .valign = VAlign::middle};
  const auto help = what_reception_can_do(c, broken.error.code);
  const float height = c.ui.measure(help, small, page.w - c.px(96)).h + c.px(64);
  const Rect card = page.cut_bottom(height, c.px(32));
  c.ui.card(card, token::kWhite, look::theme().border);
  c.ui.text(card.inset(c.px(48), c.px(24)), help, small);

  const float side = c.px(size::kShape);
  if (portrait) {
    page.cut_top(page.h * 0.2F);
    c.ui.shape(page.cut_top(side, c.px(48)).centered({side, side}), look::Shape::square, token::kRed900);
  } else {
    c.ui.shape(page.cut_left(side + c.px(64), c.px(64)).centered({side, side}), look::Shape::square, token::kRed900);
  }
  Stack stack;
  stack.text(c.text("out_of_order.headline"), {.px = 96, .weight = Weight::bold, .align = align}, 32);
  stack.text(c.text("out_of_order.detail"), {.px = size::kButton, .align = align});
  stack.draw(c.ui, page, portrait ? VAlign::top : VAlign::middle);
}

}  // namespace uke::kiosk::screens
