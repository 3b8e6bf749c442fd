// What an answer of the server means for a kiosk. Pure.
#pragma once

#include "kiosk/sync/ports.h"

#include <cstdint>

namespace uke::kiosk::sync {

enum class Meaning : std::uint8_t {
  good,             // 200
  too_large,        // 413: send less at once
  refused,          // our server says that this request can never be right
  history_changed,  // download from the beginning
  revoked,          // our server says so and names this kiosk
  failed            // anything else, from a lost answer to a captive portal: try again later
};

// A 401, a 404 or any answer that is not our server's never means more than `failed`.
[[nodiscard]] Meaning meaning_of(const Result<HttpAnswer>& answer, KioskId kiosk);

}  // namespace uke::kiosk::sync
