#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// 「記録できません」: what to tell the attendee, what reception can do.
void draw_out_of_order(const Context& c, const app::OutOfOrderScreen& broken);

}  // namespace uke::kiosk::screens
