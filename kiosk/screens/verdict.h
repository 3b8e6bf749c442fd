#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// The verdict as colour, shape and words, and what can be done about it.
void draw_verdict(const Context& c, const app::VerdictScreen& verdict);

}  // namespace uke::kiosk::screens
