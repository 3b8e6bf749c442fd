#include "server/tables/serial_dates.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>

namespace uke::server::tables {
namespace {

constexpr double kSerialMax = 2'958'466;  // the year 10000
constexpr double kExactMax = 1e15;
constexpr std::int64_t kMinutesOfDay = 24 * 60;

std::chrono::sys_days day_of(std::int64_t serial, DayZero zero) {
  using namespace std::chrono;
  using namespace std::chrono_literals;
  if (zero == DayZero::of_1904) return sys_days{1904y / 1 / 1} + days{serial};
  return sys_days{1899y / 12 / 31} + days{serial > 59 ? serial - 1 : serial};
}

}  // namespace

std::string date_of_serial(double serial, DayZero zero) {
  if (!(serial >= 0 && serial < kSerialMax)) return "";
  const auto minutes = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(kMinutesOfDay)));
  const auto time = fmt::format("{:02}:{:02}", minutes % kMinutesOfDay / 60, minutes % 60);
  if (minutes < kMinutesOfDay) return time;
  const std::chrono::year_month_day day{day_of(minutes / kMinutesOfDay, zero)};
  const auto date =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return minutes % kMinutesOfDay == 0 ? date : date + " " + time;
}

bool is_date_format(int id) { return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58); }

bool is_date_format(std::string_view code) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::string letters;  // without what is quoted, escaped or in brackets
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"' || c == '[') {
      const auto close = code.find(c == '"' ? '"' : ']', i + 1);
      if (close == std::string_view::npos) break;
      if (c == '[' && close == i + 2 && std::string_view("hms").contains(lower(code[i + 1]))) return true;  // [h]: hours beyond a day
      i = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      letters += lower(c);
    }
  }
  return !letters.starts_with("general") && letters.find_first_of("ydmhs") != std::string::npos;
}

std::string plain_number(std::string_view stored) {
  if (stored.find_first_not_of("0123456789-") == std::string_view::npos) return std::string(stored);
  double value = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (error != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(value)) return std::string(stored);
  if (std::abs(value) < kExactMax && value == std::trunc(value)) return fmt::format("{}", static_cast<std::int64_t>(value));
  return fmt::format("{:.15g}", value);
}

}  // namespace uke::server::tables
