#include "server/events/details_service.h"

#include "server/accounts/service.h"
#include "server/events/details_store.h"
#include "server/events/event_link.h"
#include "server/events/links.h"
#include "server/events/service.h"
#include "shared/base/utf8.h"

namespace uke::server::events {
namespace {

constexpr int kSlugDraws = 4;

Status acceptable(const web::Faults& faults) {
  if (faults.empty()) return {};
  return fail(ErrorCode::invalid, "events.check", faults.front().field + ": " + std::string(enum_name(faults.front().what)));
}

std::unexpected<Error> another_version(std::string_view op) { return fail(ErrorCode::stale, op, "the details have another version"); }

// For the audit log; when and in which version is no fact about the thing. The slug is as good as a key.
template <class Details>
std::vector<accounts::Change> changes_of(Details before, Details after) {
  before.version = after.version = 0;
  before.changed_ms = after.changed_ms = 0;
  if constexpr (std::same_as<Details, EventDetails>) before.slug = after.slug = {};
  return accounts::changes_between(before, after);
}

Status insert_with_fresh_slug(storage::WriteTx& tx, EventId id, EventDetails& details) {
  for (int draw = 0; draw < kSlugDraws; ++draw) {
    details.slug = fresh_slug(tx.random());
    const auto inserted = insert_event_details(tx, id, details);
    if (inserted || inserted.error().code != ErrorCode::conflict) return inserted;
  }
  return fail(ErrorCode::conflict, "events.insert_details", "no free address found, or the event has one");
}

}  // namespace

Result<EventDetails> make_event_link(storage::WriteTx& tx, EventId id, EventDetails details) {
  details.changed_ms = to_ms(tx.now());
  details.version = 1;
  TRYV(insert_with_fresh_slug(tx, id, details));
  return details;
}

Status edition_was_changed(storage::WriteTx& tx, EditionId id) {
  const auto now_ms = to_ms(tx.now());
  TRY(const bool there, set_edition_changed(tx, id, now_ms));
  if (there) return {};
  EditionDetails details;
  details.changed_ms = now_ms;
  details.version = 1;
  return insert_edition_details(tx, id, details);
}

Result<EventDetails> change_event_details(storage::WriteTx& tx, const web::Actor& actor, EventId id, std::int64_t version,
                                          const EventDetails& details) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(check(details)));
  TRY(const auto event, find_event(tx, id));
  if (!event) return fail(ErrorCode::not_found, "events.change_event_details", "no such event");
  TRY(const auto before, event_details_of(tx, id));
  if (before.version != version) return another_version("events.change_event_details");
  auto after = details;
  after.slug = before.slug;
  after.copied_from = before.copied_from;
  const auto changes = changes_of(before, after);
  if (changes.empty() && version != 0) return before;
  if (version == 0) {
    TRY(after, make_event_link(tx, id, std::move(after)));
  } else {
    after.changed_ms = to_ms(tx.now());
    after.version = version + 1;
    TRY(const bool stored, update_event_details(tx, id, version, after));
    if (!stored) return another_version("events.change_event_details");
  }
  TRYV(accounts::audit(tx, actor, "event.change_details", {.kind = "event", .id = id.to_string()}, changes));
  return after;
}

Result<EditionDetails> change_edition_details(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version,
                                              const EditionDetails& details) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(check(details)));
  TRYV(edition_of(tx, id));
  TRY(const auto before, edition_details_of(tx, id));
  if (before.version != version) return another_version("events.change_edition_details");
  const auto changes = changes_of(before, details);
  if (changes.empty() && version != 0) return before;
  auto after = details;
  after.changed_ms = to_ms(tx.now());
  after.version = version + 1;
  if (version == 0) {
    TRYV(insert_edition_details(tx, id, after));
  } else {
    TRY(const bool stored, update_edition_details(tx, id, version, after));
    if (!stored) return another_version("events.change_edition_details");
  }
  TRYV(accounts::audit(tx, actor, "edition.change_details", {.kind = "edition", .id = id.to_string()}, changes));
  return after;
}

Result<EventDetails> rotate_link(storage::WriteTx& tx, const web::Actor& actor, EventId id, std::int64_t version) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto event, find_event(tx, id));
  if (!event) return fail(ErrorCode::not_found, "events.rotate_link", "no such event");
  TRY(auto details, event_details_of(tx, id));
  if (details.version != version) return another_version("events.rotate_link");
  if (version == 0) {
    TRY(details, make_event_link(tx, id, {}));
  } else {
    details.slug = fresh_slug(tx.random());
    details.changed_ms = to_ms(tx.now());
    TRY(const bool stored, update_event_details(tx, id, version, details));
    if (!stored) return another_version("events.rotate_link");
    details.version = version + 1;
  }
  TRYV(accounts::audit(tx, actor, "event.rotate_link", id.to_string()));
  return details;
}

Result<EventDetails> event_details_of(storage::ReadTx& tx, EventId id) {
  TRY(auto found, find_event_details(tx, id));
  return std::move(found).value_or(EventDetails{});
}

Result<EditionDetails> edition_details_of(storage::ReadTx& tx, EditionId id) {
  TRY(auto found, find_edition_details(tx, id));
  return std::move(found).value_or(EditionDetails{});
}

Result<std::optional<EventRow>> event_of_slug(storage::ReadTx& tx, std::string_view slug) {
  if (slug.empty() || !is_valid_utf8(slug) || slug.find('\0') != slug.npos) return std::optional<EventRow>{};
  TRY(const auto id, find_event_of_slug(tx, read_slug(slug)));
  if (!id) return std::optional<EventRow>{};
  return find_event(tx, *id);
}

Result<std::vector<FeeCategory>> fee_categories_of(storage::ReadTx& tx, EditionId edition) {
  return list_items(tx, edition, std::type_identity<FeeCategory>{});
}
Result<std::vector<GoodsItem>> goods_items_of(storage::ReadTx& tx, EditionId edition) {
  return list_items(tx, edition, std::type_identity<GoodsItem>{});
}
Result<std::vector<ProgrammeItem>> programme_of(storage::ReadTx& tx, EditionId edition) {
  return list_items(tx, edition, std::type_identity<ProgrammeItem>{});
}

Result<std::optional<Via>> via_of_code(storage::ReadTx& tx, EventId event, std::string_view code) {
  if (code.empty() || !is_valid_utf8(code) || code.find('\0') != code.npos) return std::optional<Via>{};
  TRY(auto row, find_code(tx, event, read_slug(code)));
  if (!row) return std::optional<Via>{};
  return std::optional<Via>{Via{.item = std::move(row->item), .edition = row->edition, .speaker = std::move(row->speaker)}};
}

Result<std::vector<EventRow>> copied_to(storage::ReadTx& tx, EventId id) {
  TRY(const auto ids, copies_of(tx, id));
  std::vector<EventRow> events;
  for (const auto& copy : ids) {
    TRY(auto event, find_event(tx, copy));
    if (event) events.push_back(std::move(*event));
  }
  return events;
}

Result<std::int64_t> draw_missing_links(storage::WriteTx& tx, std::int64_t limit) {
  TRY(const auto events, events_without_details(tx, limit));
  for (const auto& event : events) TRYV(make_event_link(tx, event, {}));
  return std::ssize(events);
}

Time answers_end(const EditionRow& edition, const EditionDetails& details) {
  return from_ms(details.rsvp_closes_ms != 0 ? details.rsvp_closes_ms : edition.doors_close_ms);
}

}  // namespace uke::server::events
