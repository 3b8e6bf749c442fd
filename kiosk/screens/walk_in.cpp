#include "kiosk/screens/walk_in.h"

#include "kiosk/screens/keyboard.h"
#include "kiosk/screens/parts.h"

namespace uke::kiosk::screens {

using look::Align;
using look::ButtonLook;
using look::Rect;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;

namespace {

void ask_name(const Context& c, const app::WalkInScreen& walk_in) {
  Rect page = c.ui.page();
  const Yen fee = c.state.status.edition.door_fee;
  std::vector<Action> actions;
  if (!walk_in.kana.empty()) {
    actions.push_back({button::kConfirm, {}, c.text(fee.value > 0 ? "button.go_on" : "button.admit"), ButtonLook::primary});
  }
  action_bar(c, page, back_button(c), actions);
  const auto keyboard = kana_keyboard_size(c);
  const float gap = c.px(size::kGap);
  const Rect keys = page.cut_bottom(std::min(keyboard.h, page.h), gap);
  kana_keyboard(c, keys.centered({c.ui.portrait() ? keys.w : keyboard.w, keys.h}), walk_in.keys_flipped);
  const Rect field = page.cut_bottom(c.px(112), gap);
  typed_field(c, field.centered({c.ui.portrait() ? field.w : keyboard.w, field.h}), walk_in.kana, c.text("walk_in.field"), true);
  c.ui.text(page, c.text("walk_in.question"),
            {.px = 60, .weight = Weight::bold, .align = Align::center, .valign = VAlign::middle, .px_min = size::kText});
}

void ask_fee(const Context& c, const app::WalkInScreen& walk_in) {
  Rect page = c.ui.page();
  const Yen fee = c.state.status.edition.door_fee;
  const auto note = app::next_note(fee);
  const auto yen = [&](Yen amount) { return i18n::format_yen(c.messages, amount); };
  action_bar(c, page, back_button(c),
             {{button::kPayExact, {}, c.text("button.pay_exact"), ButtonLook::primary},
              {button::kPayNote, std::to_string(note.given.value), pay_note_label(c, note), ButtonLook::secondary},
              {button::kPayAlready, {}, c.text("button.pay_already"), ButtonLook::secondary}});
  Stack stack;
  stack.name(c.text("verdict.name", {{"name", walk_in.kana}}), {.px = size::kName, .align = Align::center, .line_height = 1.15F}, 48);
  stack.text(c.text("ask.payment", {{"amount", yen(fee)}}), {.px = size::kQuestion, .weight = Weight::bold, .align = Align::center}, 32);
  stack.text(c.text("walk_in.later"), {.px = size::kText, .color = look::theme().ink_second, .align = Align::center});
  stack.draw(c.ui, page, VAlign::middle);
}

}  // namespace

void draw_walk_in(const Context& c, const app::WalkInScreen& walk_in) {
  c.ui.background(walk_in.paying ? look::token::kBlue50 : look::theme().page);
  if (walk_in.paying) {
    ask_fee(c, walk_in);
  } else {
    ask_name(c, walk_in);
  }
}

}  // namespace uke::kiosk::screens
