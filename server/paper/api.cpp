#include "server/paper/api.h"

#include "server/paper/handing_out.h"
#include "server/web/rest.h"

namespace uke::server::paper {
namespace {

std::unexpected<Error> wrong(const char* what) { return fail(ErrorCode::invalid, "paper.api", what); }

Handed set(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  SetOrder order;
  TRY(order.edition, web::path_value<EditionId>(req, "edition"));
  const auto typed = req.query("parts");
  const auto chosen = typed ? parse_parts(*typed) : std::optional(all_parts());
  if (!chosen) return wrong("parts: are list, online, badges, receipts, cash, guide");
  order.parts = *chosen;
  const auto receipts = receipt_count(req.query("receipts").value_or(""), 0);
  const auto blank = receipt_count(req.query("blank_receipts").value_or(""), 0);
  if (!receipts) return wrong("receipts: must be 0 to 300");
  if (!blank) return wrong("blank_receipts: must be 0 to 300");
  order.receipts = *receipts;
  order.blank_receipts = *blank;
  return hand_out_set(parts, req, tx, order);
}

Handed tickets(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  const auto whose = enum_value<TicketsOf>(req.query("of").value_or("everybody"));
  if (!whose) return wrong("of: is everybody or no_mail");
  return hand_out_tickets(parts, req, tx, edition, *whose);
}

}  // namespace

web::Routes routes(const PageParts& parts) {
  using enum web::Method;
  return {
      {.method = get,
       .pattern = "/api/v1/editions/{edition}/paper.pdf",
       .access = web::kOrganizers,
       .handler = web::Work([parts](const web::Req& req, storage::ReadTx& tx) { return set(parts, req, tx); })},
      {.method = get,
       .pattern = "/api/v1/editions/{edition}/tickets.pdf",
       .access = web::kOrganizers,
       .handler = web::Work([parts](const web::Req& req, storage::ReadTx& tx) { return tickets(parts, req, tx); })},
  };
}

}  // namespace uke::server::paper
