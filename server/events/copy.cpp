// copy_event(): last year's event as next year's.
#include "server/accounts/service.h"
#include "server/events/copy_rules.h"
#include "server/events/details_service.h"
#include "server/events/details_store.h"
#include "server/events/links.h"
#include "server/events/service.h"

namespace uke::server::events {
namespace {

// One after the other; what is no longer offered stays behind.
template <class Item>
Status insert_in_order(storage::WriteTx& tx, EditionId edition, std::vector<Item> items) {
  std::int64_t position = 0;
  for (auto& item : items) {
    if constexpr (requires { item.retired; }) {
      if (item.retired) continue;
    }
    if constexpr (requires { item.code; }) item.code = fresh_speaker_code(tx.random());
    item.id = Uuid::v7(tx.clock(), tx.random()).to_string();
    item.position = ++position;
    item.version = 1;
    TRYV(insert_item(tx, edition, item));
  }
  return {};
}

Status copy_items(storage::WriteTx& tx, const EditionRow& from, EditionId to, const Move& move) {
  TRY(auto categories, fee_categories_of(tx, from.id));
  TRYV(insert_in_order(tx, to, std::move(categories)));
  TRY(auto goods, goods_items_of(tx, from.id));
  TRYV(insert_in_order(tx, to, std::move(goods)));
  TRY(auto programme, programme_of(tx, from.id));
  for (auto& item : programme) item = moved(std::move(item), from.zone, move);
  return insert_in_order(tx, to, std::move(programme));
}

Status copy_edition(storage::WriteTx& tx, const web::Actor& actor, const EditionRow& from, EventId event, const Move& move) {
  TRY(const auto edition, create_edition(tx, actor, event, moved(from, move)));
  TRY(const auto details, edition_details_of(tx, from.id));
  if (details.version != 0) TRYV(change_edition_details(tx, actor, edition.id, 0, moved(details, from.zone, move)));
  return copy_items(tx, from, edition.id, move);
}

}  // namespace

Result<EventRow> copy_event(storage::WriteTx& tx, const web::Actor& actor, EventId from) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto event, get_event(tx, actor, from));
  TRY(const auto editions, list_editions(tx, from));
  const auto move = move_of(event, tx.now());
  for (const auto& edition : editions) {
    if (!check(moved(edition, move)).empty()) return fail(ErrorCode::conflict, "events.copy_event", "its times cannot be moved");
  }
  if (!check(moved(event, move)).empty()) return fail(ErrorCode::conflict, "events.copy_event", "its date cannot be moved");
  TRY(const auto copy, create_event(tx, actor, moved(event, move)));
  TRY(const auto said, event_details_of(tx, from));
  TRY(auto details, event_details_of(tx, copy.id));
  details.link_trust = said.link_trust;
  details.description = with_new_year(said.description, move);
  details.description_en = with_new_year(said.description_en, move);
  details.copied_from = from;
  TRYV(update_event_details(tx, copy.id, details.version, details));
  for (const auto& edition : editions) TRYV(copy_edition(tx, actor, edition, copy.id, move));
  TRYV(accounts::audit(tx, actor, "event.copy", {.kind = "event", .id = copy.id.to_string()},
                       {{.field = "copied_from", .before = {}, .after = from.to_string()}}));
  return copy;
}

}  // namespace uke::server::events
