// What goes by itself because nobody needs it any more. Each rule is one step of at most kAtOnce rows and says how many it did; the job
// repeats it until nothing is left. Imports, applications and sessions have rules of their own in their rooms.
#pragma once

#include "server/jobs/jobs.h"
#include "server/storage/write_tx.h"

#include <chrono>
#include <cstdint>

namespace uke::server::privacy {

inline constexpr std::int64_t kAtOnce = 100;
inline constexpr Millis kCompanionNamesKept = std::chrono::hours{24 * 14};    // after the edition
inline constexpr Millis kRememberedAnswersKept = std::chrono::hours{24 * 7};  // for an Idempotency-Key

// Names of those who came along: from their answers, from the kiosks' rosters and from what the desk wrote down.
[[nodiscard]] Result<std::int64_t> forget_companions(storage::WriteTx& tx);
// Display names of the group, 90 days after they were pasted.
[[nodiscard]] Result<std::int64_t> forget_checking_list(storage::WriteTx& tx);
// Answers kept for requests that are sent again, and links by which a new organizer would have signed in.
[[nodiscard]] Result<std::int64_t> forget_leftovers(storage::WriteTx& tx);

// `privacy.retention`: all of the above, once a day.
[[nodiscard]] jobs::Kind retention_job();

}  // namespace uke::server::privacy
