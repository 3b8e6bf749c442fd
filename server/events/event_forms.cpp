#include "server/events/event_forms.h"

#include "server/events/copy_rules.h"
#include "shared/i18n/dates.h"

#include <fmt/format.h>

#include <algorithm>

namespace uke::server::events {
namespace {

constexpr const char* kHomeZone = "Asia/Tokyo";

const std::vector<FieldSpec>& first_edition_fields() {
  static const std::vector<FieldSpec> kFields = {
      {.name = "edition_name", .required = true, .group = "event.group.edition"},
      {.name = "place", .input = Input::text},
      {.name = "doors_open", .input = Input::time, .required = true},
      {.name = "starts", .input = Input::time, .required = true},
      {.name = "ends", .input = Input::time, .required = true},
      {.name = "capacity_onsite", .input = Input::limit},
      {.name = "capacity_online", .input = Input::limit},
      {.name = "door_fee", .input = Input::number},
  };
  return kFields;
}

Sheet with_edition(std::vector<FieldSpec> fields) {
  fields.insert(fields.end(), first_edition_fields().begin(), first_edition_fields().end());
  return {.labels = "event.field.", .hints = "event.hint.", .fields = std::move(fields)};
}

Raw edition_defaults() {
  return {{"edition_name", ""}, {"place", ""},           {"doors_open", "17:30"}, {"starts", "18:00"},
          {"ends", "20:30"},    {"capacity_onsite", ""}, {"capacity_online", ""}, {"door_fee", ""}};
}

std::string day_after(const std::string& day) {
  const auto at = i18n::parse_local(day, "12:00", "UTC");
  return at ? i18n::typed_date(*at + std::chrono::hours{24}, "UTC") : day;
}

// The moment of a time of day; 0 with a fault where there is none.
std::int64_t moment_of(SheetReader& reader, const std::string& day, const char* name, std::string_view zone) {
  const auto at = i18n::parse_local(day, reader.text(name), zone);
  if (at) return to_ms(*at);
  reader.add(name, reader.text(name).empty() ? web::What::required : web::What::not_date);
  return 0;
}

EditionFields read_edition(SheetReader& reader, const std::string& day, const std::string& zone) {
  EditionFields fields;
  fields.name = reader.text("edition_name");
  fields.place = reader.text("place");
  fields.zone = zone;
  if (i18n::parse_local(day, "12:00", "UTC")) {
    fields.doors_open_ms = moment_of(reader, day, "doors_open", zone);
    fields.starts_ms = moment_of(reader, day, "starts", zone);
    fields.ends_ms = moment_of(reader, day, "ends", zone);
    if (fields.ends_ms != 0 && fields.ends_ms <= fields.starts_ms) fields.ends_ms = moment_of(reader, day_after(day), "ends", zone);
    fields.doors_close_ms = fields.ends_ms;
  }
  fields.capacity_onsite = reader.number("capacity_onsite");
  fields.capacity_online = reader.number("capacity_online");
  fields.door_fee = reader.yen("door_fee");
  return fields;
}

// As the short form calls them. Times of a day that is no date are faulty only because the day is.
web::Faults renamed(const web::Faults& faults, bool has_day) {
  web::Faults out;
  for (auto fault : faults) {
    if (fault.field == "name") fault.field = "edition_name";
    if (fault.field == "doors_open_ms") fault.field = "doors_open";
    if (fault.field == "starts_ms") fault.field = "starts";
    if (fault.field == "ends_ms") fault.field = "ends";
    if (fault.field == "doors_close_ms") fault = {.field = "doors_open", .what = web::What::out_of_range};  // it opens when all is over
    const bool is_time = fault.field == "doors_open" || fault.field == "starts" || fault.field == "ends";
    if (has_day || !is_time) out.push_back(fault);
  }
  return out;
}

}  // namespace

const Sheet& event_sheet() {
  static const Sheet kSheet = {.labels = "event.field.",
                               .hints = "event.hint.",
                               .fields = {{.name = "name", .required = true},
                                          {.name = "name_en"},
                                          {.name = "date_ms", .input = Input::date, .required = true},
                                          {.name = "zone", .input = Input::zone},
                                          {.name = "link_trust",
                                           .input = Input::radios,
                                           .required = true,
                                           .choices = "event.link_trust.",
                                           .values = {"group_link", "roster_only"}},
                                          {.name = "description", .input = Input::text, .group = "event.group.text"},
                                          {.name = "description_en", .input = Input::text},
                                          {.name = "handover", .input = Input::text, .group = "event.group.handover"}}};
  return kSheet;
}

Raw raw_of(const EventRow& event, const EventDetails& details) {
  return {{"name", event.name},
          {"name_en", event.name_en},
          {"date_ms", i18n::typed_date(from_ms(event.date_ms), event.zone)},
          {"zone", event.zone},
          {"link_trust", std::string(enum_name(details.link_trust))},
          {"description", details.description},
          {"description_en", details.description_en},
          {"handover", details.handover}};
}

EventTyped event_typed(const Raw& raw, const EventRow& before) {
  SheetReader reader(raw);
  EventTyped typed;
  auto& fields = typed.form.fields;
  fields.name = reader.text("name");
  fields.name_en = reader.text("name_en");
  fields.zone = reader.text("zone");
  const auto day = reader.text("date_ms");
  const auto at = i18n::parse_local(day, i18n::format_time(from_ms(before.date_ms), before.zone), fields.zone);
  if (at) {
    fields.date_ms = to_ms(*at);
  } else if (!day.empty() && i18n::is_known_zone(fields.zone)) {
    reader.add("date_ms", web::What::not_date);
  }
  auto& details = typed.form.details;
  details.link_trust = reader.choice<LinkTrust>("link_trust");
  details.description = reader.text("description");
  details.description_en = reader.text("description_en");
  details.handover = reader.text("handover");
  auto faults = faults_of(fields);
  const auto more = check(details);
  faults.insert(faults.end(), more.begin(), more.end());
  typed.faults = reader.with(faults);
  return typed;
}

const Sheet& new_event_sheet() {
  static const Sheet kSheet = with_edition({{.name = "name", .required = true},
                                            {.name = "name_en"},
                                            {.name = "date_ms", .input = Input::date, .required = true},
                                            {.name = "zone", .input = Input::zone}});
  return kSheet;
}

const Sheet& new_edition_sheet() {
  static const Sheet kSheet =
      with_edition({{.name = "date_ms", .input = Input::date, .required = true}, {.name = "zone", .input = Input::zone}});
  return kSheet;
}

Raw new_event_defaults(Time now) {
  using namespace std::chrono;
  const auto today = local_day(to_ms(now), kHomeZone);
  auto day = today.year() / February / 20;
  if (sys_days{day} <= sys_days{today}) day += years{1};
  auto raw = edition_defaults();
  raw["name"] = "";
  raw["name_en"] = "";
  raw["date_ms"] = fmt::format("{:04}-02-20", static_cast<int>(day.year()));
  raw["zone"] = kHomeZone;
  return raw;
}

Raw new_edition_defaults(const EventRow& event) {
  auto raw = edition_defaults();
  raw["date_ms"] = i18n::typed_date(from_ms(event.date_ms), event.zone);
  raw["zone"] = event.zone;
  return raw;
}

NewTyped new_event_typed(const Raw& raw) {
  SheetReader reader(raw);
  NewTyped typed;
  const auto day = reader.text("date_ms");
  const auto zone = reader.text("zone");
  typed.edition = read_edition(reader, day, zone);
  auto& event = typed.event;
  event = {.name = reader.text("name"), .name_en = reader.text("name_en"), .date_ms = typed.edition.starts_ms, .zone = zone};
  const bool has_day = i18n::parse_local(day, "12:00", "UTC").has_value();
  if (!has_day) reader.add("date_ms", day.empty() ? web::What::required : web::What::not_date);
  auto faults = faults_of(event);
  if (has_day) std::erase_if(faults, [](const web::Fault& fault) { return fault.field == "date_ms"; });  // the time is what is missing
  const auto of_edition = renamed(faults_of(typed.edition), has_day);
  faults.insert(faults.end(), of_edition.begin(), of_edition.end());
  typed.faults = reader.with(faults);
  return typed;
}

NewTyped new_edition_typed(const Raw& raw) {
  SheetReader reader(raw);
  NewTyped typed;
  const auto day = reader.text("date_ms");
  typed.edition = read_edition(reader, day, reader.text("zone"));
  const bool has_day = i18n::parse_local(day, "12:00", "UTC").has_value();
  if (!has_day) reader.add("date_ms", day.empty() ? web::What::required : web::What::not_date);
  typed.faults = reader.with(renamed(faults_of(typed.edition), has_day));
  return typed;
}

}  // namespace uke::server::events
