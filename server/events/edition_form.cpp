#include "server/events/edition_form.h"

namespace uke::server::events {
namespace {

std::string yen(Yen amount) { return std::to_string(amount.value); }

EditionFields read_fields(SheetReader& reader, const EditionRow& before) {
  auto fields = fields_of(before);
  fields.name = reader.text("name");
  fields.name_en = reader.text("name_en");
  fields.place = reader.text("place");
  fields.zone = reader.text("zone");
  fields.doors_open_ms = reader.moment("doors_open_ms", fields.zone);
  fields.starts_ms = reader.moment("starts_ms", fields.zone);
  fields.ends_ms = reader.moment("ends_ms", fields.zone);
  fields.doors_close_ms = reader.moment("doors_close_ms", fields.zone);
  fields.capacity_onsite = reader.number("capacity_onsite");
  fields.capacity_online = reader.number("capacity_online");
  fields.door_fee = reader.yen("door_fee");
  fields.unpaid = reader.choice<desk::UnpaidRule>("unpaid");
  fields.exits_recorded = reader.flag("exits_recorded");
  fields.greeting = reader.text("greeting");
  fields.greeting_en = reader.text("greeting_en");
  return fields;
}

EditionDetails read_details(SheetReader& reader, std::string_view zone) {
  EditionDetails details;
  details.map_url = reader.text("map_url");
  details.contact = reader.text("contact");
  details.rsvp_closes_ms = reader.moment("rsvp_closes_ms", zone);
  details.maybe_until_ms = reader.moment("maybe_until_ms", zone);
  details.cancel_free_until_ms = reader.moment("cancel_free_until_ms", zone);
  details.cancel_fee = reader.yen("cancel_fee");
  details.online_fee = reader.yen("online_fee");
  details.online_guide = reader.text("online_guide");
  details.companions_max = reader.number("companions_max");
  details.asks_after_party = reader.flag("asks_after_party");
  details.after_party = reader.text("after_party");
  details.caterer = reader.text("caterer");
  details.food_price = reader.yen("food_price");
  details.food_fixed_ms = reader.moment("food_fixed_ms", zone);
  return details;
}

}  // namespace

const Sheet& edition_sheet() {
  using enum Input;
  static const Sheet kSheet = {
      .labels = "edition.field.",
      .hints = "edition.hint.",
      .fields = {
          {.name = "name", .required = true, .group = "edition.group.place"},
          {.name = "name_en"},
          {.name = "place", .input = text},
          {.name = "map_url", .length_max = kUrlMax},
          {.name = "contact", .length_max = 2 * kLineMax},
          {.name = "doors_open_ms", .input = datetime, .required = true, .group = "edition.group.time"},
          {.name = "starts_ms", .input = datetime, .required = true},
          {.name = "ends_ms", .input = datetime, .required = true},
          {.name = "doors_close_ms", .input = datetime, .required = true},
          {.name = "zone", .input = zone},
          {.name = "capacity_onsite", .input = limit, .group = "edition.group.room"},
          {.name = "capacity_online", .input = limit},
          {.name = "companions_max", .input = number},
          {.name = "door_fee", .input = number, .group = "edition.group.money"},
          {.name = "online_fee", .input = number},
          {.name = "unpaid", .input = radios, .required = true, .choices = "edition.unpaid.", .values = {"pay_first", "remind"}},
          {.name = "rsvp_closes_ms", .input = datetime, .group = "edition.group.deadlines"},
          {.name = "maybe_until_ms", .input = datetime},
          {.name = "cancel_free_until_ms", .input = datetime},
          {.name = "cancel_fee", .input = number},
          {.name = "caterer", .input = text, .group = "edition.group.food"},
          {.name = "food_price", .input = limit},
          {.name = "food_fixed_ms", .input = datetime},
          {.name = "asks_after_party", .input = flag, .group = "edition.group.after_party"},
          {.name = "after_party", .input = text},
          {.name = "online_guide", .input = text, .group = "edition.group.online"},
          {.name = "exits_recorded", .input = flag, .group = "edition.group.door"},
          {.name = "greeting"},
          {.name = "greeting_en"},
      }};
  return kSheet;
}

Raw raw_of(const EditionRow& edition, const EditionDetails& details) {
  const auto& zone = edition.zone;
  return {{"name", edition.name},
          {"name_en", edition.name_en},
          {"place", edition.place},
          {"map_url", details.map_url},
          {"contact", details.contact},
          {"doors_open_ms", raw_moment(edition.doors_open_ms, zone)},
          {"starts_ms", raw_moment(edition.starts_ms, zone)},
          {"ends_ms", raw_moment(edition.ends_ms, zone)},
          {"doors_close_ms", raw_moment(edition.doors_close_ms, zone)},
          {"zone", zone},
          {"capacity_onsite", raw_limit(edition.capacity_onsite)},
          {"capacity_online", raw_limit(edition.capacity_online)},
          {"companions_max", std::to_string(details.companions_max)},
          {"door_fee", yen(edition.door_fee)},
          {"online_fee", yen(details.online_fee)},
          {"unpaid", std::string(enum_name(edition.unpaid))},
          {"rsvp_closes_ms", raw_moment(details.rsvp_closes_ms, zone)},
          {"maybe_until_ms", raw_moment(details.maybe_until_ms, zone)},
          {"cancel_free_until_ms", raw_moment(details.cancel_free_until_ms, zone)},
          {"cancel_fee", yen(details.cancel_fee)},
          {"caterer", details.caterer},
          {"food_price", raw_limit(details.food_price.value)},
          {"food_fixed_ms", raw_moment(details.food_fixed_ms, zone)},
          {"asks_after_party", raw_flag(details.asks_after_party)},
          {"after_party", details.after_party},
          {"online_guide", details.online_guide},
          {"exits_recorded", raw_flag(edition.exits_recorded)},
          {"greeting", edition.greeting},
          {"greeting_en", edition.greeting_en}};
}

EditionTyped edition_typed(const Raw& raw, const EditionRow& before) {
  SheetReader reader(raw);
  EditionTyped typed;
  typed.form.fields = read_fields(reader, before);
  typed.form.details = read_details(reader, typed.form.fields.zone);
  auto faults = faults_of(typed.form.fields);
  const auto more = check(typed.form.details);
  faults.insert(faults.end(), more.begin(), more.end());
  typed.faults = reader.with(faults);
  return typed;
}

bool is_news(const EditionRow& before, const EditionFields& after) {
  return before.name != after.name || before.place != after.place || before.zone != after.zone || before.starts_ms != after.starts_ms ||
         before.ends_ms != after.ends_ms || before.doors_open_ms != after.doors_open_ms;
}

}  // namespace uke::server::events
