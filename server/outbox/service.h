// What organizers do about letters: admins only, with a line in the audit log. The letters themselves are server/mail's.
#pragma once

#include "server/accounts/service.h"
#include "server/mail/overview.h"
#include "server/web/faults.h"

#include <optional>
#include <string>

namespace uke::server::outbox {

using mail::AddressId;
using mail::LetterId;

[[nodiscard]] Result<mail::Overview> get_overview(storage::ReadTx& tx, const web::Actor& actor);
[[nodiscard]] Result<std::vector<mail::LetterRow>> get_letters(storage::ReadTx& tx, const web::Actor& actor,
                                                               std::optional<mail::MailState> state, LetterId after, std::int64_t limit);
[[nodiscard]] Result<mail::LetterRow> get_letter(storage::ReadTx& tx, const web::Actor& actor, LetterId id);
[[nodiscard]] Result<std::vector<mail::AddressRow>> get_marked_addresses(storage::ReadTx& tx, const web::Actor& actor, AddressId after,
                                                                         std::int64_t limit);

// `conflict` for a letter that may not be sent again.
[[nodiscard]] Status send_again(storage::WriteTx& tx, const web::Actor& actor, LetterId id);
[[nodiscard]] Status resume(storage::WriteTx& tx, const web::Actor& actor);
enum class Mark : std::uint8_t { refused, unsubscribed };
BOOST_DESCRIBE_ENUM(Mark, refused, unsubscribed)
[[nodiscard]] Status clear_mark(storage::WriteTx& tx, const web::Actor& actor, AddressId id, Mark mark);

// Faults of the field "to".
[[nodiscard]] web::Faults check_test(std::string_view to);
// A letter that says that letters arrive. Clears a refusal of that address. `conflict` while no mail is sent, `invalid` for no address.
[[nodiscard]] Status send_test(storage::WriteTx& tx, const web::Actor& actor, const mail::Settings& settings, std::string_view to,
                               const i18n::Messages& messages);

}  // namespace uke::server::outbox
