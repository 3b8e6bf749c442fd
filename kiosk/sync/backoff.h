// How long to wait after the n-th failure in a row: doubling from 1 s to 60 s, with jitter so that kiosks do not come back all at once.
// Not thread-safe.
#pragma once

#include "shared/base/random.h"
#include "shared/base/time.h"

namespace uke::kiosk::sync {

class Backoff {
 public:
  static constexpr Millis kLeast{1'000};
  static constexpr Millis kMost{60'000};

  // The next pause, within [kLeast, kMost]: half of it is certain, half is chance.
  [[nodiscard]] Millis next(Random& random);
  void reset() { failures_ = 0; }

 private:
  int failures_ = 0;
};

}  // namespace uke::kiosk::sync
