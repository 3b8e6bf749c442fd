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
  return tx.one<LetterRow>(
      "select " UKE_LETTER_COLUMNS " from mail_letters where state = 'waiting' and next_ms <= :now order by next_ms, id limit 1", now);
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

}  // namespace uke::server::mail
