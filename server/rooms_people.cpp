#include "server/rooms_people.h"

#include "server/roster/service.h"
#include "server/rsvps/members.h"

namespace uke::server {

roster::SharedEditions editions_of_two_members() {
  return [](storage::ReadTx& tx, MemberId one, MemberId other) -> Result<std::vector<std::string>> {
    TRY(const auto ids, roster::all_ids_of(tx, one));
    TRY(const auto other_ids, roster::all_ids_of(tx, other));
    return rsvps::editions_of_both(tx, ids, other_ids);
  };
}

}  // namespace uke::server
