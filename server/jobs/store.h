// Rows of jobs. SQL and nothing else; called inside a transaction. Internal to this room: others use jobs.h.
#pragma once

#include "server/jobs/jobs.h"

namespace uke::server::jobs {

[[nodiscard]] Status insert_job(storage::WriteTx& tx, const JobRow& job);
[[nodiscard]] Result<std::optional<JobRow>> find_waiting(storage::ReadTx& tx, std::string_view kind, std::string_view subject);
// Waiting jobs whose time has come, oldest time first.
[[nodiscard]] Result<std::vector<JobRow>> list_due(storage::ReadTx& tx, Time now, std::int64_t limit);
// When the next job is due that was not due at `now`.
[[nodiscard]] Result<std::optional<std::int64_t>> next_due_ms(storage::ReadTx& tx, Time now);
// False where the row is not in the state `from`.
[[nodiscard]] Result<bool> update_job(storage::WriteTx& tx, const JobRow& job, JobState from);
[[nodiscard]] Status set_progress(storage::WriteTx& tx, JobId id, std::int64_t done, std::int64_t total);
// All that were running begin again.
[[nodiscard]] Status all_running_wait(storage::WriteTx& tx);
[[nodiscard]] Status delete_ended_before(storage::WriteTx& tx, Time time);

}  // namespace uke::server::jobs
