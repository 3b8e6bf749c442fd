#include "kiosk/screens/pin.h"

#include "kiosk/screens/keyboard.h"

#include <algorithm>

namespace uke::kiosk::screens {

using look::Align;
using look::Rect;
using look::VAlign;
using look::Weight;
namespace size = look::size;
namespace token = look::token;

void draw_pin(const Context& c, const app::PinPad& pin) {
  c.ui.cover({26, 26, 26, 150});
  const Rect card = c.ui.screen().centered({c.px(760), c.px(920)});
  c.ui.card(card, token::kWhite, look::theme().border);
  Rect inside = card.inset(c.px(48), c.px(40));
  c.ui.text(inside.cut_top(c.px(64), c.px(16)), c.text("pin.question"),
            {.px = 56, .weight = Weight::bold, .align = Align::center, .valign = VAlign::middle});
  const Rect field = inside.cut_top(c.px(84), c.px(20));
  std::string dots;
  for (std::size_t i = 0; i < pin.digits.size(); ++i) dots += "●";
  const bool checking = pin.request != 0;
  const auto sentence = checking ? c.text("pin.checking") : pin.wrong ? c.text("pin.wrong") : dots;
  c.ui.text(field, sentence,
            {.px = checking || pin.wrong ? size::kText : size::kButton,
             .weight = Weight::bold,
             .color = pin.wrong ? token::kRed900 : look::theme().ink,
             .align = Align::center,
             .valign = VAlign::middle});
  c.ui.line({inside.x + c.px(80), field.bottom() + c.px(4), inside.w - c.px(160), std::max(1.0F, c.px(3))}, look::theme().border);
  const Rect back = inside.cut_bottom(c.px(size::kButtonHeight), c.px(24));
  digit_pad(c, inside);
  c.ui.button({back.x, back.y, c.px(280), back.h}, app::button::kBack, c.text("button.back"), look::ButtonLook::quiet);
}

}  // namespace uke::kiosk::screens
