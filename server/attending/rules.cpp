#include "server/attending/rules.h"

#include "server/rsvps/fees.h"

#include <algorithm>

namespace uke::server::attending {
namespace {

rsvps::Prices prices_of(const Venue& venue) {
  return {.door_fee = venue.edition.door_fee, .online_fee = venue.details.online_fee, .categories = venue.categories, .goods = venue.goods};
}

// As the rows will say it once they are there.
Yen fee_of(const rsvps::OwnFields& fields, const std::string& category, const rsvps::Prices& prices) {
  rsvps::AttendeeRow row;
  row.state = fields.state;
  row.mode = fields.mode;
  rsvps::Details details;
  details.fee_category = category;
  return rsvps::base_fee(row, details, prices);
}

}  // namespace

bool offers(const Venue& venue, desk::Mode mode) {
  const auto& edition = venue.edition;
  const bool onsite = !edition.place.empty() || edition.capacity_onsite > 0 || edition.door_fee.value > 0;
  if (mode == desk::Mode::onsite) return onsite;
  return !onsite || !venue.details.online_guide.empty() || edition.capacity_online > 0 || venue.details.online_fee.value > 0;
}

std::vector<desk::Mode> modes_of(const Venue& venue) {
  std::vector<desk::Mode> modes;
  for (const auto mode : {desk::Mode::onsite, desk::Mode::online}) {
    if (offers(venue, mode)) modes.push_back(mode);
  }
  return modes;
}

std::vector<events::FeeCategory> categories_for(const Venue& venue, desk::Mode mode, events::ForWhom for_whom) {
  std::vector<events::FeeCategory> fitting;
  if (mode == desk::Mode::online) return fitting;
  for (const auto& category : venue.categories) {
    const bool fits = category.for_whom == events::ForWhom::anybody || category.for_whom == for_whom;
    if (fits && !category.retired) fitting.push_back(category);
  }
  return fitting;
}

std::string text_of(const Choice& choice) { return choice.edition.to_string() + "." + std::string(enum_name(choice.mode)); }

std::optional<Choice> choice_of(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const auto edition = EditionId::parse(text.substr(0, point));
  const auto mode = enum_value<desk::Mode>(text.substr(point + 1));
  if (!edition || !mode) return std::nullopt;
  return Choice{.edition = *edition, .mode = *mode};
}

Bill bill_of(const rsvps::OwnFields& fields, const Venue& venue) {
  const auto prices = prices_of(venue);
  Bill bill;
  bill.own = fee_of(fields, fields.fee_category, prices);
  for (const auto& companion : fields.companions) bill.companions.push_back(fee_of(fields, companion.fee_category, prices));
  bill.goods = rsvps::goods_fee(fields.goods, prices);
  bill.total = bill.own + bill.goods;
  for (const auto amount : bill.companions) bill.total += amount;
  return bill;
}

std::optional<rsvps::Refusal> refusal_of(const Venue& venue, Time now) { return rsvps::refusal_of(venue.edition, venue.details, now); }

}  // namespace uke::server::attending
