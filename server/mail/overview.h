// What organizers see of the letters, and what they and the recipients can do about them. Called inside a transaction; who may do it is
// the caller's business (server/outbox).
#pragma once

#include "server/mail/letters.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::mail {

// "off", "ok", "waiting" (since more than an hour), "paused".
[[nodiscard]] Result<std::string> queue_word(storage::ReadTx& tx, const Settings& settings);

struct Overview {
  std::vector<StateCount> counts;
  QueueRow queue;
};
[[nodiscard]] Result<Overview> overview(storage::ReadTx& tx);
// Newest first; `after` nil = from the beginning.
[[nodiscard]] Result<std::vector<LetterRow>> letters(storage::ReadTx& tx, std::optional<MailState> state, LetterId after,
                                                     std::int64_t limit);
[[nodiscard]] Result<LetterRow> letter(storage::ReadTx& tx, LetterId id);  // `not_found`
// Text and HTML as they are or were sent to `url`'s readers; nothing once it was emptied.
[[nodiscard]] Result<std::optional<Rendered>> preview(storage::ReadTx& tx, const LetterRow& row, const i18n::Messages& messages,
                                                      std::string_view url);
[[nodiscard]] Result<i18n::Language> language_of(const LetterRow& row);  // Japanese once emptied
[[nodiscard]] Result<std::string> subject_of(const LetterRow& row);      // "" once emptied

// Unclear and refused letters can be sent again, unless they were emptied or nobody wants them (a notice after unsubscribing).
[[nodiscard]] Result<bool> may_send_again(storage::ReadTx& tx, const LetterRow& row);
// The letter waits again; a refusal of its address is cleared, because somebody says that it is good now. `conflict` if it may not.
[[nodiscard]] Status send_again(storage::WriteTx& tx, LetterId id);
// Ends a pause: the mail server is tried at once.
[[nodiscard]] Status resume(storage::WriteTx& tx);

// Addresses that get less or nothing, in the order of their ids.
[[nodiscard]] Result<std::vector<AddressRow>> marked_addresses(storage::ReadTx& tx, AddressId after, std::int64_t limit);
[[nodiscard]] Status clear_refusal(storage::WriteTx& tx, AddressId id);                 // `not_found`
[[nodiscard]] Status clear_refusal_of(storage::WriteTx& tx, std::string_view address);  // nothing for one that is unknown

// The page of the link in each notice. `not_found` for what is no such secret.
[[nodiscard]] Result<AddressRow> address_of_link(storage::ReadTx& tx, std::string_view secret);
enum class Notices : bool { stop, allow };
[[nodiscard]] Status set_notices(storage::WriteTx& tx, std::string_view secret, Notices notices);
// By an organizer, whom the person asked.
[[nodiscard]] Status allow_notices(storage::WriteTx& tx, AddressId id);

}  // namespace uke::server::mail
