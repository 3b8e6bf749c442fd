#include "server/privacy/api.h"

#include "server/privacy/erasure.h"
#include "server/web/rest.h"

namespace uke::server::privacy {
namespace {

using Worked = Result<std::variant<web::Response, web::Mutation>>;

// A read that writes its entry into the log of what was handed out.
Result<web::Response> data(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto found, hand_out_person_data(tx, req.actor, id));
  return web::json_answer(found);
}

Worked erase(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto version, web::if_match(req));
  if (!version) return std::variant<web::Response, web::Mutation>(web::precondition_required());
  const auto cancel = req.query("cancel_answers").value_or("false");
  if (cancel != "true" && cancel != "false") return fail(ErrorCode::invalid, "privacy.erase", "cancel_answers: must be true or false");
  TRY(auto plan, plan_erasure(tx, req.actor, id));
  return std::variant<web::Response, web::Mutation>(web::Mutation(
      [plan = std::move(plan), actor = req.actor, version = *version, cancel](storage::WriteTx& writing) -> Result<web::Response> {
        TRYV(erase_person(writing, actor, plan, version, cancel == "true" ? Expected::cancel : Expected::refuse));
        http::Response response;
        response.status = 204;
        return response;
      }));
}

}  // namespace

web::Routes routes() {
  using enum web::Method;
  return {{.method = get, .pattern = "/api/v1/members/{member}/data", .access = web::kAdmin, .handler = web::Write(data)},
          {.method = del, .pattern = "/api/v1/members/{member}", .access = web::kAdmin, .handler = web::Work(erase)}};
}

}  // namespace uke::server::privacy
