// Calendar files (RFC 5545) through libical. Pure; thread-safe.
#pragma once

#include "shared/base/result.h"
#include "shared/base/time.h"

#include <cstdint>
#include <string>

namespace uke::server::mail {

struct CalendarEntry {
  std::string uid;  // never changes: "<attendee>@<host>"
  std::int64_t sequence = 0;
  enum class Method : std::uint8_t { publish, cancel } method = Method::publish;
  std::string title;
  std::string description;
  std::string place;
  std::string url;  // of the event page; never a secret one
  Time starts;
  Time ends;
  std::string zone;  // Asia/Tokyo
  Time made;         // DTSTAMP
};
// CRLF lines, folded at 75 bytes. `invalid` for an unknown zone.
[[nodiscard]] Result<std::string> calendar_file(const CalendarEntry& entry);
// "https://calendar.google.com/…": the same for who cannot open files.
[[nodiscard]] std::string google_calendar_link(const CalendarEntry& entry);

}  // namespace uke::server::mail
