#include "server/rsvps/upkeep.h"

#include "server/events/details_service.h"
#include "server/rsvps/carry_out.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/notices.h"
#include "server/rsvps/places.h"
#include "server/rsvps/upkeep_store.h"

namespace uke::server::rsvps {
namespace {

constexpr Millis kEvery{5LL * 60'000};
constexpr std::int64_t kAtOnce = 25;  // answers, each with up to a handful of people: a step writes at most 500 rows

Status expire_all(jobs::Run& run) {
  std::vector<EditionId> editions;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(editions, editions_with(tx, desk::RsvpState::maybe));
    return {};
  }));
  for (const auto edition : editions) {
    std::int64_t expired = 1;
    while (expired > 0 && !run.stopping()) {
      const auto step = [&](storage::WriteTx& tx) -> Status {
        TRY(expired, expire_undecided(tx, edition, kAtOnce));
        return {};
      };
      TRYV(run.write(step));
    }
  }
  return {};
}

// Everything that frees a place promotes at once; this is for what no page saw, such as a capacity that was changed through the API.
Status promote_all(jobs::Run& run) {
  std::vector<EditionId> editions;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(editions, editions_with(tx, desk::RsvpState::waiting));
    return {};
  }));
  for (const auto edition : editions) {
    const auto step = [&](storage::WriteTx& tx) -> Status {
      TRYV(promote_waiting(tx, edition));
      return {};
    };
    TRYV(run.write(step));
  }
  return {};
}

// Reads most of them and writes few.
Status refresh_all(jobs::Run& run) {
  AttendeeId after;
  bool more = true;
  while (more && !run.stopping()) {
    std::vector<AttendeeId> outdated;
    TRYV(run.read([&](storage::ReadTx& tx) -> Status {
      TRY(const auto ids, linked_holders(tx, tx.now(), after, kAtOnce));
      more = std::ssize(ids) == kAtOnce;
      if (more) after = ids.back();
      for (const auto id : ids) {
        TRY(const auto row, find_attendee(tx, id));
        if (!row || !row->member) continue;
        TRY(const bool approved, is_approved(tx, *row->member));
        if (row->provisional == approved) outdated.push_back(id);
      }
      return {};
    }));
    if (outdated.empty()) continue;
    const auto step = [&](storage::WriteTx& tx) -> Status {
      TRYV(refresh_provisional(tx, outdated));
      return {};
    };
    TRYV(run.write(step));
  }
  return {};
}

Status tend(jobs::Run& run, const jobs::JobRow&) {
  TRYV(expire_all(run));
  TRYV(promote_all(run));
  return refresh_all(run);
}

}  // namespace

Result<std::int64_t> expire_undecided(storage::WriteTx& tx, EditionId id, std::int64_t limit) {
  TRY(const auto edition, events::edition_of(tx, id));
  TRY(const auto details, events::edition_details_of(tx, id));
  const auto now = to_ms(tx.now());
  const bool is_due = details.maybe_until_ms != 0 && now >= details.maybe_until_ms && now < edition.ends_ms && !edition.cancelled;
  if (!is_due) return 0;
  TRY(const auto ids, holders_in_state(tx, id, desk::RsvpState::maybe, limit));
  for (const auto holder : ids) {
    TRY(auto group, group_of(tx, holder));
    auto wish = as_it_is(group, By::organizer);
    wish.state = desk::RsvpState::no;
    wish.tell = Tell::no;
    TRYV(carry_out(tx, group, wish));
    TRYV(note_notice(tx, group.holder.row, Notice::expired));
  }
  return std::ssize(ids);
}

Result<std::int64_t> refresh_provisional(storage::WriteTx& tx, const std::vector<AttendeeId>& ids) {
  std::int64_t changed = 0;
  for (const auto id : ids) {
    TRY(auto group, group_of(tx, id));
    if (!group.holder.row.member) continue;
    TRY(const bool approved, is_approved(tx, *group.holder.row.member));
    changed += group.holder.row.provisional == approved ? 1 : 0;
    group.holder.row.provisional = !approved;
    for (auto& companion : group.companions) companion.row.provisional = !approved;
    TRYV(save_group(tx, group));
  }
  return changed;
}

std::vector<jobs::Kind> job_kinds() { return {{.name = "rsvps.tend", .work = tend, .every = kEvery}}; }

}  // namespace uke::server::rsvps
