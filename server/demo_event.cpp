#include "server/demo_event.h"

#include "server/events/service.h"
#include "shared/i18n/dates.h"

#include <chrono>

namespace uke::server {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* kZone = "Asia/Tokyo";

}  // namespace

Result<events::EditionRow> DemoEvents::make_older() {
  TRY(const auto date, i18n::parse_local("2026-02-20", "18:00", kZone));
  TRY(const auto event, events::create_event(tx_, actor_, {"創立記念パーティー2026", "Anniversary Party 2026", to_ms(date), kZone}));
  TRY(auto details, events::event_details_of(tx_, event.id));
  details.handover = file_.handover;
  TRYV(describe_event(event.id, details));
  events::EditionFields fields;
  fields.name = "東京会場(2026)";
  fields.name_en = "Tokyo (2026)";
  fields.zone = kZone;
  fields.starts_ms = to_ms(date);
  fields.doors_open_ms = to_ms(date - minutes{30});
  fields.doors_close_ms = to_ms(date + hours{2});
  fields.ends_ms = to_ms(date + hours{3});
  return events::create_edition(tx_, actor_, event.id, fields);
}

Result<DemoEdition> DemoEvents::make_night() {
  const auto& night = file_.night;
  TRY(const auto times, times_of(night.edition, "2027-03-27", "14:00", 35));
  TRY(const auto event, events::create_event(tx_, actor_, {night.name, night.name_en, to_ms(times.opens), kZone}));
  TRY(auto details, events::event_details_of(tx_, event.id));
  details.description = night.description;
  details.description_en = night.description_en;
  details.link_trust = events::LinkTrust::roster_only;
  TRYV(describe_event(event.id, details));
  TRY(auto edition, make_edition(event.id, night.edition, times));
  TRYV(add_programme(edition, night.programme));
  return edition;
}

Result<std::vector<DemoEdition>> DemoEvents::make_party() {
  TRY(const auto day, i18n::parse_local("2027-02-20", "00:00", kZone));
  const auto date = doors_ == DemoFlags::Doors::around_now ? tx_.now() : day;
  TRY(const auto event, events::create_event(tx_, actor_, {"創立記念パーティー2027", "Anniversary Party 2027", to_ms(date), kZone}));
  TRY(auto details, events::event_details_of(tx_, event.id));
  details.description = file_.description;
  details.description_en = file_.description_en;
  TRYV(describe_event(event.id, details));
  std::vector<DemoEdition> editions;
  for (const auto& place : file_.places) {
    TRY(const auto times, times_of(place, "2027-02-20", "17:30", 0));
    TRY(auto edition, make_edition(event.id, place, times));
    if (!place.place.empty()) TRYV(add_fees(edition));
    TRYV(add_goods(edition));
    if (editions.empty()) TRYV(add_programme(edition, file_.programme));
    editions.push_back(std::move(edition));
  }
  return editions;
}

Result<DemoEvents::Times> DemoEvents::times_of(const DemoPlace& place, std::string_view date, std::string_view opens,
                                               int days_from_now) const {
  Times times;
  if (doors_ == DemoFlags::Doors::around_now) {
    times.opens = tx_.now() + days{days_from_now} + hours{place.opens_hours_from_now};
    times.closes = times.opens + hours{place.open_hours_now};
  } else {
    TRY(times.opens, i18n::parse_local(date, opens, kZone));
    times.closes = times.opens + hours{3};
  }
  TRY(times.day, i18n::parse_local(i18n::typed_date(times.opens, kZone), "00:00", kZone));
  return times;
}

Result<DemoEdition> DemoEvents::make_edition(EventId event, const DemoPlace& place, const Times& times) {
  events::EditionFields fields;
  fields.name = place.name;
  fields.name_en = place.name_en;
  fields.place = place.place;
  fields.zone = kZone;
  fields.starts_ms = to_ms(times.opens + minutes{30});
  fields.doors_open_ms = to_ms(times.opens);
  fields.doors_close_ms = to_ms(times.closes);
  fields.ends_ms = to_ms(times.closes + minutes{30});
  fields.capacity_onsite = place.capacity;
  fields.door_fee = place.door_fee;
  DemoEdition edition;
  TRY(edition.row, events::create_edition(tx_, actor_, event, fields));
  TRY(const auto details, details_of(place, times));
  TRYV(events::change_edition_details(tx_, actor_, edition.row.id, details.version, details));
  return edition;
}

// Deadlines end with a day, some days before the party; with the doors open now, what would be over already ends in some hours.
Result<events::EditionDetails> DemoEvents::details_of(const DemoPlace& place, const Times& times) const {
  const bool is_now = doors_ == DemoFlags::Doors::around_now;
  events::EditionDetails details;
  details.map_url = place.map_url.value_or("");
  details.contact = place.contact;
  details.online_guide = place.online_guide.value_or("");
  details.after_party = place.after_party.value_or("");
  details.asks_after_party = place.after_party.has_value();
  details.maybe_until_ms = to_ms(is_now ? tx_.now() + hours{4} : times.day - days{7} - minutes{1});
  if (place.caterer) {
    details.caterer = *place.caterer;
    details.food_price = place.food_price.value_or(Yen{});
    details.food_fixed_ms = to_ms(times.day - days{4} + hours{12});
    details.cancel_free_until_ms = to_ms(times.day - days{4} - minutes{1});  // 「2月16日(火)以降…」
    details.cancel_fee = place.door_fee;
    if (!is_now) details.rsvp_closes_ms = to_ms(times.day - days{2} - minutes{1});
  }
  return details;
}

Status DemoEvents::add_fees(DemoEdition& edition) {
  for (const auto& fee : file_.fees) {
    events::FeeCategory category;
    category.name = fee.name;
    category.name_en = fee.name_en;
    category.for_whom = fee.for_whom;
    category.amount = Yen{edition.row.door_fee.value - fee.below_door_fee.value};
    TRY(const auto stored, events::put_fee_category(tx_, actor_, edition.row.id, category));
    edition.fees.emplace(stored.name, stored.id);
  }
  return {};
}

Status DemoEvents::add_goods(DemoEdition& edition) {
  for (const auto& goods : file_.goods) {
    events::GoodsItem item;
    item.name = goods.name;
    item.name_en = goods.name_en;
    item.price = goods.price;
    TRY(const auto stored, events::put_goods(tx_, actor_, edition.row.id, item));
    edition.goods.emplace(stored.name, stored.id);
  }
  return {};
}

Status DemoEvents::add_programme(DemoEdition& edition, const std::vector<DemoItem>& items) {
  for (const auto& one : items) {
    events::ProgrammeItem item;
    item.starts_ms = to_ms(from_ms(edition.row.starts_ms) + minutes{one.minutes});
    item.title = one.title;
    item.title_en = one.title_en;
    item.speaker = one.speaker;
    item.speaker_about = one.speaker_about;
    item.description = one.description;
    TRY(const auto stored, events::put_programme_item(tx_, actor_, edition.row.id, item));
    edition.speakers.emplace(stored.speaker, stored.code);
  }
  return {};
}

Status DemoEvents::describe_event(EventId event, events::EventDetails details) {
  TRYV(events::change_event_details(tx_, actor_, event, details.version, details));
  return {};
}

}  // namespace uke::server
