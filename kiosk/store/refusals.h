// Keeps refused scans from flooding the desk log: at most one per code and verdict a minute. Not thread-safe.
#pragma once

#include "shared/base/time.h"
#include "shared/desk/verdict.h"

#include <map>
#include <string_view>
#include <utility>

namespace uke::kiosk::store {

class Refusals {
 public:
  // True when a refusal of that code and verdict may be written now. `uptime` never jumps, unlike the wall clock.
  [[nodiscard]] bool may_write(std::string_view code, desk::Verdict verdict, Millis uptime) const;
  void written(std::string_view code, desk::Verdict verdict, Millis uptime);

 private:
  using Key = std::pair<std::size_t, desk::Verdict>;
  [[nodiscard]] static Key key(std::string_view code, desk::Verdict verdict);
  std::map<Key, Millis> last_;
};

}  // namespace uke::kiosk::store
