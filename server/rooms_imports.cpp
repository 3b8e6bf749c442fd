#include "server/rooms_imports.h"

#include "server/applications/service.h"
#include "server/rsvps/members.h"

namespace uke::server {

Result<bool> is_known_beside_the_roster(storage::ReadTx& tx, MemberId member) {
  TRY(const auto cases, applications::applications_of(tx, member));
  if (!cases.empty()) return true;
  TRY(const auto answers, rsvps::answers_of_members(tx, {member}));
  return !answers.empty();
}

}  // namespace uke::server
