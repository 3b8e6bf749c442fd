#include "server/rooms_events.h"

#include "server/events/details_service.h"
#include "server/events/service.h"
#include "server/qr_svg.h"
#include "server/rsvps/events_store.h"
#include "server/rsvps/notices.h"
#include "server/rsvps/places.h"
#include "server/rsvps/store.h"
#include "server/storage/changes.h"

#include <chrono>

namespace uke::server {
namespace {

constexpr std::int64_t kRowsAtOnce = 400;  // a step writes at most 500
constexpr auto kLinksEvery = std::chrono::hours{24};

Result<events::PeopleCount> people_of(storage::ReadTx& tx, EditionId edition) {
  TRY(const auto onsite, rsvps::places_of(tx, edition, uke::desk::Mode::onsite));
  TRY(const auto online, rsvps::places_of(tx, edition, uke::desk::Mode::online));
  return events::PeopleCount{.onsite = onsite.occupied, .online = online.occupied, .waiting = onsite.waiting + online.waiting};
}

// Where the edition is gone, or was changed back before its turn came, there is nothing to tell.
Result<bool> still_holds(storage::ReadTx& tx, EditionId edition, rsvps::Notice notice) {
  const auto row = events::edition_of(tx, edition);
  if (!row && row.error().code == ErrorCode::not_found) return false;
  if (!row) return std::unexpected(row.error());
  return row->cancelled == (notice == rsvps::Notice::edition_cancelled);
}

// Begun again, it notes once more for everybody; who has a notice of that kind waiting gets no second one.
jobs::Work telling(rsvps::Notice notice) {
  return [notice](jobs::Run& run, const jobs::JobRow& job) -> Status {
    TRY(const auto edition, EditionId::parse(job.subject));
    bool holds = false;
    TRYV(run.read([&](storage::ReadTx& tx) -> Status {
      TRY(holds, still_holds(tx, edition, notice));
      return {};
    }));
    AttendeeId after;
    while (holds && !run.stopping()) {
      AttendeeId last;
      TRYV(run.write([&](storage::WriteTx& tx) -> Status {
        TRY(last, rsvps::note_notices(tx, edition, notice, after, kRowsAtOnce));
        return {};
      }));
      after = last;
      holds = !last.is_nil();
    }
    return {};
  };
}

Status promote(jobs::Run& run, const jobs::JobRow& job) {
  TRY(const auto edition, EditionId::parse(job.subject));
  return run.write([&](storage::WriteTx& tx) -> Status {
    TRYV(rsvps::promote_waiting(tx, edition));
    return {};
  });
}

// Kiosks show orders by the name of what was ordered.
Status tell_of_goods(jobs::Run& run, const jobs::JobRow& job) {
  AttendeeId after;
  bool more = true;
  const auto step = [&](storage::WriteTx& tx) -> Status {
    TRY(const auto people, rsvps::who_ordered(tx, job.subject, after, kRowsAtOnce));
    for (const auto& id : people) {
      TRY(const auto row, rsvps::find_attendee(tx, id));
      if (row) TRYV(storage::note_change(tx, row->event, wire::ChangeKind::attendee, id.to_string()));
    }
    more = std::ssize(people) == kRowsAtOnce;
    if (more) after = people.back();
    return {};
  };
  while (more && !run.stopping()) TRYV(run.write(step));
  return {};
}

Status draw_links(jobs::Run& run, const jobs::JobRow&) {
  for (std::int64_t drawn = kRowsAtOnce; drawn == kRowsAtOnce && !run.stopping();) {
    TRYV(run.write([&](storage::WriteTx& tx) -> Status {
      TRY(drawn, events::draw_missing_links(tx, kRowsAtOnce));
      return {};
    }));
  }
  return {};
}

}  // namespace

events::PageParts event_page_parts(const render::PagesPtr& pages) {
  return {.pages = pages, .qr_picture = qr_svg, .people = people_of, .counts_by_via = rsvps::counts_by_via};
}

std::vector<jobs::Kind> event_jobs() {
  return {{.name = std::string(events::kTellCancelledJob), .work = telling(rsvps::Notice::edition_cancelled), .every = {}},
          {.name = std::string(events::kTellChangedJob), .work = telling(rsvps::Notice::edition_changed), .every = {}},
          {.name = std::string(events::kPromoteJob), .work = promote, .every = {}},
          {.name = std::string(events::kGoodsRenamedJob), .work = tell_of_goods, .every = {}},
          {.name = "events.links", .work = draw_links, .every = kLinksEvery}};
}

}  // namespace uke::server
