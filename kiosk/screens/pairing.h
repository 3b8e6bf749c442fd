#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// 「管理画面のQRコードを、このカメラにかざしてください。」, or URL and code by hand.
void draw_pairing(const Context& c, const app::PairingScreen& pairing);

}  // namespace uke::kiosk::screens
