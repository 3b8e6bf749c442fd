// Rows of letters and addresses. SQL and nothing else; called inside a transaction. Internal to this room.
#pragma once

#include "server/mail/letters.h"

namespace uke::server::mail {

[[nodiscard]] Result<bool> has_key(storage::ReadTx& tx, std::string_view key);
[[nodiscard]] Status insert_letter(storage::WriteTx& tx, const LetterRow& letter);
// Everything that sending changes: state, reason, answer, attempts and times. False where the row is not in the state `from`.
[[nodiscard]] Result<bool> update_letter(storage::WriteTx& tx, const LetterRow& letter, MailState from);
[[nodiscard]] Result<std::optional<LetterRow>> find_letter(storage::ReadTx& tx, LetterId id);
[[nodiscard]] Result<std::optional<LetterRow>> find_next_due(storage::ReadTx& tx, Time now);
[[nodiscard]] Result<std::vector<LetterRow>> list_letters_about(storage::ReadTx& tx, std::string_view subject_id, std::int64_t limit);

// "" as address: nothing is found.
[[nodiscard]] Result<std::optional<AddressRow>> find_address(storage::ReadTx& tx, std::string_view folded);
[[nodiscard]] Result<std::optional<AddressRow>> find_address(storage::ReadTx& tx, AddressId id);
[[nodiscard]] Status insert_address(storage::WriteTx& tx, const AddressRow& address);
[[nodiscard]] Status update_address(storage::WriteTx& tx, const AddressRow& address);
// Unless letters to it are left.
[[nodiscard]] Status delete_unused_address(storage::WriteTx& tx, std::string_view folded);
[[nodiscard]] Status delete_letters_about(storage::WriteTx& tx, std::string_view subject_id);

// Sending.
[[nodiscard]] Result<std::int64_t> all_sending_unclear(storage::WriteTx& tx);
// All that wait for that address, or only notices, are refused.
enum class Which : std::uint8_t { all, notices };
[[nodiscard]] Status refuse_waiting_to(storage::WriteTx& tx, AddressId address, Which which, Reason reason);
// When the n-th last letter was tried, if that was after `since`. n > 0.
[[nodiscard]] Result<std::optional<std::int64_t>> nth_last_trial_ms(storage::ReadTx& tx, std::int64_t n, Time since);
// When the first waiting letter may be tried.
[[nodiscard]] Result<std::optional<std::int64_t>> first_due_ms(storage::ReadTx& tx);
// Takes text and people out of letters that came to an end before then, at most `limit`; how many.
[[nodiscard]] Result<std::int64_t> empty_ended_before(storage::WriteTx& tx, Time time, std::int64_t limit);

[[nodiscard]] Result<std::optional<QueueRow>> find_queue(storage::ReadTx& tx);
[[nodiscard]] Status insert_queue(storage::WriteTx& tx, const QueueRow& row);
[[nodiscard]] Status update_queue(storage::WriteTx& tx, const QueueRow& row);

// Lists, newest first; `after` nil = from the beginning.
[[nodiscard]] Result<std::vector<LetterRow>> list_letters(storage::ReadTx& tx, std::optional<MailState> state, LetterId after,
                                                          std::int64_t limit);
[[nodiscard]] Result<std::vector<StateCount>> count_letters(storage::ReadTx& tx);
// Addresses that want no notices or that were refused, in the order of their ids.
[[nodiscard]] Result<std::vector<AddressRow>> list_marked_addresses(storage::ReadTx& tx, AddressId after, std::int64_t limit);

}  // namespace uke::server::mail
