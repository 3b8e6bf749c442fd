// A pairing as text. Pure.
#pragma once

#include "kiosk/store/store.h"

#include <string>
#include <string_view>

namespace uke::kiosk::store {

[[nodiscard]] std::string pairing_text(const Pairing& pairing);
[[nodiscard]] Result<Pairing> parse_pairing(std::string_view text);

}  // namespace uke::kiosk::store
