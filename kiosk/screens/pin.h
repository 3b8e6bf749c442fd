#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// Reception types the PIN, over whatever is on the screen.
void draw_pin(const Context& c, const app::PinPad& pin);

}  // namespace uke::kiosk::screens
