// Use cases of the desk that people look at: headcount, conflicts and settling them, kiosks and how fresh they are.
#pragma once

#include "server/desk/live.h"
#include "server/desk/pairing.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/wire/messages.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::desk {

// How many people, and how fresh that is.
struct KioskState {
  KioskId id;
  std::string name;
  EditionId edition;
  accounts::TokenState state = accounts::TokenState::active;
  std::string device_name;
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> last_contact_ms;  // absent: not since this server started
  wire::Have have;                              // how much of its logs is here
  std::int64_t parked = 0;                      // records of it that wait for a human
};
BOOST_DESCRIBE_STRUCT(KioskState, (), (id, name, edition, state, device_name, created_ms, last_contact_ms, have, parked))

struct EditionHeadcount : Headcount {
  EditionId edition;
  std::int64_t as_of_ms = 0;
};
BOOST_DESCRIBE_STRUCT(EditionHeadcount, (Headcount), (edition, as_of_ms))

struct ConflictDecision {
  std::string text;  // what was decided; may be empty
};
BOOST_DESCRIBE_STRUCT(ConflictDecision, (), (text))

// Organizers, and kiosks of that edition.
[[nodiscard]] Result<EditionHeadcount> get_headcount(storage::ReadTx& tx, const web::Actor& actor, LiveDesk& live, EditionId edition);
// Those that concern this edition, open ones first.
[[nodiscard]] Result<std::vector<Conflict>> get_conflicts(storage::ReadTx& tx, const web::Actor& actor, LiveDesk& live, EditionId edition);
[[nodiscard]] Result<std::vector<KioskState>> get_kiosk_states(storage::ReadTx& tx, const web::Actor& actor, const LiveDesk& live,
                                                               EditionId edition);

// The record that settles a conflict, ready for append_own_record but for its log. `not_found` for a conflict that is none (any more).
struct Resolution {
  EventId event;
  DeskRecord record;
  bool about_the_desk = false;  // a conflict without a person: the subject is this server's own log
};
[[nodiscard]] Result<Resolution> prepare_resolution(storage::ReadTx& tx, const web::Actor& actor, LiveDesk& live, EditionId edition,
                                                    std::string_view conflict, const ConflictDecision& decision);
[[nodiscard]] Result<DeskRecord> write_resolution(storage::WriteTx& tx, const web::Actor& actor, Resolution resolution);

}  // namespace uke::server::desk
