#include "server/events/service.h"

#include "server/accounts/service.h"
#include "server/events/details_service.h"
#include "server/events/event_link.h"
#include "server/jobs/jobs.h"
#include "server/storage/changes.h"

#include <limits>

namespace uke::server::events {
namespace {

constexpr int kNumberDraws = 8;
constexpr std::int64_t kEventsAtOnce = 1000;

Status acceptable(const std::vector<wire::FieldError>& errors) {
  if (errors.empty()) return {};
  return fail(ErrorCode::invalid, "events.check", errors.front().field + ": " + errors.front().message);
}

std::unexpected<Error> no_event() { return fail(ErrorCode::not_found, "events.find_event", "no such event"); }
std::unexpected<Error> no_edition() { return fail(ErrorCode::not_found, "events.find_edition", "no such edition"); }

// A ticket says its event by number, and any kiosk may meet a ticket of any event: so every event's kiosks hear of every event.
Status tell_all_kiosks(storage::WriteTx& tx, EventId changed) {
  TRY(const auto events, list_events(tx, EventId{}, kEventsAtOnce));
  for (const auto& event : events) TRYV(storage::note_change(tx, event.id, wire::ChangeKind::event, changed.to_string()));
  return {};
}

Status tell_new_feed_of_older_events(storage::WriteTx& tx, EventId fresh) {
  TRY(const auto events, list_events(tx, EventId{}, kEventsAtOnce));
  for (const auto& event : events) {
    if (event.id != fresh) TRYV(storage::note_change(tx, fresh, wire::ChangeKind::event, event.id.to_string()));
  }
  return {};
}

Status insert_with_fresh_number(storage::WriteTx& tx, EventRow& event) {
  for (int draw = 0; draw < kNumberDraws; ++draw) {
    event.event_no = static_cast<std::int64_t>(1 + tx.random().below(std::numeric_limits<std::uint32_t>::max()));
    const auto inserted = insert_event(tx, event);
    if (inserted || inserted.error().code != ErrorCode::conflict) return inserted;
  }
  return fail(ErrorCode::conflict, "events.create_event", "no free event number found");
}

// For the audit log; the version is no fact about the row.
template <class Row>
std::vector<accounts::Change> changes_of(Row before, const Row& after) {
  before.version = after.version;
  return accounts::changes_between(before, after);
}

EditionRow row_of(const EditionFields& f) {
  EditionRow row;
  row.name = f.name;
  row.name_en = f.name_en;
  row.place = f.place;
  row.zone = f.zone;
  row.starts_ms = f.starts_ms;
  row.doors_open_ms = f.doors_open_ms;
  row.doors_close_ms = f.doors_close_ms;
  row.ends_ms = f.ends_ms;
  row.capacity_onsite = f.capacity_onsite;
  row.capacity_online = f.capacity_online;
  row.door_fee = f.door_fee;
  row.unpaid = f.unpaid;
  row.exits_recorded = f.exits_recorded;
  row.cancelled = f.cancelled;
  row.greeting = f.greeting;
  row.greeting_en = f.greeting_en;
  return row;
}

// What those who answered keep in their calendars.
bool is_elsewhere_or_later(const EditionRow& a, const EditionRow& b) {
  return a.name != b.name || a.place != b.place || a.zone != b.zone || a.starts_ms != b.starts_ms || a.doors_open_ms != b.doors_open_ms ||
         a.ends_ms != b.ends_ms || a.cancelled != b.cancelled;
}

bool has_more_room(std::int64_t before, std::int64_t after) { return before != 0 && (after == 0 || after > before); }

// What follows for those who answered.
Status tell_after(storage::WriteTx& tx, const EditionRow& before, const EditionRow& after) {
  if (is_elsewhere_or_later(before, after)) TRYV(edition_was_changed(tx, after.id));
  const auto subject = after.id.to_string();
  if (before.cancelled != after.cancelled) TRYV(jobs::start_job(tx, after.cancelled ? kTellCancelledJob : kTellChangedJob, subject));
  if (has_more_room(before.capacity_onsite, after.capacity_onsite) || has_more_room(before.capacity_online, after.capacity_online)) {
    TRYV(jobs::start_job(tx, kPromoteJob, subject));
  }
  return {};
}

Result<EditionRow> store_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version,
                                 const EditionFields& fields, std::string_view action) {
  TRY(const auto before, find_edition(tx, id));
  TRY(const bool changed, update_edition(tx, id, version, fields));
  TRY(const auto edition, find_edition(tx, id));
  if (!edition) return no_edition();
  if (!changed) return fail(ErrorCode::stale, "events.change_edition", "the edition has another version");
  TRYV(storage::note_change(tx, edition->event, wire::ChangeKind::edition, id.to_string()));
  TRYV(tell_after(tx, *before, *edition));
  TRYV(accounts::audit(tx, actor, action, {.kind = "edition", .id = id.to_string()}, changes_of(*before, *edition)));
  return *edition;
}

enum class TakesPlace : std::uint8_t { no, yes };

Result<EditionRow> set_takes_place(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version, TakesPlace takes) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto before, edition_of(tx, id));
  if (before.version != version) return fail(ErrorCode::stale, "events.cancel_edition", "the edition has another version");
  const bool cancelled = takes == TakesPlace::no;
  if (before.cancelled == cancelled) return before;
  auto fields = fields_of(before);
  fields.cancelled = cancelled;
  return store_edition(tx, actor, id, version, fields, cancelled ? "edition.cancel" : "edition.restore");
}

Result<desk::Event> with_keys(storage::ReadTx& tx, const EventRow& row) {
  desk::Event event{.id = row.id,
                    .event_no = row.event_no,
                    .name = row.name,
                    .name_en = row.name_en,
                    .date_ms = row.date_ms,
                    .zone = row.zone,
                    .keys = {}};
  TRY(const auto keys, list_keys(tx, row.id));
  for (const auto& key : keys) event.keys.push_back({.key_no = key.key_no, .key = key.public_key});
  return event;
}

}  // namespace

Result<EventRow> create_event(storage::WriteTx& tx, const web::Actor& actor, const EventFields& fields) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(check(fields)));
  EventRow event{.id = EventId::fresh(tx.clock(), tx.random()),
                 .event_no = 0,
                 .name = fields.name,
                 .name_en = fields.name_en,
                 .date_ms = fields.date_ms,
                 .zone = fields.zone,
                 .version = 1};
  TRYV(insert_with_fresh_number(tx, event));
  const auto key = ticket::SigningKey::generate(tx.random());
  TRYV(insert_key(tx, event.id, {.key_no = 0, .public_key = key.public_key(), .seed = key}));
  TRYV(make_event_link(tx, event.id, {}));
  TRYV(tell_new_feed_of_older_events(tx, event.id));
  TRYV(tell_all_kiosks(tx, event.id));
  TRYV(accounts::audit(tx, actor, "event.create", event.id.to_string()));
  return event;
}

Result<EventRow> change_event(storage::WriteTx& tx, const web::Actor& actor, EventId id, std::int64_t version, const EventFields& fields) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(check(fields)));
  TRY(const auto before, find_event(tx, id));
  TRY(const bool changed, update_event(tx, id, version, fields));
  TRY(const auto event, find_event(tx, id));
  if (!event) return no_event();
  if (!changed) return fail(ErrorCode::stale, "events.change_event", "the event has another version");
  TRYV(tell_all_kiosks(tx, id));
  TRYV(accounts::audit(tx, actor, "event.change", {.kind = "event", .id = id.to_string()}, changes_of(*before, *event)));
  return *event;
}

Result<EventRow> get_event(storage::ReadTx& tx, const web::Actor& actor, EventId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto event, find_event(tx, id));
  if (!event) return no_event();
  return *event;
}

Result<std::vector<EventRow>> get_events(storage::ReadTx& tx, const web::Actor& actor, EventId after, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return list_events(tx, after, limit);
}

Result<EditionRow> create_edition(storage::WriteTx& tx, const web::Actor& actor, EventId event, const EditionFields& fields) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(check(fields)));
  TRY(const auto found, find_event(tx, event));
  if (!found) return no_event();
  TRY(const auto highest, highest_hint(tx, event));
  if (highest >= kEditionsPerEvent) return fail(ErrorCode::conflict, "events.create_edition", "an event has at most 15 editions");
  EditionRow row = row_of(fields);
  row.id = EditionId::fresh(tx.clock(), tx.random());
  row.event = event;
  row.hint = highest + 1;
  row.version = 1;
  TRYV(insert_edition(tx, row));
  TRYV(storage::note_change(tx, event, wire::ChangeKind::edition, row.id.to_string()));
  TRYV(accounts::audit(tx, actor, "edition.create", row.id.to_string()));
  return row;
}

Result<EditionRow> change_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version,
                                  const EditionFields& fields) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(check(fields)));
  return store_edition(tx, actor, id, version, fields, "edition.change");
}

Result<EditionRow> cancel_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version) {
  return set_takes_place(tx, actor, id, version, TakesPlace::no);
}

Result<EditionRow> restore_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version) {
  return set_takes_place(tx, actor, id, version, TakesPlace::yes);
}

Result<EditionRow> get_edition(storage::ReadTx& tx, const web::Actor& actor, EditionId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return edition_of(tx, id);
}

Result<std::vector<EditionRow>> get_editions(storage::ReadTx& tx, const web::Actor& actor, EventId event) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto found, find_event(tx, event));
  if (!found) return no_event();
  return list_editions(tx, event);
}

Result<std::string> add_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view name, Yen price) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(event_of(tx, edition));
  auto id = Uuid::v7(tx.clock(), tx.random()).to_string();
  TRYV(insert_goods(tx, edition, id, name, price));
  return id;
}

Result<EventId> event_of(storage::ReadTx& tx, EditionId edition) {
  TRY(const auto event, find_event_of(tx, edition));
  if (!event) return no_edition();
  return *event;
}

Result<EditionRow> edition_of(storage::ReadTx& tx, EditionId edition) {
  TRY(const auto row, find_edition(tx, edition));
  if (!row) return no_edition();
  return *row;
}

desk::Edition for_desk(const EditionRow& row) {
  return {.id = row.id,
          .hint = row.hint,
          .name = row.name,
          .name_en = row.name_en,
          .zone = row.zone,
          .starts_ms = row.starts_ms,
          .doors_open_ms = row.doors_open_ms,
          .doors_close_ms = row.doors_close_ms,
          .ends_ms = row.ends_ms,
          .capacity_onsite = row.capacity_onsite,
          .door_fee = row.door_fee,
          .unpaid = row.unpaid,
          .exits_recorded = row.exits_recorded,
          .cancelled = row.cancelled,
          .greeting = row.greeting,
          .greeting_en = row.greeting_en};
}

Result<std::optional<desk::Event>> event_for_desk(storage::ReadTx& tx, EventId id) {
  TRY(const auto row, find_event(tx, id));
  if (!row) return std::optional<desk::Event>{};
  TRY(auto event, with_keys(tx, *row));
  return std::optional{std::move(event)};
}

Result<std::vector<desk::Event>> events_for_desk(storage::ReadTx& tx) {
  TRY(const auto rows, list_events(tx, EventId{}, kEventsAtOnce));
  std::vector<desk::Event> events;
  for (const auto& row : rows) {
    TRY(auto event, with_keys(tx, row));
    events.push_back(std::move(event));
  }
  return events;
}

Result<Signer> signer_of(storage::ReadTx& tx, EventId event) {
  TRY(const auto row, find_event(tx, event));
  if (!row) return no_event();
  TRY(const auto keys, list_keys(tx, event));
  if (keys.empty()) return fail(ErrorCode::internal, "events.signer_of", "the event has no key");
  return Signer{.event_no = static_cast<std::uint32_t>(row->event_no),
                .key_no = static_cast<std::uint8_t>(keys.back().key_no),
                .key = keys.back().seed};
}

}  // namespace uke::server::events
