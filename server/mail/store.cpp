#include "server/mail/store.h"

namespace uke::server::mail {

#define UKE_LETTER_COLUMNS                                                                                                        \
  "id, key, address_id, sent_to, to_name, purpose, kind, subject_id, letter, state, reason, answer, attempts, next_ms, tried_ms," \
  " created_ms, changed_ms"
#define UKE_ADDRESS_COLUMNS "id, address, unsubscribed_ms, refused_ms, refused_answer"

Result<bool> has_key(storage::ReadTx& tx, std::string_view key) {
  TRY(const auto found, tx.one<std::int64_t>("select count(*) from mail_letters where key = :key", key));
  return found.value_or(0) > 0;
}

Status insert_letter(storage::WriteTx& tx, const LetterRow& l) {
  TRYV(tx.exec("insert into mail_letters (" UKE_LETTER_COLUMNS
               ") values (:id, :key, :address, :sent_to, :to_name, :purpose, :kind, :subject, :letter, :state, :reason, :answer, :attempts,"
               " :next, :tried, :created, :changed)",
               l.id, l.key, l.address, l.sent_to, l.to_name, l.purpose, l.kind, l.subject_id, l.letter, l.state, l.reason, l.answer,
               l.attempts, l.next_ms, l.tried_ms, l.created_ms, l.changed_ms));
  return {};
}

Result<bool> update_letter(storage::WriteTx& tx, const LetterRow& l, MailState from) {
  TRY(const auto changed, tx.exec("update mail_letters set state = :state, reason = :reason, answer = :answer, attempts = :attempts,"
                                  " next_ms = :next, tried_ms = :tried, changed_ms = :changed where id = :id and state = :was",
                                  l.state, l.reason, l.answer, l.attempts, l.next_ms, l.tried_ms, l.changed_ms, l.id, from));
  return changed == 1;
}

Result<std::optional<LetterRow>> find_letter(storage::ReadTx& tx, LetterId id) {
  return tx.one<LetterRow>("select " UKE_LETTER_COLUMNS " from mail_letters where id = :id", id);
}

Result<std::optional<LetterRow>> find_next_due(storage::ReadTx& tx, Time now) {
  return tx.one<LetterRow>("select " UKE_LETTER_COLUMNS
                           " from mail_letters where state = 'waiting' and next_ms <= :now order by next_ms, tried_ms, id limit 1",
                           now);
}

Result<std::vector<LetterRow>> list_letters_about(storage::ReadTx& tx, std::string_view subject_id, std::int64_t limit) {
  return tx.all<LetterRow>("select " UKE_LETTER_COLUMNS " from mail_letters where subject_id = :subject order by id desc limit :limit",
                           subject_id, limit);
}

Result<std::optional<AddressRow>> find_address(storage::ReadTx& tx, std::string_view folded) {
  return tx.one<AddressRow>("select " UKE_ADDRESS_COLUMNS " from mail_addresses where address = :address", folded);
}

Result<std::optional<AddressRow>> find_address(storage::ReadTx& tx, AddressId id) {
  return tx.one<AddressRow>("select " UKE_ADDRESS_COLUMNS " from mail_addresses where id = :id", id);
}

Status insert_address(storage::WriteTx& tx, const AddressRow& a) {
  TRYV(tx.exec("insert into mail_addresses (" UKE_ADDRESS_COLUMNS ") values (:id, :address, :unsubscribed, :refused, :answer)", a.id,
               a.address, a.unsubscribed_ms, a.refused_ms, a.refused_answer));
  return {};
}

Status update_address(storage::WriteTx& tx, const AddressRow& a) {
  TRYV(tx.exec("update mail_addresses set unsubscribed_ms = :unsubscribed, refused_ms = :refused, refused_answer = :answer where id = :id",
               a.unsubscribed_ms, a.refused_ms, a.refused_answer, a.id));
  return {};
}

Status delete_unused_address(storage::WriteTx& tx, std::string_view folded) {
  TRYV(
      tx.exec("delete from mail_addresses where address = :address and not exists"
              " (select 1 from mail_letters where mail_letters.address_id = mail_addresses.id)",
              folded));
  return {};
}

Status delete_letters_about(storage::WriteTx& tx, std::string_view subject_id) {
  TRYV(tx.exec("delete from mail_letters where subject_id = :subject", subject_id));
  return {};
}

Result<std::int64_t> all_sending_unclear(storage::WriteTx& tx) {
  return tx.exec("update mail_letters set state = 'unclear', reason = 'crash', changed_ms = :now where state = 'sending'", tx.now());
}

Status refuse_waiting_to(storage::WriteTx& tx, AddressId address, Which which, Reason reason) {
  TRYV(
      tx.exec("update mail_letters set state = 'refused', reason = :reason, changed_ms = :now where address_id = :address"
              " and state = 'waiting' and (purpose = 'notice' or :all = 1)",
              reason, tx.now(), address, which == Which::all));
  return {};
}

Result<std::optional<std::int64_t>> nth_last_trial_ms(storage::ReadTx& tx, std::int64_t n, Time since) {
  return tx.one<std::int64_t>("select tried_ms from mail_letters where tried_ms > :since order by tried_ms desc limit 1 offset :skipped",
                              since, n - 1);
}

Result<std::optional<std::int64_t>> first_due_ms(storage::ReadTx& tx) {
  return tx.one<std::int64_t>("select next_ms from mail_letters where state = 'waiting' order by next_ms limit 1");
}

Result<std::int64_t> empty_ended_before(storage::WriteTx& tx, Time time, std::int64_t limit) {
  return tx.exec(
      "update mail_letters set letter = '', sent_to = '', to_name = '', answer = '' where id in (select id from mail_letters"
      " where state in ('sent', 'refused', 'unclear') and changed_ms < :time and letter <> '' order by id limit :limit)",
      time, limit);
}

#define UKE_QUEUE_COLUMNS "key, paused_until_ms, pauses, reason, answer, last_sent_ms"

Result<std::optional<QueueRow>> find_queue(storage::ReadTx& tx) {
  return tx.one<QueueRow>("select " UKE_QUEUE_COLUMNS " from mail_queue where id = 1");
}

Status insert_queue(storage::WriteTx& tx, const QueueRow& q) {
  TRYV(tx.exec("insert into mail_queue (id, " UKE_QUEUE_COLUMNS ") values (1, :key, :until, :pauses, :reason, :answer, :sent)", q.key,
               q.paused_until_ms, q.pauses, q.reason, q.answer, q.last_sent_ms));
  return {};
}

Status update_queue(storage::WriteTx& tx, const QueueRow& q) {
  TRYV(
      tx.exec("update mail_queue set paused_until_ms = :until, pauses = :pauses, reason = :reason, answer = :answer, last_sent_ms = :sent"
              " where id = 1",
              q.paused_until_ms, q.pauses, q.reason, q.answer, q.last_sent_ms));
  return {};
}

Result<std::vector<LetterRow>> list_letters(storage::ReadTx& tx, std::optional<MailState> state, LetterId after, std::int64_t limit) {
  const auto before = after.is_nil() ? std::string("g") : after.to_string();  // g: behind every id
  if (!state) {
    return tx.all<LetterRow>("select " UKE_LETTER_COLUMNS " from mail_letters where id < :before order by id desc limit :limit", before,
                             limit);
  }
  return tx.all<LetterRow>("select " UKE_LETTER_COLUMNS
                           " from mail_letters where state = :state and id < :before order by id desc limit :limit",
                           *state, before, limit);
}

Result<std::vector<StateCount>> count_letters(storage::ReadTx& tx) {
  return tx.all<StateCount>("select state, count(*) from mail_letters group by state order by state");
}

Result<std::vector<AddressRow>> list_marked_addresses(storage::ReadTx& tx, AddressId after, std::int64_t limit) {
  return tx.all<AddressRow>("select " UKE_ADDRESS_COLUMNS
                            " from mail_addresses where (unsubscribed_ms <> 0 or refused_ms <> 0) and id > :after order by id limit :limit",
                            after, limit);
}

}  // namespace uke::server::mail
