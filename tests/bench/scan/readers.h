// The decoders that are compared, each behind the same function.
#pragma once

#include "kiosk/app/gray_frame.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uke::bench {

using Read = std::function<std::optional<std::string>(const kiosk::app::GrayFrame&)>;

struct Reader {
  std::string name;             // as in the rows: ours | zxing-single | zbar
  std::function<Read()> fresh;  // a reader that has seen nothing yet
  bool remembers = false;       // whether another call with the same picture can give more
};

// zbar only where it was there when this was built. `budget_ms` is ours.
[[nodiscard]] std::vector<Reader> all_readers(double budget_ms);

}  // namespace uke::bench
