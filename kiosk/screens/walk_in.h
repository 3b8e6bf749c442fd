#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// 当日参加: a name in kana and the fee.
void draw_walk_in(const Context& c, const app::WalkInScreen& walk_in);

}  // namespace uke::kiosk::screens
