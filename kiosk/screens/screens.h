// Draws the state. Pure apart from what `ui` collects: the same state gives the same screen.
#pragma once

#include "kiosk/app/state.h"
#include "kiosk/look/ui.h"

namespace uke::i18n {
class Messages;
}

namespace uke::kiosk::screens {

// Draws one frame between Ui::begin and Ui::end.
void draw(const app::State& state, look::Ui& ui, const i18n::Messages& messages);

// While the new screen fades in (150 ms), frames are wanted even if nothing happens.
[[nodiscard]] bool is_fading(const app::State& state, Time now);

}  // namespace uke::kiosk::screens
