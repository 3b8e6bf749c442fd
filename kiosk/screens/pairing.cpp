#include "kiosk/screens/pairing.h"

#include "kiosk/screens/keyboard.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/welcome.h"

namespace uke::kiosk::screens {

using app::PairingScreen;
using look::Align;
using look::ButtonLook;
using look::Rect;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;
namespace token = look::token;

namespace {

std::string why_not(const Context& c, ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found: return c.text("pairing.error.unknown_code");
    case ErrorCode::conflict: return c.text("pairing.error.used_code");
    case ErrorCode::unavailable:
    case ErrorCode::timeout: return c.text("pairing.error.no_server");
    default: return c.text("pairing.error.other");
  }
}

// How it stands: connecting, or what went wrong.
std::string standing(const Context& c, const PairingScreen& pairing) {
  if (pairing.request != 0) return c.text("pairing.connecting", {{"server", pairing.server}});
  return pairing.error ? why_not(c, pairing.error->code) : std::string();
}

void draw_standing(const Context& c, Rect& box, const PairingScreen& pairing) {
  const auto sentence = standing(c, pairing);
  if (sentence.empty()) return;
  const look::TextStyle style{.px = size::kText, .weight = Weight::bold, .valign = VAlign::middle};
  const Rect card = box.cut_bottom(c.ui.measure(sentence, style, box.w - c.px(64)).h + c.px(48), c.px(24));
  c.ui.card(card, pairing.error ? token::kOrange50 : token::kBlue50, pairing.error ? token::kOrange800 : token::kBlue200);
  c.ui.text(card.inset(c.px(32), c.px(12)), sentence, style);
}

void by_camera(const Context& c, const PairingScreen& pairing) {
  Rect page = c.ui.page();
  const bool portrait = c.ui.portrait();
  const Rect camera = portrait ? page.cut_top(page.w * 0.86F, c.px(48)) : page.cut_left(page.w * 0.52F, c.px(64));
  draw_camera(c, camera);
  const Rect type = page.cut_bottom(c.px(size::kButtonHeight), c.px(32));
  c.ui.button(type, button::kTypePairing, c.text("pairing.type"), ButtonLook::secondary);
  draw_standing(c, page, pairing);
  const auto align = portrait ? Align::center : Align::left;
  Stack stack;
  stack.text(c.text("pairing.what"), {.px = size::kText, .color = look::theme().ink_second, .align = align}, 32);
  stack.text(c.text("pairing.question"), {.px = 60, .weight = Weight::bold, .align = align}, 32);
  stack.text(c.text("pairing.detail"), {.px = size::kText, .color = look::theme().ink_second, .align = align});
  stack.draw(c.ui, page, VAlign::middle);
}

void field(const Context& c, Rect& page, std::string_view label, std::string_view typed, bool active, std::string_view argument) {
  const auto& theme = look::theme();
  Rect row = page.cut_top(c.px(112), c.px(20));
  c.ui.text(row.cut_left(c.px(330), c.px(20)), label, {.px = size::kText, .weight = Weight::bold, .valign = VAlign::middle});
  c.ui.card_button(row, button::kField, label, argument, theme.surface, active ? theme.accent : theme.border);
  const Rect inside = row.inset(c.px(28), c.px(8));
  const Rect covered = c.ui.text({inside.x, inside.y, inside.w - c.px(16), inside.h}, typed,
                                 {.px = size::kButton, .weight = Weight::bold, .valign = VAlign::middle});
  if (active) c.ui.line({covered.right() + c.px(6), inside.center_y() - c.px(28), c.px(4), c.px(56)}, theme.accent);
}

void by_hand(const Context& c, const PairingScreen& pairing) {
  Rect page = c.ui.page();
  const bool ready = !pairing.server.empty() && !pairing.code.empty() && pairing.request == 0;
  std::vector<Action> actions;
  if (ready) actions.push_back({button::kPair, {}, c.text("button.pair"), ButtonLook::primary});
  const float bottom = page.bottom();
  action_bar(c, page, back_button(c), actions);
  // Between the two buttons: above them every row is taken.
  const Rect between{page.x + c.px(300), bottom - c.px(size::kPrimaryHeight), page.w - c.px(300 + 484), c.px(size::kPrimaryHeight)};
  if (!c.ui.portrait()) {
    c.ui.text(between, standing(c, pairing), {.px = 36, .weight = Weight::bold, .align = Align::center, .valign = VAlign::middle});
  }
  const bool server = pairing.field == PairingScreen::Field::server;
  field(c, page, c.text("pairing.server"), pairing.server, server, "server");
  field(c, page, c.text("pairing.code"), pairing.code, !server, "code");
  const float rows = c.ui.portrait() ? 6 : 5;
  const float height = c.px(rows * size::kKeyHeight + (rows - 1) * size::kKeyGap);
  url_keyboard(c, page.cut_bottom(std::min(height, page.h), c.px(20)));
  if (c.ui.portrait()) draw_standing(c, page, pairing);
}

}  // namespace

void draw_pairing(const Context& c, const PairingScreen& pairing) {
  c.ui.background(look::theme().page);
  if (pairing.typing) {
    by_hand(c, pairing);
  } else {
    by_camera(c, pairing);
  }
}

}  // namespace uke::kiosk::screens
