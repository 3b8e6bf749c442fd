#include "kiosk/sync/server_clock.h"

#include <algorithm>

namespace uke::kiosk::sync {
namespace {

constexpr std::size_t kSamples = 16;

}  // namespace

void ServerClock::heard(std::int64_t server_time_ms, Millis sent) {
  const auto boot_id = clock_->boot_id();
  if (boot_id != boot_id_) samples_.clear();
  boot_id_ = boot_id;
  const auto round_trip = clock_->uptime() - sent;
  const auto middle = sent + round_trip / 2;  // when the server looked at its clock, give or take half the round trip
  samples_.push_back({.round_trip = round_trip, .offset_ms = server_time_ms - middle.count()});
  if (samples_.size() > kSamples) samples_.pop_front();
}

std::optional<std::int64_t> ServerClock::now_ms() const {
  if (samples_.empty() || clock_->boot_id() != boot_id_) return std::nullopt;
  const auto best = std::ranges::min_element(samples_, {}, &Sample::round_trip);
  return best->offset_ms + clock_->uptime().count();
}

}  // namespace uke::kiosk::sync
