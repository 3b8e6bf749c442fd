// /sessions: where one is signed in.
#include "server/accounts/own_service.h"
#include "server/accounts/page_kit.h"

namespace uke::server::accounts {
namespace {

struct RowView {
  std::string device;
  std::string network;
  std::string since;
  std::string seen;
  bool is_this = false;
  std::vector<render::PostButton> end;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (device, network, since, seen, is_this, end))
struct SessionsView {
  std::vector<RowView> rows;
  std::vector<render::PostButton> end_others;
};
BOOST_DESCRIBE_STRUCT(SessionsView, (), (rows, end_others))

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto sessions, own_sessions(tx, req.actor));
  SessionsView view;
  for (const auto& session : sessions) {
    const auto device = device_words(messages, {session.system, session.browser});
    RowView row{.device = device,
                .network = session.network,
                .since = when(messages, session.created_ms),
                .seen = when(messages, session.seen_ms),
                .is_this = session.id == req.actor.session,
                .end = {}};
    if (!row.is_this) {
      row.end.push_back({.action = "/sessions/" + session.id + "/end",
                         .label = messages.text("accounts.sessions.end"),
                         .small = true,
                         .says = messages.text("accounts.sessions.end_says", {{"device", device}})});
    }
    view.rows.push_back(std::move(row));
  }
  if (view.rows.size() > 1) {
    view.end_others.push_back({.action = "/sessions/end-others", .label = messages.text("accounts.sessions.end_others")});
  }
  return needs->pages->page(req,
                            {.title = messages.text("accounts.sessions.title"),
                             .nav = "/account",
                             .back = "/account",
                             .back_label = messages.text("accounts.account.title")},
                            "accounts/sessions", view);
}

Result<web::Response> end(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRYV(end_own_session(tx, req.actor, req.at("session")));
  return needs->pages->see_other("/sessions", {.key = "flash.session_ended", .args = {}});
}

Result<web::Response> end_others(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRYV(end_own_other_sessions(tx, req.actor));
  return needs->pages->see_other("/sessions", {.key = "flash.sessions_ended", .args = {}});
}

}  // namespace

web::Routes sessions_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/sessions", web::kOrganizers, reads(needs, show)),
      page(post, "/sessions/{session}/end", web::kOrganizers, writes(needs, end)),
      page(post, "/sessions/end-others", web::kOrganizers, writes(needs, end_others)),
  };
}

}  // namespace uke::server::accounts
