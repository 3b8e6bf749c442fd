#include "server/accounts/service.h"

#include "server/accounts/sessions.h"
#include "server/accounts/store.h"

namespace uke::server::accounts {
namespace {

std::unexpected<Error> unknown_token() { return fail(ErrorCode::unauthorized, "accounts.authenticate", "the token is unknown"); }

struct Caller {
  web::Actor actor;
  std::string token_id;
};

Result<Caller> bearer_of(std::string_view text, storage::ReadTx& tx) {
  TRY(auto token, find_token(tx, secret_hash(text)));
  if (!token) return unknown_token();
  Caller caller{.actor = {.access = web::kKiosk,
                          .id = std::move(token->holder_id),
                          .name = std::move(token->name),
                          .scope = std::move(token->scope),
                          .token_state = std::string(enum_name(token->state))},
                .token_id = std::move(token->id)};
  if (token->holder == Holder::kiosk) return caller;
  if (token->state != TokenState::active) return unknown_token();
  TRY(const auto account, find_account(tx, caller.actor.id));
  if (!account || account->disabled) return unknown_token();
  caller.actor.access = access_of(account->role);
  caller.actor.name = account->name;
  return caller;
}

// Open where the cookie stands for nobody.
Result<web::Actor> in_browser(std::string_view secret, storage::ReadTx& tx) {
  TRY(const auto session, session_of(tx, secret));
  if (!session || session->state != SessionState::open) return web::Actor{};
  TRY(const auto account, find_account(tx, session->account.to_string()));
  if (!account || account->disabled) return web::Actor{};
  return web::Actor{.access = access_of(account->role),
                    .id = account->id.to_string(),
                    .name = account->name,
                    .session = session->id,
                    .csrf = csrf_of(secret)};
}

}  // namespace

Result<web::Actor> authenticate(const http::Request& request, storage::ReadTx& tx) {
  const auto authorization = request.header("authorization");
  if (authorization.empty()) return web::Actor{};
  const auto text = bearer_token(authorization);
  if (text.empty()) return unknown_token();
  TRY(auto caller, bearer_of(text, tx));
  return std::move(caller.actor);
}

web::Authenticate authenticator(std::string_view url, std::shared_ptr<Uses> uses) {
  return
      [cookie = session_cookie_name(url), uses = std::move(uses)](const http::Request& request, storage::ReadTx& tx) -> Result<web::Actor> {
        const auto authorization = request.header("authorization");
        if (const auto text = bearer_token(authorization); !text.empty()) {
          TRY(auto caller, bearer_of(text, tx));
          if (caller.actor.access != web::kKiosk) uses->of_token(caller.token_id, tx.now());
          return std::move(caller.actor);
        }
        const auto secret = request.cookie(cookie);
        if (secret.empty()) return authenticate(request, tx);  // nobody, or a scheme that is none of ours
        TRY(auto actor, in_browser(secret, tx));
        if (!actor.session.empty()) uses->of_session(actor.session, tx.now());
        return actor;
      };
}

Result<NewAccount> create_account(storage::WriteTx& tx, const web::Actor& actor, std::string_view name, Role role) {
  TRYV(require(actor, web::kAdmin));
  if (name.empty()) return fail(ErrorCode::invalid, "accounts.create_account", "name: must not be empty");
  NewAccount made{.id = AccountId::fresh(tx.clock(), tx.random()), .token = fresh_token(tx.random())};
  TRYV(insert_account(tx, {.id = made.id, .name = std::string(name), .role = role, .disabled = false}));
  TRYV(insert_token(tx, secret_hash(made.token),
                    {.holder = Holder::organizer,
                     .holder_id = made.id.to_string(),
                     .name = std::string(name),
                     .scope = {},
                     .state = TokenState::active}));
  TRYV(audit(tx, actor, "account.create", made.id.to_string()));
  return made;
}

Status add_kiosk_token(storage::WriteTx& tx, const KioskToken& token) {
  return insert_token(tx, secret_hash(token.token),
                      {.holder = Holder::kiosk,
                       .holder_id = token.kiosk.to_string(),
                       .name = token.name,
                       .scope = token.edition.to_string(),
                       .state = TokenState::active});
}

Status set_token_state(storage::WriteTx& tx, std::string_view holder_id, TokenState state) {
  TRY(const auto changed, update_token_state(tx, holder_id, state));
  if (changed == 0) return fail(ErrorCode::not_found, "accounts.set_token_state", "no token of that holder");
  return {};
}

}  // namespace uke::server::accounts
