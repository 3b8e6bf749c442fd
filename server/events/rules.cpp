#include "server/events/rules.h"

#include "shared/i18n/dates.h"

#include <string_view>

namespace uke::server::events {
namespace {

constexpr std::size_t kNameBytes = 200;
constexpr std::size_t kPlaceBytes = 500;
constexpr std::int64_t kCapacity = 100'000;
constexpr std::int64_t kFeeYen = 1'000'000;
constexpr std::int64_t kFirstYearMs = 946'684'800'000;   // 2000
constexpr std::int64_t kLastYearMs = 4'102'444'800'000;  // 2100

class Faults {
 public:
  void unless(bool good, std::string_view field, std::string_view message) {
    if (!good) errors_.push_back({std::string(field), std::string(message)});
  }
  void text(std::string_view value, std::size_t bytes_max, std::string_view field) {
    unless(value.size() <= bytes_max, field, "is too long");
  }
  void name(std::string_view value, std::string_view field) {
    unless(!value.empty(), field, "must not be empty");
    text(value, kNameBytes, field);
  }
  void time(std::int64_t ms, std::string_view field) {
    unless(ms >= kFirstYearMs && ms < kLastYearMs, field, "must be a time between the years 2000 and 2100, in milliseconds");
  }
  void zone(std::string_view value) { unless(i18n::is_known_zone(value), "zone", "must be the name of a time zone, such as Asia/Tokyo"); }
  void count(std::int64_t value, std::int64_t max, std::string_view field) {
    unless(value >= 0 && value <= max, field, "must be between 0 and " + std::to_string(max));
  }

  [[nodiscard]] std::vector<wire::FieldError> take() { return std::move(errors_); }

 private:
  std::vector<wire::FieldError> errors_;
};

}  // namespace

std::vector<wire::FieldError> check(const EventFields& fields) {
  Faults faults;
  faults.name(fields.name, "name");
  faults.text(fields.name_en, kNameBytes, "name_en");
  faults.time(fields.date_ms, "date_ms");
  faults.zone(fields.zone);
  return faults.take();
}

std::vector<wire::FieldError> check(const EditionFields& fields) {
  Faults faults;
  faults.name(fields.name, "name");
  faults.text(fields.name_en, kNameBytes, "name_en");
  faults.text(fields.place, kPlaceBytes, "place");
  faults.zone(fields.zone);
  faults.time(fields.starts_ms, "starts_ms");
  faults.time(fields.doors_open_ms, "doors_open_ms");
  faults.time(fields.doors_close_ms, "doors_close_ms");
  faults.time(fields.ends_ms, "ends_ms");
  faults.unless(fields.doors_open_ms < fields.doors_close_ms, "doors_close_ms", "must be after doors_open_ms");
  faults.unless(fields.starts_ms < fields.ends_ms, "ends_ms", "must be after starts_ms");
  faults.count(fields.capacity_onsite, kCapacity, "capacity_onsite");
  faults.count(fields.capacity_online, kCapacity, "capacity_online");
  faults.count(fields.door_fee.value, kFeeYen, "door_fee");
  faults.text(fields.greeting, kNameBytes, "greeting");
  faults.text(fields.greeting_en, kNameBytes, "greeting_en");
  return faults.take();
}

}  // namespace uke::server::events
