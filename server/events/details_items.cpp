// Fee categories, goods and the programme: the same steps for each.
#include "server/accounts/service.h"
#include "server/events/details_service.h"
#include "server/events/details_store.h"
#include "server/events/links.h"
#include "server/events/service.h"
#include "server/jobs/jobs.h"

#include <algorithm>

namespace uke::server::events {
namespace {

constexpr int kCodeDraws = 4;

// What the three differ in.
template <class Item>
struct Kind;
template <>
struct Kind<FeeCategory> {
  static constexpr std::int64_t kMost = 12;
  static constexpr const char* kWord = "fee_category";
};
template <>
struct Kind<GoodsItem> {
  static constexpr std::int64_t kMost = 20;
  static constexpr const char* kWord = "goods";
};
template <>
struct Kind<ProgrammeItem> {
  static constexpr std::int64_t kMost = 40;
  static constexpr const char* kWord = "programme";
};

template <class Item>
Result<std::vector<Item>> items_of(storage::ReadTx& tx, EditionId edition) {
  return list_items(tx, edition, std::type_identity<Item>{});
}

template <class Item>
Status note(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view verb,
            const std::vector<accounts::Change>& changes) {
  const auto action = "edition." + std::string(verb) + "_" + Kind<Item>::kWord;
  return accounts::audit(tx, actor, action, {.kind = "edition", .id = edition.to_string()}, changes);
}

// Changes in words; what was drawn or counted is no fact about the thing.
template <class Item>
std::vector<accounts::Change> changes_of(Item before, Item after) {
  for (auto* item : {&before, &after}) {
    item->id.clear();
    item->position = 0;
    item->version = 0;
    if constexpr (std::same_as<Item, ProgrammeItem>) item->code.clear();
  }
  return accounts::changes_between(before, after);
}

// Writes the order in which they stand; also mends rows from before there was one.
template <class Item>
Status number(storage::WriteTx& tx, std::vector<Item>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto position = static_cast<std::int64_t>(i) + 1;
    if (items[i].position == position) continue;
    items[i].position = position;
    TRYV(set_position(tx, items[i]));
  }
  return {};
}

Status insert_drawn(storage::WriteTx& tx, EditionId edition, ProgrammeItem& item) {
  for (int draw = 0; draw < kCodeDraws; ++draw) {
    item.code = fresh_speaker_code(tx.random());
    const auto inserted = insert_item(tx, edition, item);
    if (inserted || inserted.error().code != ErrorCode::conflict) return inserted;
  }
  return fail(ErrorCode::conflict, "events.put_programme_item", "no free code found");
}
template <class Item>
Status insert_drawn(storage::WriteTx& tx, EditionId edition, Item& item) {
  return insert_item(tx, edition, item);
}

template <class Item>
Result<Item> add(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, Item item) {
  TRY(auto items, items_of<Item>(tx, edition));
  if (std::ssize(items) >= Kind<Item>::kMost) return fail(ErrorCode::conflict, "events.put_item", "there are too many of them");
  TRYV(number(tx, items));
  item.id = Uuid::v7(tx.clock(), tx.random()).to_string();
  item.position = std::ssize(items) + 1;
  item.version = 1;
  TRYV(insert_drawn(tx, edition, item));
  TRYV(note<Item>(tx, actor, edition, "add", changes_of(Item{}, item)));
  return item;
}

Status tell(storage::WriteTx& tx, const GoodsItem& before, const GoodsItem& after) {
  if (before.name == after.name) return {};
  TRYV(jobs::start_job(tx, kGoodsRenamedJob, after.id));  // kiosks show orders by their names
  return {};
}
template <class Item>
Status tell(storage::WriteTx&, const Item&, const Item&) {
  return {};
}

template <class Item>
Result<Item> change(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const Item& item) {
  TRY(const auto items, items_of<Item>(tx, edition));
  const auto before = std::ranges::find(items, item.id, &Item::id);
  if (before == items.end()) return fail(ErrorCode::not_found, "events.put_item", "the edition has no such thing");
  if (before->version != item.version) return fail(ErrorCode::stale, "events.put_item", "it has another version");
  auto after = item;
  after.position = before->position;
  if constexpr (std::same_as<Item, ProgrammeItem>) after.code = before->code;
  const auto changes = changes_of(*before, after);
  if (changes.empty()) return *before;
  TRY(const bool stored, update_item(tx, edition, after));
  if (!stored) return fail(ErrorCode::stale, "events.put_item", "it has another version");
  ++after.version;
  TRYV(tell(tx, *before, after));
  TRYV(note<Item>(tx, actor, edition, "change", changes));
  return after;
}

template <class Item>
Result<Item> put(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const Item& item) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (const auto faults = check(item); !faults.empty()) {
    return fail(ErrorCode::invalid, "events.put_item", faults.front().field + ": " + std::string(enum_name(faults.front().what)));
  }
  TRYV(event_of(tx, edition));
  return item.id.empty() ? add(tx, actor, edition, item) : change(tx, actor, edition, item);
}

template <class Item>
Status place(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id, std::int64_t position) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto items, items_of<Item>(tx, edition));
  const auto found = std::ranges::find(items, id, &Item::id);
  if (found == items.end()) return fail(ErrorCode::not_found, "events.place_item", "the edition has no such thing");
  auto moved = std::move(*found);
  items.erase(found);
  const auto at = std::clamp<std::int64_t>(position, 1, std::ssize(items) + 1) - 1;
  items.insert(items.begin() + at, std::move(moved));
  TRYV(number(tx, items));
  return note<Item>(tx, actor, edition, "move", {});
}

template <class Item>
Status remove(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto items, items_of<Item>(tx, edition));
  const auto found = std::ranges::find(items, id, &Item::id);
  if (found == items.end()) return fail(ErrorCode::not_found, "events.remove_item", "the edition has no such thing");
  const auto removed = std::move(*found);
  items.erase(found);
  TRYV(delete_item(tx, removed));
  TRYV(number(tx, items));
  return note<Item>(tx, actor, edition, "remove", changes_of(removed, Item{}));
}

}  // namespace

Result<FeeCategory> put_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const FeeCategory& item) {
  return put(tx, actor, edition, item);
}
Result<GoodsItem> put_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const GoodsItem& item) {
  return put(tx, actor, edition, item);
}
Result<ProgrammeItem> put_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const ProgrammeItem& item) {
  return put(tx, actor, edition, item);
}

Status place_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id, std::int64_t position) {
  return place<FeeCategory>(tx, actor, edition, id, position);
}
Status place_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id, std::int64_t position) {
  return place<GoodsItem>(tx, actor, edition, id, position);
}
Status place_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id, std::int64_t position) {
  return place<ProgrammeItem>(tx, actor, edition, id, position);
}

Status remove_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id) {
  return remove<FeeCategory>(tx, actor, edition, id);
}
Status remove_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id) {
  return remove<GoodsItem>(tx, actor, edition, id);
}
Status remove_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id) {
  return remove<ProgrammeItem>(tx, actor, edition, id);
}

}  // namespace uke::server::events
