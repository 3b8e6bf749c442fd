// What all benchmarks share: percentiles, a table on the terminal, and the same rows as JSON (design 08).
#pragma once

#include <boost/json.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace uke::test {

struct Percentiles {
  double median = 0;
  double p95 = 0;
  double p99 = 0;
};

// Nearest rank: a p99 is a value that was measured. All 0 for no values.
[[nodiscard]] Percentiles percentiles(std::vector<double> values);

// Milliseconds since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double ms() const { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The rows of one benchmark. A row is a JSON object; its members keep their order and become the table's columns.
class BenchReport {
 public:
  explicit BenchReport(std::string name) : name_(std::move(name)) {}

  void add(boost::json::object row) { rows_.push_back(std::move(row)); }
  // Adds ms_median, ms_p95 and ms_p99 to a row.
  static void put_times(boost::json::object& row, const Percentiles& times);

  // Prints all rows under the union of their members; a row without a member has a blank there.
  void print() const;
  // Writes {"bench": name, "rows": […]}. False when the file could not be written; an empty path writes nothing and is fine.
  [[nodiscard]] bool write_json(const std::string& path) const;

 private:
  std::string name_;
  std::vector<boost::json::object> rows_;
};

}  // namespace uke::test
