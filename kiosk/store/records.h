// Desk records as rows of log.db. Free functions over a transaction; not thread-safe.
#pragma once

#include "shared/desk/record.h"
#include "shared/storage/tx.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::store {

using storage::ReadTx;
using storage::WriteTx;

enum class Origin : std::uint8_t { own, heard };

struct Entry {
  desk::DeskRecord record;
  std::optional<wire::PrivatePart> private_part = {};
};

// Adds a fact. An own one is `unsent` from now on; `conflict` where its id, or its number in the log, is taken.
[[nodiscard]] Status add_own(WriteTx& tx, const Entry& entry);
// Adds a fact that the server told. `moved`: it was held under another log and number, and now has the place that everybody else knows
// (after a clone or a restored server several desks may have found it one).
enum class Heard : std::uint8_t { added, held, moved };
[[nodiscard]] Result<Heard> add_heard(WriteTx& tx, const desk::DeskRecord& record);

[[nodiscard]] Result<std::vector<desk::DeskRecord>> all_records(ReadTx& tx);
[[nodiscard]] Result<std::optional<desk::DeskRecord>> find_record(ReadTx& tx, RecordId id);
[[nodiscard]] Result<std::optional<wire::PrivatePart>> private_part(ReadTx& tx, RecordId id);
// Of the walk-in that `subject` is, from its walk_in record.
[[nodiscard]] Result<std::optional<wire::PrivatePart>> private_part_of(ReadTx& tx, const desk::Subject& subject);
// This device's own records, newest first.
[[nodiscard]] Result<std::vector<desk::DeskRecord>> newest_own(ReadTx& tx, std::int64_t limit);
// 0 for a log without own records.
[[nodiscard]] Result<std::int64_t> top_own_seq(ReadTx& tx, LogId log);

// Gives a record a place in a log of ours, because the server knows another record under its old one; the old place is noted.
[[nodiscard]] Status reissue(WriteTx& tx, RecordId id, LogId log, std::int64_t seq);

}  // namespace uke::kiosk::store
