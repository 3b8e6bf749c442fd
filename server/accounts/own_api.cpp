#include "server/accounts/api.h"
#include "server/accounts/logins.h"
#include "server/accounts/once.h"
#include "server/accounts/own_service.h"
#include "server/web/rest.h"

namespace uke::server::accounts {
namespace {

struct SessionView {
  std::string id;
  System system = System::unknown;
  Browser browser = Browser::unknown;
  std::string network;
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (id, system, browser, network, created_ms, seen_ms))
struct SessionList {  // as many as browsers: one page
  std::vector<SessionView> items;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))

struct TokenList {  // at most 20: one page
  std::vector<TokenRow> items;
};
BOOST_DESCRIBE_STRUCT(TokenList, (), (items))
struct TokenBody {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(TokenBody, (), (name))
struct MadeToken {
  std::string id;
  std::string name;
  std::optional<std::string> token;  // shown once: an answer that is repeated by its Idempotency-Key lacks it
};
BOOST_DESCRIBE_STRUCT(MadeToken, (), (id, name, token))

web::Response nothing_more() {
  web::Response response;
  response.status = 204;
  return response;
}

Result<web::Response> list_own_sessions(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto rows, own_sessions(tx, req.actor));
  SessionList answer;
  for (const auto& row : rows) answer.items.push_back({row.id, row.system, row.browser, row.network, row.created_ms, row.seen_ms});
  return web::json_answer(answer);
}

Result<web::Response> end_session(const web::Req& req, storage::WriteTx& tx) {
  TRYV(end_own_session(tx, req.actor, req.at("session")));
  return nothing_more();
}

Result<web::Response> list_own_tokens(const web::Req& req, storage::ReadTx& tx) {
  TRY(auto rows, own_tokens(tx, req.actor));
  return web::json_answer(TokenList{std::move(rows)});
}

Result<web::Response> add_token(const web::Req& req, storage::WriteTx& tx) {
  std::optional<MadeToken> made;
  TRY(auto remembered, once(req, tx, [&]() -> Result<web::Response> {
        TRY(const auto body, web::body_of<TokenBody>(req));
        if (!check_name(body.name).empty()) return web::refuse_fields({{"name", "must be one line of 1 to 100 characters"}});
        TRY(const auto token, add_own_token(tx, req.actor, body.name));
        made = MadeToken{token.id, body.name, token.token};
        return web::json_answer(MadeToken{token.id, body.name, std::nullopt}, 201);
      }));
  if (!made) return remembered;
  return web::json_answer(*made, 201);
}

Result<web::Response> revoke_token(const web::Req& req, storage::WriteTx& tx) {
  TRYV(revoke_own_token(tx, req.actor, req.at("token")));
  return nothing_more();
}

}  // namespace

web::Routes own_routes() {
  using enum web::Method;
  return {
      {.method = get, .pattern = "/api/v1/sessions", .access = web::kOrganizers, .handler = web::Read(list_own_sessions)},
      {.method = del, .pattern = "/api/v1/sessions/{session}", .access = web::kOrganizers, .handler = web::Write(end_session)},
      {.method = get, .pattern = "/api/v1/tokens", .access = web::kOrganizers, .handler = web::Read(list_own_tokens)},
      {.method = post, .pattern = "/api/v1/tokens", .access = web::kOrganizers, .handler = web::Write(add_token)},
      {.method = del, .pattern = "/api/v1/tokens/{token}", .access = web::kOrganizers, .handler = web::Write(revoke_token)},
  };
}

}  // namespace uke::server::accounts
