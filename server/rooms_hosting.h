// What waits for those who host an edition, on the first page: answers to decide about, and the number for the shop.
#pragma once

#include "server/accounts/pages.h"

namespace uke::server {

// Held and doubtful answers of editions that are not over. For admins.
[[nodiscard]] Result<std::vector<accounts::Waiting>> waiting_answers(storage::ReadTx& tx, const web::Actor& actor,
                                                                     const i18n::Messages& messages);
// Shops that want the number within three days and were not told, or were told another one. For who may tell them.
[[nodiscard]] Result<std::vector<accounts::Waiting>> waiting_shops(storage::ReadTx& tx, const web::Actor& actor,
                                                                   const i18n::Messages& messages);

}  // namespace uke::server
