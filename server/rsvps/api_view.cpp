#include "server/rsvps/api_view.h"

#include "server/rsvps/details.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

struct Companion {
  AttendeeId id;
  ticket::TicketNo ticket;
  std::string short_code;
  desk::RsvpState state = desk::RsvpState::yes;
  std::string shown_name;
};
BOOST_DESCRIBE_STRUCT(Companion, (), (id, ticket, short_code, state, shown_name))

// What the door does not need.
struct DetailsView {
  std::string former_name;
  bool show_former_name = false;
  std::string food;
  std::string comment;
  bool comment_public = false;
  AfterParty after_party = AfterParty::unsaid;
  std::int64_t watching = 0;
  std::optional<std::string> fee_category;
  bool fee_by_hand = false;
  std::string language;
  bool held = false;
  std::optional<AttendeeId> doubt_of;
  std::int64_t waiting_since_ms = 0;
  std::int64_t cancelled_ms = 0;
  bool ever_admitted = false;
};
BOOST_DESCRIBE_STRUCT(DetailsView, (),
                      (former_name, show_former_name, food, comment, comment_public, after_party, watching, fee_category, fee_by_hand,
                       language, held, doubt_of, waiting_since_ms, cancelled_ms, ever_admitted))

// An answer as organizers see it: what the desk has, and more.
struct RsvpView : desk::Attendee {
  EventId event;
  std::string short_code;
  std::optional<std::string> email;
  std::int64_t version = 0;
  std::optional<MemberId> member;  // on the roster
  std::string ticket_text;         // what the QR code says
  std::vector<Companion> companions;
  std::optional<DetailsView> details;
};
BOOST_DESCRIBE_STRUCT(RsvpView, (desk::Attendee), (event, short_code, email, version, member, ticket_text, companions, details))

DetailsView view_of(Details details) {
  return {.former_name = std::move(details.former_name),
          .show_former_name = details.show_former_name,
          .food = std::move(details.food),
          .comment = std::move(details.comment),
          .comment_public = details.comment_public,
          .after_party = details.after_party,
          .watching = details.watching,
          .fee_category = std::move(details.fee_category),
          .fee_by_hand = details.fee_by_hand,
          .language = std::move(details.language),
          .held = details.held,
          .doubt_of = details.doubt_of,
          .waiting_since_ms = details.waiting_since_ms,
          .cancelled_ms = details.cancelled_ms,
          .ever_admitted = details.ever_admitted};
}

}  // namespace

Result<web::Response> rsvp_answer(const RoomPtr& room, const web::Req& req, storage::ReadTx& tx, const Rsvp& rsvp, int status) {
  RsvpView view;
  const auto& row = rsvp.attendee;
  const bool is_kiosk = req.actor.access == web::kKiosk;
  TRY(auto details, details_of(tx, row.id));
  static_cast<desk::Attendee&>(view) = for_desk(row, rsvp.goods, is_kiosk ? details.food : std::string());
  view.event = row.event;
  view.short_code = ticket::format_short_code(row.short_code);
  if (!is_kiosk) {
    view.email = row.email;
    view.member = row.member;
    view.details = view_of(std::move(details));
  }
  view.version = row.version;
  TRY(view.ticket_text, ticket_text_of(tx, row, tickets::host_of(room->site, req.http.header("host"))));
  for (const auto& companion : rsvp.companions) {
    view.companions.push_back({.id = companion.id,
                               .ticket = companion.ticket,
                               .short_code = ticket::format_short_code(companion.short_code),
                               .state = companion.state,
                               .shown_name = companion.shown_name});
  }
  return web::versioned_answer(view, row.version, status);
}

}  // namespace uke::server::rsvps
