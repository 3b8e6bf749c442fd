#include "server/paper/handing_out.h"

#include "server/paper/set.h"
#include "server/web/own_path.h"

#include <charconv>

namespace uke::server::paper {
namespace {

// The file's name says what it is, but not of whom.
web::Response pdf_answer(const i18n::Messages& messages, std::string pdf, std::string_view ascii_name, std::string_view name_key) {
  web::Response response;
  response.header("content-type", "application/pdf")
      .header("content-disposition", "attachment; filename=\"" + std::string(ascii_name) + ".pdf\"; filename*=UTF-8''" +
                                         web::percent_encoded(messages.text(name_key)) + ".pdf")
      .header("cache-control", "no-store");
  response.body = std::move(pdf);
  return response;
}

Handed noted_first(const web::Req& req, EditionId edition, std::string what, std::string parts, std::size_t people,
                   web::Response&& response) {
  const auto count = static_cast<std::int64_t>(people);
  const auto shared = std::make_shared<web::Response>(std::move(response));
  return web::Mutation([actor = req.actor, edition, what = std::move(what), parts = std::move(parts), count,
                        shared](storage::WriteTx& write) -> Result<web::Response> {
    TRYV(note_printed(write, actor, edition, what, parts, count));
    return *shared;
  });
}

}  // namespace

Handed hand_out_set(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const SetOrder& order) {
  const auto& messages = parts.pages->messages(req.http);
  TRY(auto set, gather(tx, req.actor, order.edition, parts.organization, messages));
  set.receipts = order.receipts;
  set.blank_receipts = order.blank_receipts;
  TRY(auto pdf, set_pdf(set, order.parts, messages));
  const auto names = [&](Part part, const std::vector<Person>& people) { return order.parts.contains(part) ? people.size() : 0; };
  const auto people = std::max(names(Part::list, set.onsite), names(Part::badges, set.onsite)) + names(Part::online, set.online);
  auto response = pdf_answer(messages, std::move(pdf), "paper-set", "paper.file");
  if (people == 0) return response;  // no name left the house
  return noted_first(req, order.edition, "paper.pdf", parts_text(order.parts), people, std::move(response));
}

Handed hand_out_tickets(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, EditionId edition, TicketsOf whose) {
  const auto& messages = parts.pages->messages(req.http);
  const auto host = tickets::host_of(parts.site, req.http.header("host"));
  TRY(const auto faces, gather_tickets(tx, req.actor, edition, whose, host, messages));
  if (faces.empty()) return fail(ErrorCode::invalid, "paper.hand_out_tickets", "of: is nobody");
  TRY(auto pdf, tickets::tickets_pdf(faces, faces.front().event));
  auto response = pdf_answer(messages, std::move(pdf), "tickets", "paper.tickets_file");
  return noted_first(req, edition, "tickets.pdf", enum_name(whose).data(), faces.size(), std::move(response));
}

std::optional<std::int64_t> receipt_count(std::string_view typed, std::int64_t fallback) {
  if (typed.empty()) return fallback;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  const bool fits = error == std::errc() && end == typed.data() + typed.size() && number >= 0 && number <= kReceiptsMax;
  return fits ? std::optional(number) : std::nullopt;
}

}  // namespace uke::server::paper
