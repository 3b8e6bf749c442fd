#include "kiosk/store/roster_rows.h"

#include "kiosk/store/words.h"

namespace uke::kiosk::store {
namespace {

template <class T>
Result<T> data_of(const wire::Change& change) {
  if (!change.data) return fail(ErrorCode::invalid, "store.apply_change", "a change without data");
  return json::parse<T>(change.data->text);
}

template <class T>
Status put_body(WriteTx& tx, std::string_view insert, const wire::Change& change) {
  TRY(const auto value, data_of<T>(change));
  TRYV(tx.exec(insert, change.key, json::to_text(value)));
  return {};
}

Status drop_attendee(WriteTx& tx, std::string_view key) {
  TRY(const auto dropped, tx.exec("delete from attendees where id = :id", key));
  if (dropped > 0) TRYV(tx.exec("delete from words where attendee_id = :id", key));
  return {};
}

Status put_attendee(WriteTx& tx, const wire::Change& change) {
  TRY(const auto a, data_of<desk::Attendee>(change));
  TRYV(drop_attendee(tx, change.key));
  TRYV(
      tx.exec("insert into attendees (id, ticket, short_code, edition_id, state, mode, holder, fee, prepaid, goods, body) values "
              "(:id, :ticket, :code, :edition, :state, :mode, :holder, :fee, :prepaid, :goods, :body)",
              change.key, a.ticket, ticket::short_code(a.ticket), a.edition, a.state, a.mode, a.holder, a.fee, a.prepaid,
              json::to_text(a.goods), json::to_text(a)));
  for (const auto& [place, word] : words_of(a)) {
    TRYV(tx.exec("insert into words (place, word, attendee_id) values (:place, :word, :id) on conflict do nothing", place, word,
                 change.key));
  }
  return {};
}

Status put_other_ticket(WriteTx& tx, const wire::Change& change) {
  TRY(const auto t, data_of<desk::OtherTicket>(change));
  TRYV(
      tx.exec("insert into other_tickets (id, ticket, edition_id, state) values (:id, :ticket, :edition, :state) on conflict (id) do "
              "update set ticket = excluded.ticket, edition_id = excluded.edition_id, state = excluded.state",
              change.key, t.ticket, t.edition, t.state));
  return {};
}

Status drop(WriteTx& tx, const wire::Change& change) {
  switch (change.kind) {
    case wire::ChangeKind::event: TRYV(tx.exec("delete from events where id = :id", change.key)); break;
    case wire::ChangeKind::edition: TRYV(tx.exec("delete from editions where id = :id", change.key)); break;
    case wire::ChangeKind::attendee: return drop_attendee(tx, change.key);
    case wire::ChangeKind::other_ticket: TRYV(tx.exec("delete from other_tickets where id = :id", change.key)); break;
    case wire::ChangeKind::record:  // a fact stays a fact
    case wire::ChangeKind::kiosk: break;
  }
  return {};
}

}  // namespace

Status apply_change(WriteTx& tx, const wire::Change& change) {
  if (change.deleted) return drop(tx, change);
  switch (change.kind) {
    case wire::ChangeKind::event:
      return put_body<desk::Event>(
          tx, "insert into events (id, body) values (:id, :body) on conflict (id) do update set body = excluded.body", change);
    case wire::ChangeKind::edition:
      return put_body<desk::Edition>(
          tx, "insert into editions (id, body) values (:id, :body) on conflict (id) do update set body = excluded.body", change);
    case wire::ChangeKind::attendee: return put_attendee(tx, change);
    case wire::ChangeKind::other_ticket: return put_other_ticket(tx, change);
    case wire::ChangeKind::record: return {};
    case wire::ChangeKind::kiosk: {
      TRY(const auto settings, data_of<wire::KioskSettings>(change));
      return set_meta(tx, "kiosk", json::to_text(settings));
    }
  }
  return {};
}

Status set_meta(WriteTx& tx, std::string_view name, std::string_view value) {
  TRYV(tx.exec("insert into meta (name, value) values (:name, :value) on conflict (name) do update set value = excluded.value", name,
               value));
  return {};
}

}  // namespace uke::kiosk::store
