// What is printed of an edition: gathering it, and noting who took it away. Called inside a transaction; all organizers.
//
// Errors: `forbidden`, `not_found`.
#pragma once

#include "server/desk/paper_order.h"
#include "server/paper/rules.h"
#include "server/storage/write_tx.h"
#include "server/tickets/rules.h"
#include "server/web/route.h"
#include "shared/i18n/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::paper {

// As things are now; receipts are the caller's to set.
[[nodiscard]] Result<Set> gather(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, std::string_view organization,
                                 const i18n::Messages& messages);

// Tickets on paper for people without a phone, in the order of the list: everybody who comes on site or online, or only those who left no
// mail address. `host` as tickets name the server.
enum class TicketsOf : std::uint8_t { everybody, no_mail };
BOOST_DESCRIBE_ENUM(TicketsOf, everybody, no_mail)
[[nodiscard]] Result<std::vector<tickets::TicketFace>> gather_tickets(storage::ReadTx& tx, const web::Actor& actor, EditionId edition,
                                                                      TicketsOf whose, std::string_view host,
                                                                      const i18n::Messages& messages);

// The entry in the log of lists handed out. `what` is the file: "paper.pdf", "tickets.pdf".
[[nodiscard]] Status note_printed(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view what,
                                  std::string_view parts, std::int64_t people);

}  // namespace uke::server::paper
