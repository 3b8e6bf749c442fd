#include "server/events/rules.h"

#include "server/events/rules_text.h"
#include "shared/i18n/dates.h"

namespace uke::server::events {
namespace {

constexpr std::int64_t kPlaceMax = 500;  // characters
constexpr std::int64_t kCapacity = 100'000;
constexpr std::int64_t kFeeYen = 1'000'000;

std::string sentence_of(const web::Fault& fault) {
  using enum web::What;
  switch (fault.what) {
    case required: return "must not be empty";
    case too_long: return "must have at most " + std::to_string(fault.limit) + " characters";
    case not_text: return "must be text without control characters";
    case unknown_choice: return "must be the name of a time zone, such as Asia/Tokyo";
    case not_url: return "must be an address that begins with https://";
    case too_early: return "must be later than the time before it";
    case out_of_range:
      return fault.limit == 0 ? "must be a time between the years 2000 and 2100, in milliseconds"
                              : "must be between 0 and " + std::to_string(fault.limit);
    default: return "is not acceptable";
  }
}

}  // namespace

std::vector<wire::FieldError> in_english(const web::Faults& faults) {
  std::vector<wire::FieldError> errors;
  errors.reserve(faults.size());
  for (const auto& fault : faults) errors.push_back({fault.field, sentence_of(fault)});
  return errors;
}

web::Faults faults_of(const EventFields& fields) {
  FaultList faults;
  faults.name("name", fields.name);
  faults.line("name_en", fields.name_en);
  faults.time("date_ms", fields.date_ms);
  faults.unless(i18n::is_known_zone(fields.zone), "zone", web::What::unknown_choice);
  return faults.take();
}

web::Faults faults_of(const EditionFields& fields) {
  FaultList faults;
  faults.name("name", fields.name);
  faults.line("name_en", fields.name_en);
  faults.text("place", fields.place, kPlaceMax);
  faults.unless(i18n::is_known_zone(fields.zone), "zone", web::What::unknown_choice);
  faults.time("starts_ms", fields.starts_ms);
  faults.time("doors_open_ms", fields.doors_open_ms);
  faults.time("doors_close_ms", fields.doors_close_ms);
  faults.time("ends_ms", fields.ends_ms);
  faults.unless(fields.doors_open_ms < fields.doors_close_ms, "doors_close_ms", web::What::too_early);
  faults.unless(fields.starts_ms < fields.ends_ms, "ends_ms", web::What::too_early);
  faults.number("capacity_onsite", fields.capacity_onsite, kCapacity);
  faults.number("capacity_online", fields.capacity_online, kCapacity);
  faults.number("door_fee", fields.door_fee.value, kFeeYen);
  faults.line("greeting", fields.greeting);
  faults.line("greeting_en", fields.greeting_en);
  return faults.take();
}

std::vector<wire::FieldError> check(const EventFields& fields) { return in_english(faults_of(fields)); }
std::vector<wire::FieldError> check(const EditionFields& fields) { return in_english(faults_of(fields)); }

}  // namespace uke::server::events
