// Tells a new scene from the same one with a little movement, so that the scanner knows how hard to try.
#pragma once

#include "kiosk/scan/picture.h"

#include <cstdint>
#include <vector>

namespace uke::kiosk::scan {

enum class Change {
  none,    // the very same pixels
  little,  // at most a four-hundredth of the picture changed: nobody there, or somebody standing still
  some,    // a person or a phone moves
  much,    // another scene: the first frame, or another picture
};

// Not thread-safe. Compares each picture with the one before it.
class SceneChange {
 public:
  Change next(View picture);

 private:
  std::vector<std::uint8_t> last_means_, means_;
  std::uint64_t last_sum_ = 0;
  int width_ = 0, height_ = 0;
};

}  // namespace uke::kiosk::scan
