// Use cases of answers: create (with a ticket), change, list, and what the desk reads. Called inside a transaction.
//
// Errors: `forbidden`, `not_found`, `stale` when somebody else changed the row first, `invalid` with the field, `conflict` where no
// free ticket number was found.
#pragma once

#include "server/rsvps/rules.h"
#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"
#include "server/tickets/rules.h"
#include "server/web/route.h"
#include "shared/i18n/messages.h"

#include <functional>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

// An answer with those who come along: not with who was taken out of it, whose row is still there and cancelled.
struct Rsvp {
  AttendeeRow attendee;
  std::vector<desk::Goods> goods;
  std::vector<AttendeeRow> companions;
};

// Takes a place or waits. Somebody of the same name and address who had withdrawn gets their old row and ticket number back. A second
// answer of somebody who is coming is a row of its own: it neither changes nor reveals the first.
[[nodiscard]] Result<Rsvp> create_rsvp(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const RsvpFields& fields);
// State, mode and edition of the companions follow. A companion's own row may only leave its holder's answer and come back to it.
// A state `yes` takes any free place, out of turn; an answer that was held counts from then on.
[[nodiscard]] Result<Rsvp> change_rsvp(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version,
                                       const RsvpChange& change);
[[nodiscard]] Result<Rsvp> get_rsvp(storage::ReadTx& tx, const web::Actor& actor, AttendeeId id);
[[nodiscard]] Result<std::vector<AttendeeRow>> get_rsvps(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, AttendeeId after,
                                                         std::int64_t limit);
// Organizers may look up every ticket, a kiosk those of its own edition.
[[nodiscard]] Result<Rsvp> get_by_ticket(storage::ReadTx& tx, const web::Actor& actor, ticket::TicketNo no);

// --- for other rooms: no authorisation of their own ---

// `food`: the attendee's wishes (Details); the desk's note is these and the organizers' note.
[[nodiscard]] desk::Attendee for_desk(AttendeeRow row, std::vector<desk::Goods> goods, std::string_view food);
[[nodiscard]] Result<std::optional<desk::Attendee>> attendee_for_desk(storage::ReadTx& tx, AttendeeId id);
// Everybody of the edition, one by one.
[[nodiscard]] Status each_for_desk(storage::ReadTx& tx, EditionId edition, const std::function<Status(const desk::Attendee&)>& visit);

// What the ticket says. `host` as tickets name the server.
[[nodiscard]] Result<std::string> ticket_text_of(storage::ReadTx& tx, const AttendeeRow& row, std::string_view host);
// What is printed on it, in the language of `messages`.
[[nodiscard]] Result<tickets::TicketFace> ticket_face(storage::ReadTx& tx, const AttendeeRow& row, std::string_view host,
                                                      const i18n::Messages& messages);

}  // namespace uke::server::rsvps
