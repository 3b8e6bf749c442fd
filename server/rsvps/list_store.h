// What the list of an edition's answers is filtered and sorted by. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <string>
#include <vector>

namespace uke::server::rsvps {

struct ListRow {
  AttendeeId id;
  std::optional<AttendeeId> holder;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  std::string kana;
  std::string shown_name;
  std::string search;
  std::string short_code;
  Yen fee;
  Yen prepaid;
  bool has_address = false;
  bool photo_ok = true;
  bool provisional = false;
  bool late = false;
  bool has_food = false;
  bool held = false;
  bool doubtful = false;
  bool came = false;
  bool has_goods = false;
};
BOOST_DESCRIBE_STRUCT(ListRow, (),
                      (id, holder, state, mode, kana, shown_name, search, short_code, fee, prepaid, has_address, photo_ok, provisional,
                       late, has_food, held, doubtful, came, has_goods))

[[nodiscard]] Result<std::vector<ListRow>> list_rows(storage::ReadTx& tx, EditionId edition);

}  // namespace uke::server::rsvps
