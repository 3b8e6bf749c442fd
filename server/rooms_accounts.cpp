#include "server/rooms_accounts.h"

#include "server/accounts/store.h"
#include "server/announcements/store.h"
#include "server/applications/service.h"
#include "server/applications/store.h"
#include "server/events/store.h"
#include "server/imports/service.h"
#include "server/jobs/jobs.h"
#include "server/rooms_hosting.h"
#include "server/roster/service.h"
#include "server/rsvps/store.h"

#include <algorithm>
#include <chrono>

namespace uke::server {
namespace {

using accounts::ShownThing;
using accounts::Waiting;

// Looks a thing up by its id; things that are gone, or whose id is none, have neither name nor page.
template <class IdType, class Find>
Result<ShownThing> shown(const accounts::Thing& thing, const std::string& folder, Find find) {
  const auto id = IdType::parse(thing.id);
  if (!id) return ShownThing{};
  TRY(const auto name, find(*id));
  if (!name) return ShownThing{};
  return ShownThing{.name = *name, .path = folder.empty() ? "" : folder + thing.id};
}

Result<ShownThing> show(storage::ReadTx& tx, const accounts::Thing& thing) {
  using Name = Result<std::optional<std::string>>;
  if (thing.kind == "account") {
    return shown<AccountId>(thing, "/organizers/", [&](AccountId id) -> Name {
      TRY(const auto account, accounts::find_account(tx, id.to_string()));
      return account ? std::optional(account->name) : std::nullopt;
    });
  }
  if (thing.kind == "member") {
    return shown<MemberId>(thing, "/members/", [&](MemberId id) -> Name {
      TRY(const auto member, roster::find_member(tx, id));
      return member ? std::optional(roster::whole_name(member->fields)) : std::nullopt;
    });
  }
  if (thing.kind == "event") {
    return shown<EventId>(thing, "/events/", [&](EventId id) -> Name {
      TRY(const auto event, events::find_event(tx, id));
      return event ? std::optional(event->name) : std::nullopt;
    });
  }
  if (thing.kind == "edition" || thing.kind == "pairing_code") {
    return shown<EditionId>(thing, "/editions/", [&](EditionId id) -> Name {
      TRY(const auto edition, events::find_edition(tx, id));
      return edition ? std::optional(edition->name) : std::nullopt;
    });
  }
  if (thing.kind == "rsvp") {
    return shown<AttendeeId>(thing, "/rsvps/", [&](AttendeeId id) -> Name {
      TRY(const auto row, rsvps::find_attendee(tx, id));
      if (!row) return std::nullopt;
      if (row->shown_name.empty() && row->family_name.empty() && row->given_name.empty())
        return std::nullopt;  // a companion without a name
      return row->shown_name.empty() ? row->family_name + " " + row->given_name : row->shown_name;
    });
  }
  if (thing.kind == "message") {
    return shown<announcements::MessageId>(thing, "/messages/", [&](announcements::MessageId id) -> Name {
      TRY(const auto row, announcements::find_message(tx, id));
      return row ? std::optional(row->subject) : std::nullopt;
    });
  }
  if (thing.kind == "handout") return ShownThing{.name = {}, .path = "/handouts"};
  if (thing.kind == "application") {
    return shown<applications::ApplicationId>(thing, "/applications/", [&](applications::ApplicationId id) -> Name {
      TRY(const auto row, applications::find_application(tx, id));
      return row ? std::optional(roster::whole_name(applications::member_fields(*row))) : std::nullopt;
    });
  }
  if (thing.kind == "invitation") return ShownThing{.name = {}, .path = "/invitations/" + thing.id};
  if (thing.kind == "checking_list") return ShownThing{.name = {}, .path = "/checking-list"};
  if (thing.kind == "import") return ShownThing{.name = {}, .path = "/imports/" + thing.id};
  return ShownThing{};
}

Result<std::vector<Waiting>> waiting_applications(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages) {
  if ((actor.access & web::kAdmin) == 0) return std::vector<Waiting>{};
  TRY(const auto waiting, applications::waiting_applications(tx));
  if (waiting.count == 0) return std::vector<Waiting>{};
  return std::vector<Waiting>{{.title = messages.text("home.applications"),
                               .text = messages.text("home.applications_text", {{"count", waiting.count}, {"overdue", waiting.overdue}}),
                               .path = "/applications",
                               .is_urgent = waiting.overdue > 0}};
}

Result<std::vector<Waiting>> imports_under_way(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages) {
  constexpr std::int64_t kLooked = 20;
  if ((actor.access & web::kAdmin) == 0) return std::vector<Waiting>{};
  TRY(const auto rows, imports::get_imports(tx, actor, imports::ImportId{}, kLooked));
  std::vector<Waiting> waiting;
  const auto wait = [&](const char* key, std::initializer_list<imports::ImportState> states) {
    const auto count = std::ranges::count_if(rows, [&](const auto& row) { return std::ranges::find(states, row.state) != states.end(); });
    if (count > 0) {
      waiting.push_back({.title = messages.text("home.imports"), .text = messages.text(key, {{"count", count}}), .path = "/imports"});
    }
  };
  using enum imports::ImportState;
  wait("home.imports_running", {reading, applying, undoing});
  wait("home.imports_ready", {ready});
  return waiting;
}

Result<std::vector<Waiting>> failed_jobs(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages) {
  constexpr std::int64_t kLooked = 100;
  if ((actor.access & web::kAdmin) == 0) return std::vector<Waiting>{};
  TRY(const auto jobs, jobs::list_jobs(tx, kLooked));
  const auto failed = std::ranges::count_if(jobs, [&](const auto& job) {
    return job.state == jobs::JobState::failed && tx.now() - from_ms(job.run_at_ms) < std::chrono::hours{72};
  });
  if (failed == 0) return std::vector<Waiting>{};
  return std::vector<Waiting>{{.title = messages.text("home.jobs"),
                               .text = messages.text("home.jobs_failed", {{"count", failed}}),
                               .path = "/imports",
                               .is_urgent = true}};
}

}  // namespace

accounts::ShowThing show_thing() { return show; }

std::vector<accounts::WhatWaits> what_waits() {
  return {waiting_applications, waiting_answers, waiting_shops, imports_under_way, failed_jobs};
}

}  // namespace uke::server
