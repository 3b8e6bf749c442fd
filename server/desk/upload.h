// Desk records come in. What a desk wrote is a fact: it is stored even if it disagrees with everything else. What cannot be accepted is
// parked exactly as it came. Nothing is dropped, nothing is stored twice, and one bad record never blocks the ones behind it.
#pragma once

#include "server/desk/rules.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/wire/messages.h"

#include <optional>
#include <span>
#include <string>

namespace uke::server::desk {

// A kiosk's batch. Retired kiosks may still deliver; what a stolen one delivers is parked. `too_large` over 200 records, `forbidden` for
// anybody else.
[[nodiscard]] Result<wire::UploadAnswer> take_upload(storage::WriteTx& tx, const web::Actor& actor, std::span<const Delivered> records);

// Records that an organizer brings as a file of a kiosk's export: any event of this database. At most 200.
[[nodiscard]] Result<wire::UploadAnswer> take_import(storage::WriteTx& tx, const web::Actor& actor, std::span<const Delivered> records);

// Judges every parked record again, as after an upgrade. Returns how many could be stored now.
[[nodiscard]] Result<std::int64_t> judge_parked_again(storage::WriteTx& tx, const web::Actor& actor);

// How much of the kiosk's logs is here.
[[nodiscard]] Result<wire::Have> have_of_kiosk(storage::ReadTx& tx, std::string_view kiosk);

// A record that this server writes itself (resolutions, later check-ins by phone): the next one of its own log of that event. Members log
// and seq are set here; the id too if it is nil.
[[nodiscard]] Result<DeskRecord> append_own_record(storage::WriteTx& tx, EventId event, DeskRecord record);
// The id of that log, made on first use; a record about the desk itself names it.
[[nodiscard]] Result<LogId> own_log(storage::WriteTx& tx, EventId event);

}  // namespace uke::server::desk
