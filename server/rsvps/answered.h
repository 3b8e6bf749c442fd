// When an answer was given: the milliseconds in its id (RFC 9562, section 5.7). Pure.
#pragma once

#include "shared/base/ids.h"

#include <cstddef>
#include <cstdint>

namespace uke::server::rsvps {

[[nodiscard]] inline std::int64_t answered_ms(AttendeeId id) {
  constexpr std::size_t kTimeBytes = 6;
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) ms = ms * 256 + id.uuid.bytes[i];
  return ms;
}

}  // namespace uke::server::rsvps
