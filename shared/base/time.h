// Time in memory. In storage and JSON the same instant is a bigint with the suffix `_ms` (UTC, since 1970).
#pragma once

#include <chrono>
#include <cstdint>

namespace uke {

using Millis = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Millis>;

[[nodiscard]] constexpr std::int64_t to_ms(Time time) { return time.time_since_epoch().count(); }
[[nodiscard]] constexpr Time from_ms(std::int64_t ms) { return Time{Millis{ms}}; }

}  // namespace uke
