// What is gathered around an application for the organizers: sponsor, likely members, doubles, names in the group. Internal to this room.
#pragma once

#include "server/applications/service.h"

#include <vector>

namespace uke::server::applications {

// For each row in order. `open` are all open applications, among which doubles are looked for.
[[nodiscard]] Result<std::vector<Case>> cases_of(storage::ReadTx& tx, std::vector<ApplicationRow> rows,
                                                 const std::vector<ApplicationRow>& open);

// Empty where the member is no more.
[[nodiscard]] Result<std::optional<Sponsor>> sponsor_of(storage::ReadTx& tx, MemberId id);

}  // namespace uke::server::applications
