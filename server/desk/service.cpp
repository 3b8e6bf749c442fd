#include "server/desk/service.h"

#include "server/accounts/service.h"
#include "server/desk/upload.h"
#include "server/events/service.h"

#include <algorithm>

namespace uke::server::desk {
namespace {

constexpr std::string_view kDeskOfTheServer = "web";

}  // namespace

Result<EditionHeadcount> get_headcount(storage::ReadTx& tx, const web::Actor& actor, LiveDesk& live, EditionId edition) {
  TRYV(accounts::require(actor, web::kOrganizers | web::kKiosk));
  if (actor.access == web::kKiosk && actor.scope != edition.to_string()) {
    return fail(ErrorCode::forbidden, "desk.get_headcount", "the kiosk belongs to another edition");
  }
  TRY(const auto event, events::event_of(tx, edition));
  EditionHeadcount counted;
  TRY(static_cast<Headcount&>(counted), live.headcount(tx, event, edition));
  counted.edition = edition;
  counted.as_of_ms = to_ms(tx.now());
  return counted;
}

Result<std::vector<Conflict>> get_conflicts(storage::ReadTx& tx, const web::Actor& actor, LiveDesk& live, EditionId edition) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto event, events::event_of(tx, edition));
  TRY(auto conflicts, live.conflicts(tx, event));
  std::erase_if(conflicts, [&](const Conflict& conflict) { return conflict.edition != edition; });
  return conflicts;
}

Result<std::vector<KioskState>> get_kiosk_states(storage::ReadTx& tx, const web::Actor& actor, const LiveDesk& live, EditionId edition) {
  TRY(const auto rows, get_kiosks(tx, actor, edition));
  std::vector<KioskState> states;
  for (const auto& row : rows) {
    const auto id = row.id.to_string();
    KioskState state{.id = row.id,
                     .name = row.name,
                     .edition = row.edition,
                     .state = row.state,
                     .device_name = row.device_name,
                     .created_ms = row.created_ms,
                     .last_contact_ms = {},
                     .have = {},
                     .parked = 0};
    if (const auto contact = live.last_contact_ms(id); contact != 0) state.last_contact_ms = contact;
    TRY(state.have, have_of_kiosk(tx, id));
    TRY(state.parked, count_parked_of(tx, id));
    states.push_back(std::move(state));
  }
  return states;
}

Result<Resolution> prepare_resolution(storage::ReadTx& tx, const web::Actor& actor, LiveDesk& live, EditionId edition,
                                      std::string_view conflict_id, const ConflictDecision& decision) {
  TRYV(accounts::require(actor, web::kAdmin | web::kReception));
  TRY(const auto event, events::event_of(tx, edition));
  TRY(const auto conflicts, live.conflicts(tx, event));
  const auto conflict = std::ranges::find(conflicts, conflict_id, &Conflict::id);
  if (conflict == conflicts.end() || conflict->edition != edition) {
    return fail(ErrorCode::not_found, "desk.prepare_resolution", "no such conflict");
  }
  Resolution resolution{.event = event, .record = {}, .about_the_desk = !conflict->subject};
  auto& record = resolution.record;
  record.edition = edition;
  record.kind = Kind::resolve;
  record.step = 1;
  record.by = By::web;
  record.desk = kDeskOfTheServer;
  record.payload.conflict = conflict->id;
  record.payload.text = decision.text;
  if (conflict->subject) {
    record.subject = *conflict->subject;
    TRY(const auto top, live.top_step(tx, event, record.subject));
    record.step = top + 1;
  }
  return resolution;
}

Result<DeskRecord> write_resolution(storage::WriteTx& tx, const web::Actor& actor, Resolution resolution) {
  if (resolution.about_the_desk) {
    TRY(const auto log, own_log(tx, resolution.event));
    resolution.record.subject = Subject::desk(log);
  }
  TRYV(accounts::audit(tx, actor, "conflict.resolve", *resolution.record.payload.conflict));
  return append_own_record(tx, resolution.event, std::move(resolution.record));
}

}  // namespace uke::server::desk
