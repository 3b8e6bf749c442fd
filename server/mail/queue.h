// The queue as a whole: its key, its pauses, and the job that empties it. Internal to this room.
#pragma once

#include "server/mail/letters.h"

#include <optional>
#include <string>
#include <string_view>

namespace uke::server::mail {

inline constexpr std::string_view kSendJob = "mail.send";

// The row of the queue; made, with a key of its own, when it is first asked for.
[[nodiscard]] Result<QueueRow> queue_row(storage::WriteTx& tx);
// The send job runs at once, or when the pause is over.
[[nodiscard]] Status wake_sending(storage::WriteTx& tx);

// Stands in the link that stops notices to that address: whoever has it may do that and nothing else.
[[nodiscard]] std::string stop_secret(std::string_view queue_key, AddressId address);
// The page of that link at the server `url`; "" for a server that does not know its name.
[[nodiscard]] std::string stop_url(std::string_view url, std::string_view queue_key, AddressId address);
[[nodiscard]] std::optional<AddressId> address_of_secret(std::string_view queue_key, std::string_view secret);

// Without brackets; the same whenever the letter is sent.
[[nodiscard]] std::string message_id(std::string_view queue_key, std::string_view letter_key, std::string_view domain);

}  // namespace uke::server::mail
