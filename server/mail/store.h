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

}  // namespace uke::server::mail
