// /account/tokens: what programs sign in with.
#include "server/accounts/logins.h"
#include "server/accounts/own_service.h"
#include "server/accounts/page_kit.h"

namespace uke::server::accounts {
namespace {

constexpr const char* kPath = "/account/tokens";

struct RowView {
  std::string name;
  std::string made;
  std::string seen;
  render::PostButton revoke;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (name, made, seen, revoke))
struct TokensView {
  std::vector<RowView> rows;
  std::optional<render::Empty> empty;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(TokensView, (), (rows, empty, form))
struct TokenView {
  std::vector<render::Copy> copies;
};
BOOST_DESCRIBE_STRUCT(TokenView, (), (copies))

render::Head head_of(const i18n::Messages& messages) {
  return {.title = messages.text("accounts.tokens.title"),
          .nav = "/account",
          .back = "/account",
          .back_label = messages.text("accounts.account.title")};
}

Result<web::Response> list_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults,
                                const std::string& error, int status) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto tokens, own_tokens(tx, req.actor));
  TokensView view;
  for (const auto& token : tokens) {
    view.rows.push_back({.name = token.name,
                         .made = when(messages, token.created_ms),
                         .seen = token.seen_ms ? when(messages, *token.seen_ms) : messages.text("accounts.tokens.never"),
                         .revoke = {.action = std::string(kPath) + "/" + token.id + "/revoke",
                                    .label = messages.text("accounts.tokens.revoke"),
                                    .look = render::Look::danger,
                                    .small = true,
                                    .says = messages.text("accounts.tokens.revoke_says", {{"name", token.name}})}});
  }
  if (view.rows.empty()) {
    view.empty = {.title = messages.text("accounts.tokens.empty_title"), .text = messages.text("accounts.tokens.empty_text")};
  }
  view.form = {.action = kPath,
               .submit = messages.text("accounts.tokens.make"),
               .fields = {{.name = "name",
                           .label = messages.text("accounts.tokens.name"),
                           .hint = messages.text("accounts.tokens.name_hint"),
                           .value = typed(req.form, "name"),
                           .required = true,
                           .autocomplete = "off",
                           .length_max = kNameMax}},
               .error = error};
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(req, head_of(messages), "accounts/tokens", view, status);
}

Result<web::Response> make(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto faults = check_name(req.form.text("name"));
  if (!faults.empty()) return list_page(needs, req, tx, faults, "", 422);
  const auto made = add_own_token(tx, req.actor, req.form.text("name"));
  if (!made && made.error().code == ErrorCode::conflict) {
    const auto& messages = needs->pages->messages(req.http);
    return list_page(needs, req, tx, {}, messages.text("accounts.tokens.too_many", {{"most", kTokensMax}}), 422);
  }
  if (!made) return std::unexpected(made.error());
  auto response = needs->pages->see_other(std::string(kPath) + "/" + made->id);
  show_once(response, *needs->pages, made->token);
  return response;
}

// The token as long as the browser that made it has it.
Result<web::Response> show_token(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  const auto secret = shown_once(req);
  TRY(const auto found, find_token(tx, secret_hash(secret)));
  const bool is_good = found && found->state == TokenState::active && found->holder_id == req.actor.id && found->id == req.at("token");
  if (!is_good) return needs->pages->see_other(kPath);
  TokenView view;
  view.copies.push_back({.id = "token", .label = found->name, .text = std::string(secret), .rows = 1});
  auto head = head_of(messages);
  head.title = messages.text("accounts.tokens.made_title");
  head.back = kPath;
  head.back_label = messages.text("accounts.tokens.title");
  return needs->pages->page(req, head, "accounts/token", view);
}

Result<web::Response> revoke(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRYV(revoke_own_token(tx, req.actor, req.at("token")));
  return needs->pages->see_other(kPath, {.key = "flash.token_revoked", .args = {}});
}

}  // namespace

web::Routes tokens_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, kPath, web::kOrganizers,
           web::Read([needs](const web::Req& req, storage::ReadTx& tx) { return list_page(needs, req, tx, {}, "", 200); })),
      page(post, kPath, web::kOrganizers, writes(needs, make)),
      page(get, "/account/tokens/{token}", web::kOrganizers, reads(needs, show_token)),
      page(post, "/account/tokens/{token}/revoke", web::kOrganizers, writes(needs, revoke)),
  };
}

}  // namespace uke::server::accounts
