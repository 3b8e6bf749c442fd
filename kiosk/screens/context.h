// What every screen draws from and with. Inside this room.
#pragma once

#include "kiosk/app/buttons.h"
#include "kiosk/app/model.h"
#include "kiosk/app/state.h"
#include "kiosk/look/ui.h"
#include "shared/i18n/dates.h"
#include "shared/i18n/messages.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace uke::kiosk::screens {

struct Context {
  const app::State& state;
  look::Ui& ui;
  const i18n::Messages& messages;

  [[nodiscard]] std::string text(std::string_view key, std::initializer_list<i18n::Arg> args = {}) const {
    return messages.text(key, args);
  }
  [[nodiscard]] float px(float design) const { return ui.px(design); }
  [[nodiscard]] bool japanese() const { return messages.language() == i18n::Language::ja; }
  // Names of events and editions in the language of the screen; Japanese where there is no other.
  [[nodiscard]] const std::string& named(const std::string& ja, const std::string& en) const { return japanese() || en.empty() ? ja : en; }
  [[nodiscard]] const std::string& zone() const { return state.status.edition.zone; }
  [[nodiscard]] std::string time(std::int64_t ms) const { return i18n::format_time(from_ms(ms), zone()); }
};

}  // namespace uke::kiosk::screens
