// Rows of announcements and announcement_receivers. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/announcements/rules.h"
#include "server/storage/write_tx.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::announcements {

using MessageId = Id<struct MessageTag>;

struct MessageRow {
  MessageId id;
  EditionId edition;
  std::string subject;
  std::string body;
  std::string for_state;  // words of the filter; "" = not filtered
  std::string for_mode;
  std::string for_money;
  std::string for_only;
  MessageState state = MessageState::draft;
  std::int64_t send_at_ms = 0;
  std::int64_t sent_ms = 0;
  std::int64_t created_ms = 0;
  std::string created_name;
  std::int64_t changed_ms = 0;
  std::string changed_name;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(MessageRow, (),
                      (id, edition, subject, body, for_state, for_mode, for_money, for_only, state, send_at_ms, sent_ms, created_ms,
                       created_name, changed_ms, changed_name, version))
[[nodiscard]] MessageFields fields_of(const MessageRow& row);
void set_fields(MessageRow& row, const MessageFields& fields);

// `conflict` where the nonce was used.
[[nodiscard]] Status insert_message(storage::WriteTx& tx, const MessageRow& row, const std::optional<std::string>& nonce);
[[nodiscard]] Result<std::optional<MessageRow>> find_message(storage::ReadTx& tx, MessageId id);
[[nodiscard]] Result<std::optional<MessageRow>> find_by_nonce(storage::ReadTx& tx, std::string_view nonce);
// Newest first.
[[nodiscard]] Result<std::vector<MessageRow>> list_messages(storage::ReadTx& tx, EditionId edition);
// Those that are scheduled for `until` or before, and those in the middle of it.
[[nodiscard]] Result<std::vector<MessageId>> due_messages(storage::ReadTx& tx, Time until, std::int64_t limit);
// Writes everything that may change; the row's version becomes version + 1. False where it has another version by now.
[[nodiscard]] Result<bool> update_message(storage::WriteTx& tx, const MessageRow& row);

// False where that attendee was dealt with.
[[nodiscard]] Result<bool> insert_receiver(storage::WriteTx& tx, MessageId message, AttendeeId attendee, Outcome outcome);
[[nodiscard]] Result<std::vector<AttendeeId>> receivers_of(storage::ReadTx& tx, MessageId message);
struct OutcomeCount {
  Outcome outcome = Outcome::queued;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(OutcomeCount, (), (outcome, count))
[[nodiscard]] Result<std::vector<OutcomeCount>> count_outcomes(storage::ReadTx& tx, MessageId message);

}  // namespace uke::server::announcements
