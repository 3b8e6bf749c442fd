#include "tests/support/bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace uke::test {
namespace {

// Figures are rounded to three digits behind the point: more would be noise.
double rounded(double value) { return std::round(value * 1000) / 1000; }

std::string cell(const boost::json::object& row, const std::string& column) {
  const auto* value = row.if_contains(column);
  if (value == nullptr) return "";
  if (value->is_string()) return std::string(value->as_string());
  if (value->is_double()) return fmt::format("{:.3f}", value->as_double());
  return boost::json::serialize(*value);
}

}  // namespace

Percentiles percentiles(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto rank = [&](double share) {
    const auto index = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(index, 1, values.size()) - 1];
  };
  return {rank(0.5), rank(0.95), rank(0.99)};
}

void BenchReport::put_times(boost::json::object& row, const Percentiles& times) {
  row["ms_median"] = rounded(times.median);
  row["ms_p95"] = rounded(times.p95);
  row["ms_p99"] = rounded(times.p99);
}

void BenchReport::print() const {
  std::vector<std::string> columns;
  for (const auto& row : rows_) {
    for (const auto& member : row) {
      if (std::find(columns.begin(), columns.end(), std::string(member.key())) == columns.end()) columns.emplace_back(member.key());
    }
  }
  std::vector<std::size_t> widths;
  for (const auto& column : columns) {
    std::size_t width = column.size();
    for (const auto& row : rows_) width = std::max(width, cell(row, column).size());
    widths.push_back(width);
  }
  fmt::print("{}\n", name_);
  for (std::size_t i = 0; i < columns.size(); ++i) fmt::print("{:>{}}  ", columns[i], widths[i]);
  fmt::print("\n");
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < columns.size(); ++i) fmt::print("{:>{}}  ", cell(row, columns[i]), widths[i]);
    fmt::print("\n");
  }
}

bool BenchReport::write_json(const std::string& path) const {
  if (path.empty()) return true;
  boost::json::array rows;
  for (const auto& row : rows_) rows.push_back(row);
  std::ofstream out(path);
  out << boost::json::serialize(boost::json::object{{"bench", name_}, {"rows", rows}}) << '\n';
  return out.good();
}

}  // namespace uke::test
