#include "server/announcements/store.h"

namespace uke::server::announcements {
namespace {

std::string select_messages(std::string_view rest) {
  return "select id, edition_id, subject, body, for_state, for_mode, for_money, for_only, state, send_at_ms, sent_ms, created_ms, "
         "created_name, changed_ms, changed_name, version from announcements " +
         std::string(rest);
}

template <DescribedEnum E>
std::string word_of(const std::optional<E>& value) {
  return value ? std::string(enum_name(*value)) : std::string();
}

}  // namespace

MessageFields fields_of(const MessageRow& row) {
  return {.subject = row.subject,
          .body = row.body,
          .filter = {.state = enum_value<desk::RsvpState>(row.for_state),
                     .mode = enum_value<desk::Mode>(row.for_mode),
                     .money = enum_value<rsvps::ListQuery::Money>(row.for_money),
                     .only = enum_value<rsvps::ListQuery::Only>(row.for_only)}};
}

void set_fields(MessageRow& row, const MessageFields& fields) {
  row.subject = fields.subject;
  row.body = fields.body;
  row.for_state = word_of(fields.filter.state);
  row.for_mode = word_of(fields.filter.mode);
  row.for_money = word_of(fields.filter.money);
  row.for_only = word_of(fields.filter.only);
}

Status insert_message(storage::WriteTx& tx, const MessageRow& row, const std::optional<std::string>& nonce) {
  const auto stored = tx.exec(
      "insert into announcements (id, edition_id, subject, body, for_state, for_mode, for_money, for_only, state, send_at_ms, sent_ms, "
      "nonce, created_ms, created_name, changed_ms, changed_name, version) values (:id, :edition, :subject, :body, :for_state, :for_mode, "
      ":for_money, :for_only, :state, :send_at, :sent, :nonce, :created, :created_name, :changed, :changed_name, :version)",
      row.id, row.edition, row.subject, row.body, row.for_state, row.for_mode, row.for_money, row.for_only, row.state, row.send_at_ms,
      row.sent_ms, nonce, row.created_ms, row.created_name, row.changed_ms, row.changed_name, row.version);
  if (!stored) return std::unexpected(stored.error());
  return {};
}

Result<std::optional<MessageRow>> find_message(storage::ReadTx& tx, MessageId id) {
  return tx.one<MessageRow>(select_messages("where id = :id"), id);
}

Result<std::optional<MessageRow>> find_by_nonce(storage::ReadTx& tx, std::string_view nonce) {
  return tx.one<MessageRow>(select_messages("where nonce = :nonce"), nonce);
}

Result<std::vector<MessageRow>> list_messages(storage::ReadTx& tx, EditionId edition) {
  return tx.all<MessageRow>(select_messages("where edition_id = :edition order by created_ms desc, id desc"), edition);
}

Result<std::vector<MessageId>> due_messages(storage::ReadTx& tx, Time until, std::int64_t limit) {
  return tx.all<MessageId>(
      "select id from announcements where state in ('scheduled', 'sending') and send_at_ms <= :until order by send_at_ms, id limit :limit",
      until, limit);
}

Result<bool> update_message(storage::WriteTx& tx, const MessageRow& row) {
  TRY(const auto changed,
      tx.exec(
          "update announcements set subject = :subject, body = :body, for_state = :for_state, for_mode = :for_mode, "
          "for_money = :for_money, for_only = :for_only, state = :state, send_at_ms = :send_at, sent_ms = :sent, changed_ms = :changed, "
          "changed_name = :changed_name, version = version + 1 where id = :id and version = :version",
          row.subject, row.body, row.for_state, row.for_mode, row.for_money, row.for_only, row.state, row.send_at_ms, row.sent_ms,
          row.changed_ms, row.changed_name, row.id, row.version));
  return changed == 1;
}

Result<bool> insert_receiver(storage::WriteTx& tx, MessageId message, AttendeeId attendee, Outcome outcome) {
  TRY(const auto inserted, tx.exec("insert into announcement_receivers (announcement_id, attendee_id, outcome, at_ms) "
                                   "values (:message, :attendee, :outcome, :at) on conflict do nothing",
                                   message, attendee, outcome, tx.now()));
  return inserted == 1;
}

Result<std::vector<AttendeeId>> receivers_of(storage::ReadTx& tx, MessageId message) {
  return tx.all<AttendeeId>("select attendee_id from announcement_receivers where announcement_id = :message", message);
}

Result<std::vector<OutcomeCount>> count_outcomes(storage::ReadTx& tx, MessageId message) {
  return tx.all<OutcomeCount>(
      "select outcome, count(*) from announcement_receivers where announcement_id = :message group by outcome order by outcome", message);
}

}  // namespace uke::server::announcements
