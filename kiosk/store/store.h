// The kiosk's memory: log.db (the desk log, durable) and roster.db (the snapshot, disposable), decide-and-write, lookup.
//
// Not thread-safe: it lives on the store thread; runtime posts to it. Every method that writes returns only after the commit
// (synchronous=FULL). A failing disk gives `disk_full` or `corrupt`, and nothing is green.
#pragma once

#include "kiosk/app/committed.h"
#include "kiosk/app/facts.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/wire/messages.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::store {

struct StoreOptions {
  std::filesystem::path folder;  // log.db, roster.db and moved-aside files live here; made if missing
  const Clock* clock = &system_clock();
  Random* random = &system_random();
};

// What pairing left behind; lives in log.db, so that a lost roster.db costs nothing but a download.
struct Pairing {
  std::string server;  // URL
  std::string token;
  wire::PairAnswer answer;
};

class Store {
 public:
  // Opens or makes both databases. A damaged log.db is moved aside and kept, a new log begins, and status().trouble says so; a damaged
  // roster.db is simply made anew.
  static Result<Store> open(const StoreOptions& options);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // --- the desk ---------------------------------------------------------------------------------------------------------------
  // Decides what a scan answers and writes it in the same transaction: an admit for `admitted`, a refusal (at most one per code and
  // verdict a minute, never the raw bytes), nothing for already_in. `pay_first` and overridable verdicts write nothing but the refusal.
  // An unlisted ticket is not admitted here in any mode: `admitted` without an admit says that reception may, by admit().
  [[nodiscard]] Result<app::Committed<app::DeskOutcome>> judge(std::string_view scanned, app::ScanSource source, desk::DeskMode mode);
  [[nodiscard]] Result<app::Committed<app::DeskOutcome>> judge_person(AttendeeId attendee, desk::DeskMode mode);
  // Reception's touch: payment and admit, overrides and companions, in one transaction. Admitting somebody who is in already writes nothing
  // but the payment and answers already_in. Each person's part of the sum is a payment of their own.
  [[nodiscard]] Result<app::Committed<app::DeskOutcome>> admit(const app::AdmitOrder& order, const desk::Decision& shown);
  [[nodiscard]] Result<app::Committed<app::DeskOutcome>> walk_in(const app::WalkInOrder& order);
  // Undoes exactly that record, and the payment written with it in the same touch. `not_found` for an unknown id.
  [[nodiscard]] Result<app::Committed<RecordId>> undo(RecordId record);
  [[nodiscard]] Result<app::Committed<RecordId>> resolve(const std::string& conflict, const std::string& decision);

  // --- looking ----------------------------------------------------------------------------------------------------------------
  // From one character on, folded; never more than eight hits, grouped by reading. A short code finds its ticket. p99 ≤ 5 ms at 50,000.
  [[nodiscard]] Result<app::SearchAnswer> search(const std::string& query);
  [[nodiscard]] Result<app::StaffFacts> staff_facts();
  [[nodiscard]] app::DeskStatus status() const;
  [[nodiscard]] bool check_pin(const std::string& pin) const;
  // Writes all logs held here to a new file in `folder` (JSON lines of wire::UploadItem), for a USB stick. Returns its path.
  [[nodiscard]] Result<std::filesystem::path> export_logs(const std::filesystem::path& folder);

  // --- pairing ----------------------------------------------------------------------------------------------------------------
  [[nodiscard]] std::optional<Pairing> pairing() const;
  // A nonce that stays the same until a pairing succeeded with it.
  [[nodiscard]] Result<std::string> pairing_nonce();
  // Binds this kiosk to an edition. The old roster is dropped, the old log stays and is still delivered.
  [[nodiscard]] Status save_pairing(const Pairing& pairing);
  // The server said kiosk-revoked and named this kiosk: names go, unsent records stay.
  [[nodiscard]] Status wipe_personal_data();

  // --- what synchronisation reads and writes (kiosk/sync/ports.h says what each means) -------------------------------------------
  [[nodiscard]] Result<std::vector<json::Raw>> unsent(std::size_t records_max, std::size_t bytes_max);
  [[nodiscard]] Status mark_sent(const std::vector<wire::UploadResult>& results, const wire::Have& have);
  // The server says that its history changed, so it was restored: everything held here is unsent again, other desks' records included.
  [[nodiscard]] Status offer_everything();
  // Of the roster in use; "" while there is no whole one.
  [[nodiscard]] std::string cursor() const;
  // Applies changes in one transaction of at most 200 rows: the caller splits. Between begin_snapshot and finish_snapshot they go into a
  // roster built aside, and finish_snapshot switches to it whole.
  [[nodiscard]] Status apply_changes(const std::vector<wire::Change>& changes, const std::string& cursor_after);
  [[nodiscard]] Status begin_snapshot();
  [[nodiscard]] Status finish_snapshot(const std::string& cursor_after);
  // What came of an exchange: the server's time now, as far as an answer told, and whether it can be reached. Two weeks after the
  // edition ended by that time, names are wiped.
  void note_exchange(std::optional<std::int64_t> server_time_ms, app::Link link);
  // Whether names may be downloaded: paired, and neither revoked nor wiped because the edition is long over.
  [[nodiscard]] bool wants_roster() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::kiosk::store
