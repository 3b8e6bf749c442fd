// What the server counts about itself, as Prometheus text. Thread-safe; counting never locks.
#pragma once

#include "server/storage/write_queue.h"
#include "server/web/route.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::web {

// Counts values into buckets with fixed upper ends.
template <std::size_t N>
class Histogram {
 public:
  explicit Histogram(std::array<double, N> ends) : ends_(ends) {}
  void add(double value) {
    std::size_t i = 0;
    while (i < N && value > ends_[i]) ++i;
    counts_[i].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
  }
  void print(std::string& out, std::string_view name) const;

 private:
  std::array<double, N> ends_;
  std::array<std::atomic<std::uint64_t>, N + 1> counts_{};
  std::atomic<double> sum_ = 0;
};

// What is asked for when the text is printed.
struct Gauges {
  std::size_t connections = 0;
  std::size_t write_queue = 0;
  std::size_t read_queue = 0;
  std::size_t work_queue = 0;
  std::size_t watchers = 0;
};

class Metrics {
 public:
  // The counters of all routes and of requests that have none.
  explicit Metrics(const Routes& routes);

  static constexpr std::size_t kNoRoute = static_cast<std::size_t>(-1);
  void count_request(std::size_t route, int status);
  void count_batch(const storage::BatchReport& batch);
  [[nodiscard]] std::string text(const Gauges& gauges) const;

 private:
  using Classes = std::array<std::atomic<std::uint64_t>, 6>;  // by the first digit of the status
  std::vector<std::string> names_;                            // method and pattern as labels
  std::vector<Classes> requests_;                             // the last is for requests without a route
  Histogram<12> commit_ms_{{1, 2, 3, 5, 8, 12, 20, 50, 100, 250, 1000, 5000}};
  Histogram<9> batch_writes_{{1, 2, 4, 8, 16, 32, 64, 128, 256}};
  std::atomic<std::uint64_t> failed_batches_ = 0;
};

}  // namespace uke::server::web
