#include "server/events/details_store.h"

namespace uke::server::events {

Result<std::optional<EventDetails>> find_event_details(storage::ReadTx& tx, EventId id) {
  return tx.one<EventDetails>(
      "select slug, link_trust, description, description_en, handover, copied_from, changed_ms, version from event_details"
      " where event_id = :event",
      id);
}

Status insert_event_details(storage::WriteTx& tx, EventId id, const EventDetails& d) {
  TRYV(
      tx.exec("insert into event_details (event_id, slug, link_trust, description, description_en, handover, copied_from, changed_ms,"
              " version) values (:event, :slug, :trust, :description, :description_en, :handover, :from, :changed, :version)",
              id, d.slug, d.link_trust, d.description, d.description_en, d.handover, d.copied_from, d.changed_ms, d.version));
  return {};
}

Result<bool> update_event_details(storage::WriteTx& tx, EventId id, std::int64_t version, const EventDetails& d) {
  TRY(const auto changed,
      tx.exec("update event_details set slug = :slug, link_trust = :trust, description = :description, description_en = :description_en,"
              " handover = :handover, copied_from = :from, changed_ms = :changed, version = version + 1 where event_id = :event and "
              "version = :version",
              d.slug, d.link_trust, d.description, d.description_en, d.handover, d.copied_from, d.changed_ms, id, version));
  return changed == 1;
}

Result<std::optional<EventId>> find_event_of_slug(storage::ReadTx& tx, std::string_view slug) {
  return tx.one<EventId>("select event_id from event_details where slug = :slug", slug);
}

Result<std::vector<EventId>> events_without_details(storage::ReadTx& tx, std::int64_t limit) {
  return tx.all<EventId>(
      "select e.id from events e left join event_details d on d.event_id = e.id where d.event_id is null order by e.id limit :limit",
      limit);
}

Result<std::vector<EventId>> copies_of(storage::ReadTx& tx, EventId id) {
  return tx.all<EventId>("select event_id from event_details where copied_from = :event order by event_id", id);
}

Result<std::optional<EditionDetails>> find_edition_details(storage::ReadTx& tx, EditionId id) {
  return tx.one<EditionDetails>(
      "select map_url, contact, rsvp_closes_ms, maybe_until_ms, cancel_free_until_ms, cancel_fee, online_fee, online_guide,"
      " companions_max, asks_after_party, after_party, caterer, food_price, food_fixed_ms, changed_ms, version from edition_details"
      " where edition_id = :edition",
      id);
}

Status insert_edition_details(storage::WriteTx& tx, EditionId id, const EditionDetails& d) {
  TRYV(tx.exec(
      "insert into edition_details (edition_id, map_url, contact, rsvp_closes_ms, maybe_until_ms, cancel_free_until_ms, cancel_fee,"
      " online_fee, online_guide, companions_max, asks_after_party, after_party, caterer, food_price, food_fixed_ms, changed_ms, version)"
      " values (:edition, :map, :contact, :closes, :maybe, :free_until, :cancel_fee, :online_fee, :guide, :companions, :asks, :party,"
      " :caterer, :food_price, :food_fixed, :changed, :version)",
      id, d.map_url, d.contact, d.rsvp_closes_ms, d.maybe_until_ms, d.cancel_free_until_ms, d.cancel_fee, d.online_fee, d.online_guide,
      d.companions_max, d.asks_after_party, d.after_party, d.caterer, d.food_price, d.food_fixed_ms, d.changed_ms, d.version));
  return {};
}

Result<bool> update_edition_details(storage::WriteTx& tx, EditionId id, std::int64_t version, const EditionDetails& d) {
  TRY(const auto changed,
      tx.exec("update edition_details set map_url = :map, contact = :contact, rsvp_closes_ms = :closes, maybe_until_ms = :maybe,"
              " cancel_free_until_ms = :free_until, cancel_fee = :cancel_fee, online_fee = :online_fee, online_guide = :guide,"
              " companions_max = :companions, asks_after_party = :asks, after_party = :party, caterer = :caterer,"
              " food_price = :food_price, food_fixed_ms = :food_fixed, changed_ms = :changed, version = version + 1"
              " where edition_id = :edition and version = :version",
              d.map_url, d.contact, d.rsvp_closes_ms, d.maybe_until_ms, d.cancel_free_until_ms, d.cancel_fee, d.online_fee, d.online_guide,
              d.companions_max, d.asks_after_party, d.after_party, d.caterer, d.food_price, d.food_fixed_ms, d.changed_ms, id, version));
  return changed == 1;
}

Result<bool> set_edition_changed(storage::WriteTx& tx, EditionId id, std::int64_t changed_ms) {
  TRY(const auto changed, tx.exec("update edition_details set changed_ms = :changed where edition_id = :edition", changed_ms, id));
  return changed == 1;
}

}  // namespace uke::server::events
