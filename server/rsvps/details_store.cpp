#include "server/rsvps/details.h"

namespace uke::server::rsvps {

#define UKE_DETAILS_COLUMNS                                                                                                             \
  "attendee_id, secret_hash, secret_no, nonce, former_name, show_former_name, food, comment, comment_public, after_party, watching,"    \
  " fee_category, fee_by_hand, language, via, waiting_since_ms, held, doubt_of, cancelled_ms, ever_admitted, calendar_ms, approved_ms," \
  " cancel_fee"

Result<Details> details_of(storage::ReadTx& tx, AttendeeId id) {
  TRY(auto found, tx.one<Details>("select " UKE_DETAILS_COLUMNS " from answer_details where attendee_id = :id", id));
  if (found) return std::move(*found);
  Details details;
  details.attendee = id;
  return details;
}

Status put_details(storage::WriteTx& tx, const Details& d) {
  TRYV(tx.exec("insert into answer_details (" UKE_DETAILS_COLUMNS
               ") values (:id, :hash, :no, :nonce, :former, :show, :food, :comment, :public, :party, :watching, :category, :by_hand,"
               " :language, :via, :since, :held, :doubt, :cancelled, :admitted, :calendar, :approved, :cancel_fee)"
               " on conflict (attendee_id) do update set secret_hash = excluded.secret_hash, secret_no = excluded.secret_no,"
               " nonce = excluded.nonce, former_name = excluded.former_name, show_former_name = excluded.show_former_name,"
               " food = excluded.food, comment = excluded.comment, comment_public = excluded.comment_public,"
               " after_party = excluded.after_party, watching = excluded.watching, fee_category = excluded.fee_category,"
               " fee_by_hand = excluded.fee_by_hand, language = excluded.language, via = excluded.via,"
               " waiting_since_ms = excluded.waiting_since_ms, held = excluded.held, doubt_of = excluded.doubt_of,"
               " cancelled_ms = excluded.cancelled_ms, ever_admitted = excluded.ever_admitted, calendar_ms = excluded.calendar_ms,"
               " approved_ms = excluded.approved_ms, cancel_fee = excluded.cancel_fee",
               d.attendee, d.secret_hash, d.secret_no, d.nonce, d.former_name, d.show_former_name, d.food, d.comment, d.comment_public,
               d.after_party, d.watching, d.fee_category, d.fee_by_hand, d.language, d.via, d.waiting_since_ms, d.held, d.doubt_of,
               d.cancelled_ms, d.ever_admitted, d.calendar_ms, d.approved_ms, d.cancel_fee));
  return {};
}

Result<std::optional<AttendeeId>> find_by_secret_hash(storage::ReadTx& tx, std::string_view hash) {
  return tx.one<AttendeeId>("select attendee_id from answer_details where secret_hash = :hash", hash);
}

Result<std::optional<AttendeeId>> find_by_nonce(storage::ReadTx& tx, std::string_view nonce) {
  return tx.one<AttendeeId>("select attendee_id from answer_details where nonce = :nonce", nonce);
}

}  // namespace uke::server::rsvps
