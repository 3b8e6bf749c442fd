#include "server/desk/intake.h"

#include "server/events/service.h"
#include "server/rsvps/places.h"
#include "server/storage/changes.h"

#include <fmt/format.h>

namespace uke::server::desk {
namespace {

wire::UploadResult result_of(std::string id, wire::Outcome outcome) { return {.id = std::move(id), .outcome = outcome, .reason = {}}; }

Place place_of(const DeskRecord& record) {
  return {.id = record.id.to_string(), .log = record.log, .seq = record.seq >= 1 ? std::optional(record.seq) : std::nullopt};
}

}  // namespace

Status Intake::begin() {
  if (from_.event) events_.emplace(from_.edition, from_.event);
  if (!from_.kiosk) return {};
  TRY(const auto rows, logs_of_kiosk(tx_, *from_.kiosk));
  for (const auto& row : rows) logs_.emplace(row.log, Log{.event = row.event, .progress = {.have = row.have, .max = row.max}});
  return {};
}

Result<wire::UploadResult> Intake::take(const Delivered& delivered) {
  const auto& [raw, item] = delivered;
  if (item) return judge(raw, *item);
  if (item.error().code == ErrorCode::too_large) return park(raw, std::string(kParkedTooLarge), desk::place_of(raw));
  if (item.error().code != ErrorCode::invalid) return std::unexpected(item.error());
  return park(raw, fmt::format("{}: {}", kParkedUnreadable, item.error().detail), desk::place_of(raw));
}

Result<wire::UploadResult> Intake::judge(const std::string& raw, const wire::UploadItem& item) {
  const auto& record = item.record;
  if (const auto valid = validate(record); !valid) {
    return park(raw, fmt::format("{}: {}", kParkedInvalid, valid.error().detail), place_of(record));
  }
  if (from_.stolen) return park(raw, std::string(kParkedStolen), place_of(record));
  TRY(const auto event, event_of(record.edition));
  if (!event) return park(raw, std::string(kParkedUnknownEdition), place_of(record));
  if (from_.event && *event != *from_.event) return park(raw, std::string(kParkedOtherEvent), place_of(record));
  TRY(auto* const log, log_of(record.log, *event));
  if (log->event != *event) return park(raw, std::string(kParkedOtherEvent), place_of(record));
  if (record.seq <= log->progress.have) {  // a repetition is recognised before it takes a number, so that it wakes nobody up
    TRY(const auto stored, find_record_place(tx_, record.id));
    if (stored) return taken(raw, record);
  }
  TRY(const auto change_no, storage::next_change(tx_, *event));
  TRY(const bool inserted, insert_record(tx_, record, *event, change_no));
  if (!inserted) return taken(raw, record);
  TRYV(rsvps::note_admitted(tx_, *event, record));
  if (item.private_part) TRYV(insert_private(tx_, record.id, *item.private_part));
  log->progress.cover(record.seq);
  log->changed = true;
  return result_of(record.id.to_string(), wire::Outcome::stored);
}

// Its id or its place in the log is there already.
Result<wire::UploadResult> Intake::taken(const std::string& raw, const DeskRecord& record) {
  TRY(const auto stored, find_record_place(tx_, record.id));
  if (stored && stored->log == record.log && stored->seq == record.seq) {
    return result_of(record.id.to_string(), wire::Outcome::already_stored);
  }
  return park(raw, std::string(stored ? kParkedIdReused : wire::kProblemCloned), place_of(record));
}

Result<wire::UploadResult> Intake::park(const std::string& raw, std::string reason, const Place& place) {
  TRYV(insert_parked(
      tx_,
      {.raw = raw, .reason = reason, .record_id = place.id, .log = place.log, .seq = place.seq, .kiosk = from_.kiosk, .received_ms = 0}));
  if (place.log && place.seq) {
    TRY(const auto known, find_log(tx_, *place.log));
    if (known || from_.event) {  // an import that parks the first record of a log does not know whose event it is
      TRY(auto* const log, log_of(*place.log, known ? known->event : *from_.event));
      log->progress.cover(*place.seq);
      log->changed = true;
    }
  }
  return wire::UploadResult{.id = place.id, .outcome = wire::Outcome::parked, .reason = std::move(reason)};
}

Result<std::optional<EventId>> Intake::event_of(EditionId edition) {
  const auto known = events_.find(edition);
  if (known != events_.end()) return known->second;
  const auto found = events::event_of(tx_, edition);
  if (!found && found.error().code != ErrorCode::not_found) return std::unexpected(found.error());
  return events_.emplace(edition, found ? std::optional(*found) : std::nullopt).first->second;
}

Result<Intake::Log*> Intake::log_of(LogId id, EventId event) {
  auto known = logs_.find(id);
  if (known == logs_.end()) {
    TRY(const auto row, find_log(tx_, id));
    Log log{.event = event, .progress = {}};
    if (row) log = {.event = row->event, .progress = {.have = row->have, .max = row->max}};
    known = logs_.emplace(id, log).first;
  }
  return &known->second;
}

// Records that came early are counted once the ones before them are here.
Status Intake::close_gap(LogId id, Log& log) {
  if (!log.progress.has_gap()) return {};
  TRY(const auto seqs, seqs_after(tx_, id, log.progress.have));
  for (const auto seq : seqs) log.progress.cover(seq);
  return {};
}

Result<wire::Have> Intake::finish() {
  wire::Have have;
  for (auto& [id, log] : logs_) {
    if (log.changed) {
      TRYV(close_gap(id, log));
      const LogRow row{.log = id, .event = log.event, .have = log.progress.have, .max = log.progress.max};
      TRYV(save_log(tx_, row, from_.kiosk, false));
    }
    have.emplace(id.to_string(), log.progress.have);
  }
  return have;
}

}  // namespace uke::server::desk
