// Follows the kiosk's trace file while it is being written.
#pragma once

#include "kiosk/runtime/trace.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace uke::demo {

using kiosk::runtime::TraceLine;

class TraceReader {
 public:
  explicit TraceReader(std::filesystem::path file) : file_(std::move(file)) {}

  // The next line not yet taken for which `wanted` holds; lines before it are passed over. Nothing after `limit`.
  [[nodiscard]] std::optional<TraceLine> next(const std::function<bool(const TraceLine&)>& wanted, std::chrono::milliseconds limit);
  // The next verdict.
  [[nodiscard]] std::optional<TraceLine> verdict(std::chrono::milliseconds limit);
  // Waits until the kiosk says that the server has everything that was written since `verdict` was seen. Milliseconds from then on; 0 if
  // nothing had to be sent; nothing after the limit.
  [[nodiscard]] std::optional<double> synchronised(const TraceLine& verdict, std::chrono::milliseconds limit);

 private:
  [[nodiscard]] std::optional<TraceLine> take_line();

  std::filesystem::path file_;
  std::streamoff at_ = 0;
  std::string rest_;
};

}  // namespace uke::demo
