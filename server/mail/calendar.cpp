#include "server/mail/calendar.h"

#include "server/mail/clean.h"
#include "shared/i18n/dates.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdlib>
#include <libical/ical.h>
#include <memory>
#include <mutex>
#include <vector>

namespace uke::server::mail {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

constexpr std::chrono::days kAround{370};  // of the event: for that long the zone's rules are written down
constexpr std::chrono::hours kStep{24};    // no zone changes twice within it

using Seconds = std::chrono::sys_seconds;

struct Offset {
  int seconds = 0;  // east of UTC
  bool is_daylight = false;
  bool operator==(const Offset&) const = default;
};

// libical reads its tables from the system's tzdata when a zone is first asked for, and keeps them in common.
std::mutex& zones_mutex() {
  static std::mutex mutex;
  return mutex;
}

Offset offset_at(icaltimezone* zone, Seconds at) {
  auto utc = icaltime_from_timet_with_zone(static_cast<time_t>(at.time_since_epoch().count()), 0, icaltimezone_get_utc_timezone());
  int is_daylight = 0;
  const int seconds = icaltimezone_get_utc_offset_of_utc_time(zone, &utc, &is_daylight);
  return {seconds, is_daylight != 0};
}

// The instant in (from, to] from which another offset holds; both ends differ.
Seconds change_between(icaltimezone* zone, Seconds from, Seconds to) {
  const auto before = offset_at(zone, from);
  while (to - from > std::chrono::seconds{1}) {
    const auto middle = from + (to - from) / 2;
    (offset_at(zone, middle) == before ? from : to) = middle;
  }
  return to;
}

struct Observance {
  Seconds from;
  Offset before;
  Offset offset;
};

std::vector<Observance> observances(icaltimezone* zone, Seconds begin, Seconds end) {
  const auto first = offset_at(zone, begin);
  std::vector<Observance> all = {{begin, first, first}};
  for (auto at = begin; at < end; at += kStep) {
    const auto before = offset_at(zone, at);
    const auto after = offset_at(zone, at + kStep);
    if (!(before == after)) all.push_back({change_between(zone, at, at + kStep), before, after});
  }
  return all;
}

icaltimetype local_time(Seconds at, Offset offset) {
  return icaltime_from_timet_with_zone(static_cast<time_t>(at.time_since_epoch().count()) + offset.seconds, 0, nullptr);
}

icalcomponent* zone_component(const std::string& name, const std::vector<Observance>& all) {
  auto* const zone = icalcomponent_new_vtimezone();
  icalcomponent_add_property(zone, icalproperty_new_tzid(name.c_str()));
  for (const auto& one : all) {
    auto* const part = one.offset.is_daylight ? icalcomponent_new_xdaylight() : icalcomponent_new_xstandard();
    icalcomponent_add_property(part, icalproperty_new_dtstart(local_time(one.from, one.before)));
    icalcomponent_add_property(part, icalproperty_new_tzoffsetfrom(one.before.seconds));
    icalcomponent_add_property(part, icalproperty_new_tzoffsetto(one.offset.seconds));
    icalcomponent_add_component(zone, part);
  }
  return zone;
}

Seconds whole_seconds(Time at) { return std::chrono::floor<std::chrono::seconds>(at); }

// An address without anything that would end it early.
std::string clean_url(std::string_view url) {
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) return {};
  }
  return std::string(url);
}

void add_text(icalcomponent* to, icalproperty* (*make)(const char*), std::string_view text) {
  if (const auto value = cleaned(text, Lines::many); !value.empty()) icalcomponent_add_property(to, make(value.c_str()));
}

icalproperty* at_zone(icalproperty* property, const std::string& zone) {
  icalproperty_add_parameter(property, icalparameter_new_tzid(zone.c_str()));
  return property;
}

icalcomponent* event_component(const CalendarEntry& entry, icaltimezone* zone) {
  const bool cancelled = entry.method == CalendarEntry::Method::cancel;
  auto* const event = icalcomponent_new_vevent();
  const auto add = [event](icalproperty* property) { icalcomponent_add_property(event, property); };
  const auto local = [zone](Time at) { return local_time(whole_seconds(at), offset_at(zone, whole_seconds(at))); };
  add(icalproperty_new_uid(cleaned(entry.uid, Lines::one).c_str()));
  const auto made = static_cast<time_t>(whole_seconds(entry.made).time_since_epoch().count());
  add(icalproperty_new_dtstamp(icaltime_from_timet_with_zone(made, 0, icaltimezone_get_utc_timezone())));
  add(icalproperty_new_sequence(static_cast<int>(entry.sequence)));
  add(at_zone(icalproperty_new_dtstart(local(entry.starts)), entry.zone));
  add(at_zone(icalproperty_new_dtend(local(entry.ends)), entry.zone));
  add_text(event, icalproperty_new_summary, entry.title);
  add_text(event, icalproperty_new_description, entry.description);
  add_text(event, icalproperty_new_location, entry.place);
  if (const auto url = clean_url(entry.url); !url.empty()) add(icalproperty_new_url(url.c_str()));
  add(icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  add(icalproperty_new_transp(cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
  return event;
}

std::string percent(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

Result<std::string> calendar_file(const CalendarEntry& entry) {
  const std::lock_guard lock(zones_mutex());
  auto* const zone = i18n::is_known_zone(entry.zone) ? icaltimezone_get_builtin_timezone(entry.zone.c_str()) : nullptr;
  if (zone == nullptr) return fail(ErrorCode::invalid, "mail.calendar", "zone: is unknown");
  const Component calendar(icalcomponent_new_vcalendar());
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Uketsuke//Uketsuke//EN"));
  const bool cancelled = entry.method == CalendarEntry::Method::cancel;
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_PUBLISH));
  const auto rules = observances(zone, whole_seconds(entry.starts) - kAround, whole_seconds(entry.ends) + kAround);
  icalcomponent_add_component(calendar.get(), zone_component(entry.zone, rules));
  icalcomponent_add_component(calendar.get(), event_component(entry, zone));
  const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()), icalmemory_free_buffer);
  if (!text) return fail(ErrorCode::internal, "mail.calendar", "libical wrote nothing");
  return std::string(text.get());
}

std::string google_calendar_link(const CalendarEntry& entry) {
  const auto utc = [](Time at) { return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(whole_seconds(at))); };
  auto details = cleaned(entry.description, Lines::many);
  if (const auto url = clean_url(entry.url); !url.empty()) details += (details.empty() ? "" : "\n") + url;
  std::string link = "https://calendar.google.com/calendar/render?action=TEMPLATE&text=" + percent(cleaned(entry.title, Lines::one)) +
                     "&dates=" + utc(entry.starts) + "%2F" + utc(entry.ends);
  if (!details.empty()) link += "&details=" + percent(details);
  if (const auto place = cleaned(entry.place, Lines::many); !place.empty()) link += "&location=" + percent(place);
  if (!entry.zone.empty()) link += "&ctz=" + percent(entry.zone);
  return link;
}

}  // namespace uke::server::mail
