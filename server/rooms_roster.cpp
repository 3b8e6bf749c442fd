#include "server/rooms_roster.h"

#include "server/desk/store.h"
#include "server/rsvps/members.h"

#include <limits>
#include <map>

namespace uke::server {
namespace {

Result<uke::desk::EventFold> folded(storage::ReadTx& tx, EventId event) {
  uke::desk::EventFold fold;
  const auto add = [&](desk::StoredRecord&& row) -> Status {
    TRY(const auto record, desk::to_desk_record(std::move(row)));
    fold.add(record);
    return {};
  };
  TRYV(desk::each_record_after(tx, event, 0, std::numeric_limits<std::int64_t>::max(), add));
  return fold;
}

Result<std::vector<roster::EventFact>> facts_of(storage::ReadTx& tx, const std::vector<MemberId>& ids) {
  TRY(const auto answers, rsvps::answers_of_members(tx, ids));
  std::map<EventId, uke::desk::EventFold> folds;
  std::vector<roster::EventFact> facts;
  for (const auto& [answer, event, edition, starts_ms, ends_ms, zone] : answers) {
    auto found = folds.find(answer.event);
    if (found == folds.end()) {
      TRY(auto fold, folded(tx, answer.event));
      found = folds.emplace(answer.event, std::move(fold)).first;
    }
    const auto& attendance = found->second.attendance(uke::desk::Subject::of(answer.id));
    facts.push_back({.event = event,
                     .edition = edition,
                     .date_ms = starts_ms,
                     .answer = std::string(enum_name(answer.state)),
                     .came = attendance.ever_admitted()});
  }
  return facts;
}

}  // namespace

roster::EventsOf events_of_member() { return facts_of; }

}  // namespace uke::server
