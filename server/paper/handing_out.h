// Makes the files that pages and API hand out. Internal to this room; for handlers that work.
#pragma once

#include "server/paper/pages.h"
#include "server/paper/service.h"

#include <variant>

namespace uke::server::paper {

struct SetOrder {
  EditionId edition;
  Parts parts;
  std::int64_t receipts = 0;
  std::int64_t blank_receipts = 0;
};
using Handed = Result<std::variant<web::Response, web::Mutation>>;

// The PDF, noted in the log of lists handed out before it leaves. `invalid` where nothing is left to print.
[[nodiscard]] Handed hand_out_set(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const SetOrder& order);
[[nodiscard]] Handed hand_out_tickets(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, EditionId edition, TicketsOf whose);

// 0 … kReceiptsMax; nothing for anything else. "" is `fallback`.
[[nodiscard]] std::optional<std::int64_t> receipt_count(std::string_view typed, std::int64_t fallback);

}  // namespace uke::server::paper
