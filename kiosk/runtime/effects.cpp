#include "kiosk/runtime/effects.h"

#include <chrono>
#include <type_traits>
#include <utility>
#include <variant>

namespace uke::kiosk::runtime {

Effects::Effects(StoreThread& store, SyncThread& sync, Timers& timers, devices::Speaker::Output sound)
    : store_(store), sync_(sync), timers_(timers), devices_("devices") {
  devices_.post([this, sound] { speaker_ = std::make_unique<devices::Speaker>(sound); });
}

void Effects::carry_out(app::Effect effect) {
  std::visit(
      [this](auto&& e) {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, app::Play>) {
          devices_.post([this, sound = e.sound] { speaker_->play(sound); });
        } else if constexpr (std::is_same_v<E, app::StartTimer>) {
          timers_.start(e.timer, e.delay, std::chrono::steady_clock::now());
        } else if constexpr (std::is_same_v<E, app::Pair>) {
          sync_.pair(std::move(e));
        } else if constexpr (std::is_same_v<E, app::SyncNow>) {
          sync_.now();
        } else if constexpr (std::is_same_v<E, app::Quit>) {
          quit_asked_ = true;
        } else {
          store_.ask(std::move(e));
        }
      },
      std::move(effect));
}

}  // namespace uke::kiosk::runtime
