// Use cases of the organizers who talk to the shop. Called inside a transaction.
//
// Errors: `forbidden`, `not_found`, `invalid` for a call that rules.h refuses, `conflict` for taking back twice.
#pragma once

#include "server/catering/rules.h"
#include "server/catering/store.h"
#include "server/events/details_service.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <optional>
#include <vector>

namespace uke::server::catering {

inline constexpr unsigned kMayRead = web::kOrganizers;
inline constexpr unsigned kMayTell = web::kTreasurer | web::kAdmin;

struct Call {
  CallRow row;
  bool taken_back = false;
};

// All that the page of an edition's meals says.
struct Catering {
  events::EditionRow edition;
  events::EditionDetails details;
  Count count;
  std::int64_t no_show_percent = 0;
  bool is_from_experience = false;  // the share; else the usual one
  std::vector<Call> calls;          // newest first
  std::optional<CallRow> told;      // what the shop believes now
  Since since;                      // that call
  std::vector<Wish> wishes;
  [[nodiscard]] std::int64_t difference() const { return told ? count.expected - told->number : 0; }
};
[[nodiscard]] Result<Catering> get_catering(storage::ReadTx& tx, const web::Actor& actor, EditionId edition);

// Noted twice within a form's life (a double tap) it is one call.
[[nodiscard]] Result<CallRow> note_call(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const NewCall& call);
// By a row of its own. `conflict` if that was done.
[[nodiscard]] Result<CallRow> take_back_call(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, CallId call);

// --- for the home page: no authorisation of its own ---

// An edition whose shop wants the number within `ahead`, and has none or another one.
struct Due {
  events::EditionRow edition;
  std::int64_t fixed_ms = 0;
  std::int64_t expected = 0;
  std::optional<std::int64_t> told;
};
[[nodiscard]] Result<std::vector<Due>> numbers_due(storage::ReadTx& tx, const web::Actor& actor, Millis ahead);

}  // namespace uke::server::catering
