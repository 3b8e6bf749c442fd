#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// QRコードをかざしてください, the live camera, お名前で受付, language, freshness.
void draw_welcome(const Context& c);

// The camera picture with what is to be said about it: a hint, or why there is none.
void draw_camera(const Context& c, look::Rect rect);

}  // namespace uke::kiosk::screens
