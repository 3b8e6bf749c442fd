#include "server/rooms.h"

#include "server/accounts/api.h"
#include "server/accounts/pages.h"
#include "server/accounts/service.h"
#include "server/accounts/sessions.h"
#include "server/announcements/api.h"
#include "server/announcements/pages.h"
#include "server/applications/api.h"
#include "server/applications/checking_service.h"
#include "server/applications/letters.h"
#include "server/applications/pages.h"
#include "server/applications/reminders.h"
#include "server/attending/letters_job.h"
#include "server/attending/pages.h"
#include "server/catering/api.h"
#include "server/catering/pages.h"
#include "server/desk/api.h"
#include "server/desk/pages.h"
#include "server/desk/pages_scan.h"
#include "server/events/api.h"
#include "server/imports/api.h"
#include "server/imports/pages.h"
#include "server/outbox/api.h"
#include "server/outbox/pages.h"
#include "server/paper/api.h"
#include "server/paper/pages.h"
#include "server/privacy/api.h"
#include "server/privacy/pages.h"
#include "server/privacy/retention.h"
#include "server/qr_svg.h"
#include "server/rooms_accounts.h"
#include "server/rooms_events.h"
#include "server/rooms_imports.h"
#include "server/rooms_people.h"
#include "server/rooms_roster.h"
#include "server/roster/api.h"
#include "server/roster/duplicates_pages.h"
#include "server/roster/pages.h"
#include "server/roster/statistics_pages.h"
#include "server/rsvps/api.h"
#include "server/rsvps/pages.h"
#include "server/rsvps/upkeep.h"
#include "server/tickets/site.h"

#include <iterator>

namespace uke::server {
namespace {

void append(web::Routes& all, web::Routes more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

constexpr std::int64_t kSessionsAtOnce = 100;

// Writes down when sessions and tokens were used last, and removes sessions that nobody uses any more.
jobs::Kind tending_sessions(std::shared_ptr<accounts::Uses> uses) {
  return {.name = "accounts.tend",
          .work =
              [uses = std::move(uses)](jobs::Run& run, const jobs::JobRow&) {
                const auto taken = uses->take();
                return run.write([&](storage::WriteTx& tx) { return accounts::tend_sessions(tx, taken, kSessionsAtOnce); });
              },
          .every = accounts::Uses::kWrittenEvery};
}

// The organizers' navigation, in this order. What somebody may not open is not shown to them.
std::vector<render::NavItem> navigation() {
  return {
      {.path = "/home", .label = "nav.home", .access = web::kOrganizers},
      {.path = "/events", .label = "event.title", .access = web::kOrganizers},
      {.path = "/members", .label = "roster.title", .access = web::kOrganizers},
      {.path = "/applications", .label = "application.title", .access = web::kOrganizers},
      {.path = "/invitations", .label = "invitation.title", .access = web::kOrganizers},
      {.path = "/checking-list", .label = "checking.title", .access = web::kOrganizers},
      {.path = imports::kImportsPath, .label = "imports.title", .access = web::kAdmin},
      {.path = "/handouts", .label = "nav.handouts", .access = web::kAdmin},
      {.path = "/mail", .label = "nav.mail", .access = web::kAdmin},
      {.path = "/audit", .label = "nav.audit", .access = web::kAdmin},
      {.path = "/organizers", .label = "nav.organizers", .access = web::kAdmin},
      {.path = "/account", .label = "nav.account", .access = web::kOrganizers},
  };
}

}  // namespace

Result<House> furnish(const Ground& ground) {
  const auto& [url, data, organization, mail_settings] = ground;
  const tickets::Site site{.url = url};
  House house;
  TRY(house.pages, render::Pages::create({.url = url, .organization = organization, .navigation = navigation()}));
  append(house.routes, house.pages->routes());
  auto uses = std::make_shared<accounts::Uses>();
  house.authenticate = accounts::authenticator(url, uses);
  house.jobs.push_back(tending_sessions(uses));
  append(house.routes, accounts::routes());
  append(house.routes, accounts::page_routes({.pages = house.pages,
                                              .delay = std::make_shared<accounts::SignInDelay>(system_clock()),
                                              .qr_symbol = qr_svg,
                                              .show_thing = show_thing(),
                                              .what_waits = what_waits()}));
  append(house.routes, outbox::routes(house.pages, mail_settings));
  append(house.routes, outbox::page_routes({.pages = house.pages, .settings = mail_settings}));
  for (auto& kind : mail::job_kinds(mail_settings, url, system_clock())) house.jobs.push_back(std::move(kind));
  const auto exports = std::make_shared<const roster::ExportFiles>(data / "exports");
  append(house.routes, roster::routes(house.pages, exports));
  append(house.routes, roster::page_routes(house.pages, exports, events_of_member(), applications::names_in_group));
  house.jobs.push_back(roster::tidying(exports));
  append(house.routes, applications::routes(url));
  append(house.routes, applications::page_routes({.pages = house.pages, .organization = organization, .qr_picture = qr_svg}));
  for (auto& kind : applications::job_kinds()) house.jobs.push_back(std::move(kind));
  for (auto& kind : applications::letter_jobs({.settings = mail_settings, .organization = organization}))
    house.jobs.push_back(std::move(kind));
  const imports::Place imports_place{.folder = data / "imports", .is_known = is_known_beside_the_roster};
  append(house.routes, imports::routes(imports_place));
  append(house.routes, imports::page_routes(house.pages, imports_place));
  for (auto& kind : imports::job_kinds(imports_place, system_clock())) house.jobs.push_back(std::move(kind));
  append(house.routes, events::routes());
  append(house.routes, events::page_routes(event_page_parts(house.pages)));
  for (auto& kind : event_jobs()) house.jobs.push_back(std::move(kind));
  TRY(auto answers, rsvps::routes(site));
  append(house.routes, std::move(answers));
  append(house.routes, rsvps::page_routes(house.pages, exports, site));
  append(house.routes, catering::routes(house.pages));
  append(house.routes, catering::page_routes(house.pages));
  const announcements::SendingParts sending{.pages = house.pages, .post = {.settings = mail_settings, .url = url}};
  append(house.routes, announcements::routes(sending));
  append(house.routes, announcements::page_routes(sending));
  for (auto& kind : announcements::job_kinds(sending)) house.jobs.push_back(std::move(kind));
  for (auto& kind : rsvps::job_kinds()) house.jobs.push_back(std::move(kind));
  const auto live = std::make_shared<desk::LiveDesk>();
  append(house.routes, desk::routes(site, live));
  append(house.routes, desk::page_routes(house.pages, live));
  append(house.routes,
         attending::page_routes({.pages = house.pages,
                                 .organization = organization,
                                 .url = url,
                                 .mail = mail_settings,
                                 .qr_picture = qr_svg,
                                 .staff_ticket = [pages = house.pages](const web::Req& req, storage::ReadTx& tx, std::string_view token) {
                                   return desk::show_seen(*pages, req, tx, token);
                                 }}));
  for (auto& kind : attending::job_kinds({.pages = house.pages, .url = url, .mail = mail_settings})) house.jobs.push_back(std::move(kind));
  const paper::PageParts paper_parts{.pages = house.pages, .organization = organization, .site = site};
  append(house.routes, paper::routes(paper_parts));
  append(house.routes, paper::page_routes(paper_parts));
  auto candidates = std::make_shared<roster::CandidateCache>();
  append(house.routes, roster::duplicates_routes(candidates, editions_of_two_members()));
  append(house.routes, roster::duplicates_page_routes(house.pages, candidates, editions_of_two_members()));
  append(house.routes, roster::statistics_page_routes(house.pages));
  append(house.routes, privacy::routes());
  append(house.routes, privacy::page_routes(house.pages));
  house.jobs.push_back(privacy::retention_job());
  return house;
}

}  // namespace uke::server
