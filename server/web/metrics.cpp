#include "server/web/metrics.h"

#include "server/http/target.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace uke::server::web {
namespace {

// Resident memory (proc_pid_statm(5)); 0 where that cannot be read.
std::uint64_t resident_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long long total = 0;
  unsigned long long resident = 0;
  const int read = std::fscanf(file, "%llu %llu", &total, &resident);
  std::fclose(file);
  return read == 2 ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void print_gauge(std::string& out, std::string_view name, std::uint64_t value) {
  out += fmt::format("# TYPE {0} gauge\n{0} {1}\n", name, value);
}

}  // namespace

template <std::size_t N>
void Histogram<N>::print(std::string& out, std::string_view name) const {
  out += fmt::format("# TYPE {} histogram\n", name);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i <= N; ++i) {
    total += counts_[i].load(std::memory_order_relaxed);
    out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, i < N ? fmt::format("{}", ends_[i]) : "+Inf", total);
  }
  out += fmt::format("{0}_sum {1}\n{0}_count {2}\n", name, sum_.load(std::memory_order_relaxed), total);
}

Metrics::Metrics(const Routes& routes) : requests_(routes.size() + 1) {
  for (const auto& route : routes) {
    names_.push_back(fmt::format("method=\"{}\",route=\"{}\"", http::method_name(route.method), route.pattern));
  }
  names_.emplace_back("method=\"\",route=\"\"");
}

void Metrics::count_request(std::size_t route, int status) {
  const auto index = std::min(route, requests_.size() - 1);
  requests_[index][static_cast<std::size_t>(status / 100) % 6].fetch_add(1, std::memory_order_relaxed);
}

void Metrics::count_batch(const storage::BatchReport& batch) {
  commit_ms_.add(batch.commit_ms);
  batch_writes_.add(static_cast<double>(batch.writes));
  if (!batch.status) failed_batches_.fetch_add(1, std::memory_order_relaxed);
}

std::string Metrics::text(const Gauges& gauges) const {
  std::string out = "# TYPE uketsuke_requests_total counter\n";
  for (std::size_t route = 0; route < requests_.size(); ++route) {
    for (std::size_t digit = 1; digit < 6; ++digit) {
      const auto count = requests_[route][digit].load(std::memory_order_relaxed);
      if (count > 0) out += fmt::format("uketsuke_requests_total{{{},status=\"{}xx\"}} {}\n", names_[route], digit, count);
    }
  }
  commit_ms_.print(out, "uketsuke_commit_ms");
  batch_writes_.print(out, "uketsuke_batch_writes");
  out += fmt::format("# TYPE uketsuke_failed_batches_total counter\nuketsuke_failed_batches_total {}\n",
                     failed_batches_.load(std::memory_order_relaxed));
  print_gauge(out, "uketsuke_connections", gauges.connections);
  print_gauge(out, "uketsuke_write_queue", gauges.write_queue);
  print_gauge(out, "uketsuke_read_queue", gauges.read_queue);
  print_gauge(out, "uketsuke_work_queue", gauges.work_queue);
  print_gauge(out, "uketsuke_watchers", gauges.watchers);
  print_gauge(out, "uketsuke_resident_bytes", resident_bytes());
  return out;
}

}  // namespace uke::server::web
