#include "shared/base/clock.h"

#include <ctime>
#include <fstream>

namespace uke {
namespace {

std::string read_boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string text;
  std::getline(file, text);
  return text.empty() ? "unknown" : text;
}

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }
  Millis uptime() const override {
    timespec ts{};
    clock_gettime(CLOCK_BOOTTIME, &ts);
    return std::chrono::duration_cast<Millis>(std::chrono::seconds{ts.tv_sec} + std::chrono::nanoseconds{ts.tv_nsec});
  }
  std::string boot_id() const override { return boot_id_; }

 private:
  std::string boot_id_ = read_boot_id();
};

}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

}  // namespace uke
