#include "server/rooms_hosting.h"

#include "server/catering/service.h"
#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "server/rsvps/list.h"

#include <chrono>

namespace uke::server {
namespace {

using accounts::Waiting;

constexpr std::int64_t kEventsLooked = 200;
constexpr Millis kShopSoon = std::chrono::hours{72};
constexpr Millis kShopUrgent = std::chrono::hours{24};

// Of an edition that is still to come; nothing where nobody waits.
Result<std::optional<Waiting>> waiting_at(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages,
                                          const events::EditionRow& edition) {
  TRY(const auto sums, rsvps::sums_of(tx, actor, edition.id));
  if (sums.held == 0 && sums.doubtful == 0) return std::optional<Waiting>{};
  const auto* const key = sums.held > 0 ? "home.answers_held" : "home.answers_doubtful";
  return std::optional(Waiting{
      .title = messages.text("home.answers"),
      .text = messages.text(key, {{"edition", events::name_of(messages, edition)}, {"held", sums.held}, {"doubtful", sums.doubtful}}),
      .path = "/editions/" + edition.id.to_string() + "/rsvps"});
}

}  // namespace

Result<std::vector<Waiting>> waiting_answers(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages) {
  std::vector<Waiting> waiting;
  if ((actor.access & web::kAdmin) == 0) return waiting;
  TRY(const auto all, events::get_events(tx, actor, EventId{}, kEventsLooked));
  for (const auto& event : all) {
    TRY(const auto editions, events::get_editions(tx, actor, event.id));
    for (const auto& edition : editions) {
      if (edition.cancelled || from_ms(edition.ends_ms) < tx.now()) continue;
      TRY(auto one, waiting_at(tx, actor, messages, edition));
      if (one) waiting.push_back(std::move(*one));
    }
  }
  return waiting;
}

Result<std::vector<Waiting>> waiting_shops(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages) {
  std::vector<Waiting> waiting;
  if ((actor.access & catering::kMayTell) == 0) return waiting;
  TRY(const auto due, catering::numbers_due(tx, actor, kShopSoon));
  for (const auto& shop : due) {
    const auto* const key = shop.told ? "home.catering_differs" : "home.catering_none";
    waiting.push_back({.title = messages.text("home.catering"),
                       .text = messages.text(key, {{"edition", events::name_of(messages, shop.edition)},
                                                   {"when", events::moment(messages, shop.fixed_ms, shop.edition.zone)},
                                                   {"count", shop.expected},
                                                   {"told", shop.told.value_or(0)}}),
                       .path = "/editions/" + shop.edition.id.to_string() + "/catering",
                       .is_urgent = from_ms(shop.fixed_ms) - tx.now() < kShopUrgent});
  }
  return waiting;
}

}  // namespace uke::server
