// What the pages of a personal link have in common. Internal to this room.
#pragma once

#include "server/attending/kit.h"
#include "server/mail/calendar.h"

#include <functional>
#include <optional>
#include <string>

namespace uke::server::attending {

// One's own answer and what it is about.
struct Mine {
  rsvps::Own own;
  Occasion occasion;
  Venue venue;

  [[nodiscard]] const rsvps::AttendeeRow& row() const { return own.rsvp.attendee; }
  [[nodiscard]] bool is_coming() const { return row().state == desk::RsvpState::yes; }
};
// Nothing for a secret that leads nowhere.
[[nodiscard]] Result<std::optional<Mine>> mine_of(storage::ReadTx& tx, std::string_view secret);

// A handler for the path's secret; one that leads nowhere gets the page that says so.
using Look = Result<web::Response> (*)(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine);
using Change = Result<web::Response> (*)(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine);
[[nodiscard]] web::Read looks(const PagePartsPtr& parts, Look look);
[[nodiscard]] web::Write changes(const PagePartsPtr& parts, Change change);

[[nodiscard]] render::Head head_of(const i18n::Messages& m, const Mine& mine, std::string title);

// After a change: back to the personal page with that sentence; where it was refused or somebody else was first, a page that says so.
[[nodiscard]] Result<web::Response> after(const PageParts& parts, const web::Req& req, const Mine& mine, const Result<rsvps::Own>& changed,
                                          const render::Flash& flash);
[[nodiscard]] Result<web::Response> show_refused(const PageParts& parts, const web::Req& req, const Mine& mine, const Error& error);

// What the answer with its companions still owes.
[[nodiscard]] Yen due_of(const rsvps::Own& own);
// Not taken back.
[[nodiscard]] std::vector<rsvps::AttendeeRow> companions_of(const rsvps::Own& own);

// `host` as tickets name the server, `link` the event's page. CANCEL where the answer does not stand any more.
[[nodiscard]] mail::CalendarEntry calendar_of(const i18n::Messages& m, const Mine& mine, std::string_view host, const std::string& link,
                                              Time now);

}  // namespace uke::server::attending
