// What imports do in the background. The server's jobs call these, or a command with a Run of its own. Each begins again from wherever an
// earlier run was cut off, writes in short steps, and does nothing for an import in another state.
//
// Errors: `busy` where it was stopped and should be called again; those of the database.
#pragma once

#include "server/imports/rules.h"
#include "server/jobs/jobs.h"

#include <filesystem>
#include <functional>

namespace uke::server::imports {

// `folder`: where the files of imports lie. `is_known`: whether anything but the roster names a member (answers, applications …).
struct Place {
  std::filesystem::path folder;
  std::function<Result<bool>(storage::ReadTx&, MemberId)> is_known;
};

// reading → ready, or failed with the reason where the file is no list.
[[nodiscard]] Status read_import(jobs::Run& run, const Place& place, ImportId id);
// applying → done. Finds the outcomes anew where the roster changed since; who became doubtful is left out.
[[nodiscard]] Status run_application(jobs::Run& run, const Place& place, ImportId id);
// undoing → undone. What somebody changed since stays as it is, and so does a member who is named elsewhere.
[[nodiscard]] Status run_undo(jobs::Run& run, const Place& place, ImportId id);
// Forgets files and rows that are a month old, and all of discarded imports; takes over what a killed command left in the middle.
[[nodiscard]] Status tidy_up(jobs::Run& run, const Place& place, Time now);

[[nodiscard]] std::vector<jobs::Kind> job_kinds(const Place& place, const Clock& clock);

// --- of the sources of this part ---

// How many rows the next step takes, so that a step holds the writer for about 18 ms beside its commit: the door waits behind it.
class StepSize {
 public:
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  // What the last step did, and in which time; the commit not counted in.
  void took(Millis time, std::int64_t rows);

 private:
  std::int64_t rows_ = 50;
};

// The newest change of any member that the audit log knows: an id that grows. "" before the first. `since`: an earlier answer, beyond
// which nothing need be looked at.
[[nodiscard]] Result<std::string> roster_mark(storage::ReadTx& tx, const std::string& since);
// Finds the outcomes of all rows that are not applied yet anew; gives the mark up to which they are true.
[[nodiscard]] Result<std::string> match_again(jobs::Run& run, ImportId id, Fill fill);

}  // namespace uke::server::imports
