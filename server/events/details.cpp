#include "server/events/details.h"

#include "server/events/rules_text.h"

namespace uke::server::events {
namespace {

constexpr std::int64_t kDescriptionMax = 4000;  // characters
constexpr std::int64_t kYenMax = 1'000'000;
constexpr std::int64_t kCompanionsMax = 20;

}  // namespace

web::Faults check(const EventDetails& details) {
  FaultList faults;
  faults.text("description", details.description, kDescriptionMax);
  faults.text("description_en", details.description_en, kDescriptionMax);
  faults.text("handover", details.handover, kDescriptionMax);
  return faults.take();
}

web::Faults check(const EditionDetails& details) {
  FaultList faults;
  faults.web_address("map_url", details.map_url);
  faults.line("contact", details.contact, 2 * kLineMax);
  faults.time_or_none("rsvp_closes_ms", details.rsvp_closes_ms);
  faults.time_or_none("maybe_until_ms", details.maybe_until_ms);
  faults.time_or_none("cancel_free_until_ms", details.cancel_free_until_ms);
  faults.number("cancel_fee", details.cancel_fee.value, kYenMax);
  faults.number("online_fee", details.online_fee.value, kYenMax);
  faults.text("online_guide", details.online_guide);
  faults.number("companions_max", details.companions_max, kCompanionsMax);
  faults.text("after_party", details.after_party);
  faults.text("caterer", details.caterer);
  faults.number("food_price", details.food_price.value, kYenMax);
  faults.time_or_none("food_fixed_ms", details.food_fixed_ms);
  return faults.take();
}

web::Faults check(const FeeCategory& category) {
  FaultList faults;
  faults.name("name", category.name);
  faults.line("name_en", category.name_en);
  faults.number("amount", category.amount.value, kYenMax);
  return faults.take();
}

web::Faults check(const GoodsItem& item) {
  FaultList faults;
  faults.name("name", item.name);
  faults.line("name_en", item.name_en);
  faults.number("price", item.price.value, kYenMax);
  return faults.take();
}

web::Faults check(const ProgrammeItem& item) {
  FaultList faults;
  faults.time_or_none("starts_ms", item.starts_ms);
  faults.name("title", item.title);
  faults.line("title_en", item.title_en);
  faults.line("speaker", item.speaker);
  faults.text("speaker_about", item.speaker_about);
  faults.text("description", item.description);
  return faults.take();
}

}  // namespace uke::server::events
