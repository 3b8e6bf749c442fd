#include "server/imports/files.h"
#include "server/imports/service.h"
#include "server/imports/store.h"
#include "server/imports/work.h"

#include <algorithm>
#include <chrono>

namespace uke::server::imports {
namespace {

constexpr auto kKept = std::chrono::days{30};
constexpr auto kEvery = std::chrono::minutes{10};
constexpr auto kFresh = std::chrono::hours{1};  // a file whose row may still come
constexpr std::int64_t kRowsAStep = 500;

Status forget_rows(jobs::Run& run, ImportId id) {
  for (std::int64_t deleted = 1; deleted > 0;) {
    if (run.stopping()) return fail(ErrorCode::busy, "imports.tidy", "stopped");
    TRYV(run.write([&](storage::WriteTx& tx) -> Status {
      TRY(deleted, delete_rows(tx, id, kRowsAStep));
      return {};
    }));
  }
  return {};
}

// Files of imports that are over or never came about (an upload whose row was not written).
Status forget_files(jobs::Run& run, const Place& place) {
  for (const auto& id : kept_files(place.folder)) {
    bool needed = false;
    TRYV(run.read([&](storage::ReadTx& tx) -> Status {
      TRY(const auto import, find_import(tx, id));
      needed = import && (import->state == ImportState::reading || import->state == ImportState::ready ||
                          import->state == ImportState::failed || import->state == ImportState::applying);
      return {};
    }));
    std::error_code error;
    const auto written = std::filesystem::last_write_time(file_of(place.folder, id), error);
    const bool is_fresh = !error && std::filesystem::file_time_type::clock::now() - written < kFresh;
    if (!needed && !is_fresh) forget_file(place.folder, id);
  }
  return {};
}

std::string_view job_of(ImportState state) {
  if (state == ImportState::reading) return kReadJob;
  return state == ImportState::applying ? kApplyJob : kUndoJob;
}

// A command that was killed in the middle left its import to nobody: from here on it is the server's.
Status adopt_orphans(jobs::Run& run, const Place& place) {
  std::vector<UnderWay> under_way;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(under_way, list_under_way(tx));
    return {};
  }));
  for (const auto& import : under_way) {
    const FileLock lock(place.folder, import.id);
    if (!lock.is_held()) continue;
    TRYV(run.write([&](storage::WriteTx& tx) -> Status {
      TRY(const auto job, jobs::find_job_of(tx, job_of(import.state), import.id.to_string()));
      const bool is_somebodys = job && (job->state == jobs::JobState::waiting || job->state == jobs::JobState::running);
      if (is_somebodys) return {};
      TRY(const auto now, find_import(tx, import.id));
      if (!now || now->state != import.state) return {};
      TRY([[maybe_unused]] const auto started, jobs::start_job(tx, job_of(import.state), import.id.to_string()));
      return {};
    }));
  }
  return {};
}

jobs::Work on_import(Status (*work)(jobs::Run&, const Place&, ImportId), const Place& place) {
  return [work, place](jobs::Run& run, const jobs::JobRow& job) -> Status {
    TRY(const auto id, ImportId::parse(job.subject));
    return work(run, place, id);
  };
}

}  // namespace

Status tidy_up(jobs::Run& run, const Place& place, Time now) {
  std::vector<ImportId> discarded;
  std::vector<ImportId> old;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(discarded, list_discarded(tx));
    TRY(old, list_imports_before(tx, now - kKept));
    return {};
  }));
  for (const auto& id : discarded) {
    forget_file(place.folder, id);
    TRYV(forget_rows(run, id));
    TRYV(run.write([&](storage::WriteTx& tx) { return delete_import(tx, id); }));
  }
  for (const auto& id : old) {
    forget_file(place.folder, id);
    TRYV(forget_rows(run, id));
    // One that was never applied is of no use without them; the others stay in the list of what was done.
    for (const auto state : {ImportState::reading, ImportState::ready, ImportState::failed}) {
      const auto done = run.write([&](storage::WriteTx& tx) -> Status {
        TRYV(set_state(tx, id, state, ImportState::discarded));
        return {};
      });
      if (!done) return done;
    }
  }
  TRYV(adopt_orphans(run, place));
  return forget_files(run, place);
}

std::vector<jobs::Kind> job_kinds(const Place& place, const Clock& clock) {
  return {{.name = std::string(kReadJob), .work = on_import(read_import, place), .every = {}},
          {.name = std::string(kApplyJob), .work = on_import(run_application, place), .every = {}},
          {.name = std::string(kUndoJob), .work = on_import(run_undo, place), .every = {}},
          {.name = "import.tidy",
           .work = [place, &clock](jobs::Run& run, const jobs::JobRow&) { return tidy_up(run, place, clock.now()); },
           .every = std::chrono::duration_cast<Millis>(kEvery)}};
}

}  // namespace uke::server::imports
