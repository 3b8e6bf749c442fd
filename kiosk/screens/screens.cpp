#include "kiosk/screens/screens.h"

#include "kiosk/screens/context.h"
#include "kiosk/screens/find_me.h"
#include "kiosk/screens/out_of_order.h"
#include "kiosk/screens/pairing.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/pin.h"
#include "kiosk/screens/staff.h"
#include "kiosk/screens/verdict.h"
#include "kiosk/screens/walk_in.h"
#include "kiosk/screens/welcome.h"

namespace uke::kiosk::screens {

namespace {

constexpr Millis kFade{150};

void draw_starting(const Context& c) {
  c.ui.background(look::theme().page);
  c.ui.text(c.ui.page(), c.text("starting"),
            {.px = look::size::kQuestion, .weight = look::Weight::bold, .align = look::Align::center, .valign = look::VAlign::middle});
}

struct Drawer {
  const Context& c;
  void operator()(const app::StartingScreen&) const { draw_starting(c); }
  void operator()(const app::PairingScreen& screen) const { draw_pairing(c, screen); }
  void operator()(const app::WelcomeScreen&) const { draw_welcome(c); }
  void operator()(const app::VerdictScreen& screen) const { draw_verdict(c, screen); }
  void operator()(const app::FindMeScreen& screen) const { draw_find_me(c, screen); }
  void operator()(const app::ConfirmScreen& screen) const { draw_confirm(c, screen); }
  void operator()(const app::WalkInScreen& screen) const { draw_walk_in(c, screen); }
  void operator()(const app::StaffScreen& screen) const { draw_staff(c, screen); }
  void operator()(const app::OutOfOrderScreen& screen) const { draw_out_of_order(c, screen); }
};

}  // namespace

bool is_fading(const app::State& state, Time now) { return now >= state.shown_at && now - state.shown_at < kFade; }

void draw(const app::State& state, look::Ui& ui, const i18n::Messages& messages) {
  const Context c{state, ui, messages};
  std::visit(Drawer{c}, state.screen);
  if (is_fading(state, ui.now())) {
    // A veil of the page's colour that thins out; the verdict's own colour is there from the first frame.
    const auto share = 1.0F - static_cast<float>((ui.now() - state.shown_at).count()) / static_cast<float>(kFade.count());
    auto veil = look::token::kWhite;
    veil.a = static_cast<std::uint8_t>(120 * share);
    ui.background(veil);
  }
  if (state.pin) draw_pin(c, *state.pin);
  overlays(c);
}

}  // namespace uke::kiosk::screens
