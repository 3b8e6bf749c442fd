// /account: one's own name, sign-in name and password.
#include "server/accounts/logins.h"
#include "server/accounts/own_service.h"
#include "server/accounts/page_kit.h"
#include "server/accounts/password.h"

namespace uke::server::accounts {
namespace {

using Outcome = Result<std::variant<web::Response, web::Mutation>>;

struct AccountView {
  render::Facts facts;
  std::string two_step;
  std::string sessions;
  std::string tokens;
};
BOOST_DESCRIBE_STRUCT(AccountView, (), (facts, two_step, sessions, tokens))

struct FormPageView {
  std::string lead;
  std::vector<render::Notice> notices;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(FormPageView, (), (lead, notices, form))

render::Head head_of(const i18n::Messages& messages, std::string_view title) {
  return {.title = messages.text(title), .nav = "/account", .back = "/account", .back_label = messages.text("accounts.account.title")};
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto account, own_account(tx, req.actor));
  TRY(const auto sessions, own_sessions(tx, req.actor));
  TRY(const auto tokens, own_tokens(tx, req.actor));
  AccountView view;
  view.facts.rows = {{.label = messages.text("accounts.field.name"), .value = account.name},
                     {.label = messages.text("accounts.field.login"), .value = account.login.value_or("—")},
                     {.label = messages.text("accounts.field.role"), .value = role_word(messages, account.role)}};
  view.two_step = messages.text(account.totp_key.empty() ? "accounts.two_step.is_off" : "accounts.two_step.is_on");
  view.sessions = messages.text("accounts.sessions.count", {{"count", std::ssize(sessions)}});
  view.tokens = messages.text("accounts.tokens.count", {{"count", std::ssize(tokens)}});
  return needs->pages->page(req, {.title = messages.text("accounts.account.title"), .nav = "/account"}, "accounts/account", view);
}

render::Notice stale_notice(const i18n::Messages& messages) {
  return {.tone = render::Tone::attention, .title = messages.text("accounts.stale.title"), .text = messages.text("accounts.stale.own")};
}

Result<web::Response> names_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults, int status) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto account, own_account(tx, req.actor));
  FormPageView view;
  view.lead = messages.text("accounts.names.lead");
  view.form = {.action = "/account/names",
               .submit = messages.text("ui.save"),
               .fields = {{.name = "name",
                           .label = messages.text("accounts.field.name"),
                           .hint = messages.text("accounts.hint.name"),
                           .value = typed(req.form, "name", account.name),
                           .required = true,
                           .autocomplete = "name",
                           .length_max = kNameMax},
                          {.name = "login",
                           .label = messages.text("accounts.field.login"),
                           .hint = messages.text("accounts.hint.login"),
                           .value = typed(req.form, "login", account.login.value_or("")),
                           .required = true,
                           .autocomplete = "username",
                           .length_max = kLoginMax}},
               .cancel = "/account",
               .version = account.version};
  render::show_faults(view.form, faults, messages);
  if (status == 409) view.notices.push_back(stale_notice(messages));
  return needs->pages->page(req, head_of(messages, "accounts.names.title"), "accounts/form", view, status);
}

Result<web::Response> change_names(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  auto faults = check_name(req.form.text("name"));
  for (auto& fault : check_login(req.form.text("login"))) faults.push_back(std::move(fault));
  if (!faults.empty()) return names_page(needs, req, tx, faults, 422);
  const auto done =
      tx.savepoint([&] { return change_own_names(tx, req.actor, version_of(req.form), req.form.text("name"), req.form.text("login")); });
  if (done) return needs->pages->see_other("/account", {.key = "flash.account_saved", .args = {}});
  if (done.error().code == ErrorCode::conflict) return names_page(needs, req, tx, {{"login", web::What::taken}}, 422);
  if (done.error().code == ErrorCode::stale) return names_page(needs, req, tx, {}, 409);
  return std::unexpected(done.error());
}

Result<web::Response> password_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults,
                                    const std::string& error, int status) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto account, own_account(tx, req.actor));
  FormPageView view;
  view.lead = messages.text("accounts.password.lead");
  view.form = {.action = "/account/password",
               .submit = messages.text("accounts.password.submit"),
               .fields = {{.kind = render::FieldKind::password,
                           .name = "current",
                           .label = messages.text("accounts.field.current_password"),
                           .required = true,
                           .autocomplete = "current-password"}},
               .cancel = "/account",
               .version = account.version,
               .error = error};
  for (auto& field : new_password_fields(messages)) view.form.fields.push_back(std::move(field));
  render::show_faults(view.form, faults, messages);
  if (status == 409) view.notices.push_back(stale_notice(messages));
  return needs->pages->page(req, head_of(messages, "accounts.password.title"), "accounts/form", view, status);
}

Outcome change_password(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto account, own_account(tx, req.actor));
  const auto again = [&](const web::Faults& faults, const std::string& error, int status) -> Outcome {
    TRY(auto response, password_page(needs, req, tx, faults, error, status));
    return response;
  };
  const auto faults = check_new_password(req.form, names_of(account.name, account.login.value_or("")));
  if (!faults.empty()) return again(faults, "", 422);
  TRY(const auto proof, prove_password(*needs, req, account));
  if (proof.wait) return again({}, *proof.wait, 429);
  if (!proof.right) return again({{"current", web::What::wrong}}, "", 422);
  TRY(const auto hash, password_hash(req.form.text("password")));
  return web::Mutation([needs, req, id = account.id, hash](storage::WriteTx& wtx) -> Result<web::Response> {
    const auto done = wtx.savepoint([&] { return change_own_password(wtx, req.actor, version_of(req.form), hash, visitor_of(req.http)); });
    if (!done && done.error().code == ErrorCode::stale) return password_page(needs, req, wtx, {}, "", 409);
    if (!done) return std::unexpected(done.error());
    auto response = needs->pages->see_other("/account", {.key = "flash.password_changed", .args = {}});
    TRYV(let_in(response, *needs->pages, wtx, id, *done));
    return response;
  });
}

}  // namespace

web::Routes account_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/account", web::kOrganizers, reads(needs, show)),
      page(get, "/account/names", web::kOrganizers,
           web::Read([needs](const web::Req& req, storage::ReadTx& tx) { return names_page(needs, req, tx, {}, 200); })),
      page(post, "/account/names", web::kOrganizers, writes(needs, change_names)),
      page(get, "/account/password", web::kOrganizers,
           web::Read([needs](const web::Req& req, storage::ReadTx& tx) { return password_page(needs, req, tx, {}, "", 200); })),
      page(post, "/account/password", web::kOrganizers, works(needs, change_password)),
  };
}

}  // namespace uke::server::accounts
