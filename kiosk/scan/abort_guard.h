// Lives on after abort() in somebody else's code. Debian builds ZXing-C++ with its asserts live, and some pictures trip them
// (1.4: `cur.isBlack()` in QRDetector.cpp, seen on very blurred noisy frames); a kiosk must not die of a picture.
#pragma once

#include <functional>

namespace uke::kiosk::scan {

// Runs `work` and returns true; false when it called abort(), which then ends `work` instead of the program. POSIX allows to
// leave abort() by jumping out of a SIGABRT handler. No destructor between here and there runs: what `work` had allocated
// leaks, and it must hold no lock. Thread-safe; not to be nested. An abort() anywhere else ends the program as ever.
[[nodiscard]] bool survive_abort(const std::function<void()>& work);

}  // namespace uke::kiosk::scan
