// REST of the paper: GET /api/v1/editions/{edition}/paper.pdf?parts=list,badges&receipts=12&blank_receipts=6, …/tickets.pdf?of=no_mail
// What is handed out is noted before it leaves.
#pragma once

#include "server/paper/pages.h"

namespace uke::server::paper {

[[nodiscard]] web::Routes routes(const PageParts& parts);

}  // namespace uke::server::paper
