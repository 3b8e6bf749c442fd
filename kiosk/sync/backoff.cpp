#include "kiosk/sync/backoff.h"

#include <algorithm>

namespace uke::kiosk::sync {

Millis Backoff::next(Random& random) {
  constexpr int kDoublings = 5;  // 2 s · 2⁵ is above the most
  const auto longest = std::min(kMost, 2 * kLeast * (1 << std::min(failures_, kDoublings)));
  ++failures_;
  const auto half = longest / 2;
  return half + Millis(static_cast<Millis::rep>(random.below(static_cast<std::uint64_t>(half.count()) + 1)));
}

}  // namespace uke::kiosk::sync
