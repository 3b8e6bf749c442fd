// Events and editions: what an organizer may say about them, and what is acceptable. Pure; thread-safe.
#pragma once

#include "server/web/faults.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/yen.h"
#include "shared/desk/roster.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::events {

inline constexpr std::int64_t kEditionsPerEvent = 15;  // a ticket's hint has four bits, 0 = none

// What an organizer fills in. The rest of an event (number, keys) is drawn once and never changes.
struct EventFields {
  std::string name;
  std::string name_en;
  std::int64_t date_ms = 0;
  std::string zone;  // Asia/Tokyo
  auto operator<=>(const EventFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(EventFields, (), (name, name_en, date_ms, zone))

struct EditionFields {
  std::string name;  // 大阪会場
  std::string name_en;
  std::string place;  // venue and address; may be empty
  std::string zone;
  std::int64_t starts_ms = 0;
  std::int64_t doors_open_ms = 0;
  std::int64_t doors_close_ms = 0;
  std::int64_t ends_ms = 0;
  std::int64_t capacity_onsite = 0;  // 0 = no limit
  std::int64_t capacity_online = 0;
  Yen door_fee;
  desk::UnpaidRule unpaid = desk::UnpaidRule::pay_first;
  bool exits_recorded = false;
  bool cancelled = false;
  std::string greeting;  // with the literal {name}; empty = the built-in text
  std::string greeting_en;
  auto operator<=>(const EditionFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(EditionFields, (),
                      (name, name_en, place, zone, starts_ms, doors_open_ms, doors_close_ms, ends_ms, capacity_onsite, capacity_online,
                       door_fee, unpaid, exits_recorded, cancelled, greeting, greeting_en))

// Everything that is not acceptable; empty = acceptable.
[[nodiscard]] web::Faults faults_of(const EventFields& fields);
[[nodiscard]] web::Faults faults_of(const EditionFields& fields);
// The same with sentences in English.
[[nodiscard]] std::vector<wire::FieldError> in_english(const web::Faults& faults);
[[nodiscard]] std::vector<wire::FieldError> check(const EventFields& fields);
[[nodiscard]] std::vector<wire::FieldError> check(const EditionFields& fields);

}  // namespace uke::server::events
