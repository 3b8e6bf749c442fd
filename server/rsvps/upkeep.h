// What happens to answers by itself, while nobody looks.
#pragma once

#include "server/jobs/jobs.h"
#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <cstdint>
#include <vector>

namespace uke::server::rsvps {

// One step of what the job does; each returns how many answers it changed, 0 when there is nothing left to do.

// 未定 that ran out (EditionDetails::maybe_until_ms) become no, and are told so. Not for an edition that is over.
[[nodiscard]] Result<std::int64_t> expire_undecided(storage::WriteTx& tx, EditionId edition, std::int64_t limit);
// Answers of people whom an organizer approved on the roster meanwhile, or took back, say so.
[[nodiscard]] Result<std::int64_t> refresh_provisional(storage::WriteTx& tx, const std::vector<AttendeeId>& ids);

[[nodiscard]] std::vector<jobs::Kind> job_kinds();

}  // namespace uke::server::rsvps
