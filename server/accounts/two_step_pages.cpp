// /account/two-step: codes of an authenticator app at the sign-in.
#include "server/accounts/own_service.h"
#include "server/accounts/page_kit.h"
#include "server/accounts/two_step.h"

namespace uke::server::accounts {
namespace {

using Outcome = Result<std::variant<web::Response, web::Mutation>>;

constexpr const char* kPath = "/account/two-step";

struct OffView {
  render::PostButton begin;
};
BOOST_DESCRIBE_STRUCT(OffView, (), (begin))
struct SetUpView {
  render::Html symbol;
  std::string key;
  std::string uri;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(SetUpView, (), (symbol, key, uri, form))
struct OnView {
  std::string left;
  std::vector<render::Notice> notices;
  render::PostButton renew;
  render::FormView off;
};
BOOST_DESCRIBE_STRUCT(OnView, (), (left, notices, renew, off))
struct CodesView {
  std::string name;
  std::string made;
  std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(CodesView, (), (name, made, codes))

render::Head head_of(const i18n::Messages& messages) {
  return {.title = messages.text("accounts.two_step.title"),
          .nav = "/account",
          .back = "/account",
          .back_label = messages.text("accounts.account.title")};
}

Result<web::Response> off_page(const Needs& needs, const web::Req& req) {
  const auto& messages = needs->pages->messages(req.http);
  const OffView view{
      {.action = "/account/two-step/begin", .label = messages.text("accounts.two_step.begin"), .look = render::Look::primary}};
  return needs->pages->page(req, head_of(messages), "accounts/two_step_off", view);
}

Result<web::Response> set_up_page(const Needs& needs, const web::Req& req, const Credentials& account, const web::Faults& faults,
                                  int status) {
  const auto& messages = needs->pages->messages(req.http);
  SetUpView view;
  view.uri = totp_uri(account.totp_pending, messages.text("ui.product"), account.login.value_or(account.name));
  TRY(view.symbol.text, needs->qr_symbol(view.uri));
  view.key = spaced_key(account.totp_pending);
  view.form = {.action = "/account/two-step/confirm",
               .submit = messages.text("accounts.two_step.confirm"),
               .fields = {{.kind = render::FieldKind::code,
                           .name = "code",
                           .label = messages.text("accounts.field.code"),
                           .required = true,
                           .length_max = 10}},
               .cancel = "/account"};
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(req, head_of(messages), "accounts/two_step_set_up", view, status);
}

Result<web::Response> on_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const Credentials& account,
                              const web::Faults& faults, const std::string& error, int status) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto left, recovery_codes_left(tx, req.actor));
  OnView view;
  view.left = messages.text("accounts.two_step.left", {{"count", left}});
  if (left <= 2) {
    view.notices.push_back({.tone = render::Tone::attention,
                            .title = messages.text("accounts.two_step.few_title"),
                            .text = messages.text("accounts.two_step.few_text")});
  }
  view.renew = {.action = "/account/two-step/codes", .label = messages.text("accounts.two_step.renew")};
  view.off = {.action = "/account/two-step/off",
              .submit = messages.text("accounts.two_step.switch_off"),
              .fields = {{.kind = render::FieldKind::password,
                          .name = "current",
                          .label = messages.text("accounts.field.current_password"),
                          .required = true,
                          .autocomplete = "current-password"}},
              .version = account.version,
              .is_dangerous = true,
              .error = error};
  render::show_faults(view.off, faults, messages);
  return needs->pages->page(req, head_of(messages), "accounts/two_step_on", view, status);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto account, own_account(tx, req.actor));
  if (!account.totp_key.empty()) return on_page(needs, req, tx, account, {}, "", 200);
  if (!account.totp_pending.empty()) return set_up_page(needs, req, account, {}, 200);
  return off_page(needs, req);
}

Result<web::Response> begin(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRYV(begin_two_step(tx, req.actor));
  return needs->pages->see_other(kPath);
}

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const auto& code : codes) text += (text.empty() ? "" : ".") + code;
  return text;
}

Result<web::Response> to_codes(const Needs& needs, const std::vector<std::string>& codes) {
  auto response = needs->pages->see_other("/account/two-step/codes");
  show_once(response, *needs->pages, joined(codes));
  return response;
}

Result<web::Response> confirm(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto codes, confirm_two_step(tx, req.actor, req.form.text("code")));
  if (codes) return to_codes(needs, *codes);
  TRY(const auto account, own_account(tx, req.actor));
  if (account.totp_pending.empty()) return needs->pages->see_other(kPath);
  return set_up_page(needs, req, account, {{"code", web::What::wrong}}, 422);
}

Result<web::Response> renew(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto codes, renew_recovery_codes(tx, req.actor));
  return to_codes(needs, codes);
}

// The codes as long as the browser that made them has them, and only if they are those of this account.
Result<web::Response> show_codes(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto account, own_account(tx, req.actor));
  CodesView view;
  for (auto rest = shown_once(req); !rest.empty();) {
    const auto code = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(rest.size(), code.size() + 1));
    TRY(const bool ours, is_open_recovery_code(tx, account.id, recovery_hash(account.id.to_string(), code)));
    if (!ours || view.codes.size() == kRecoveryCodes) return needs->pages->see_other(kPath);
    view.codes.emplace_back(code);
  }
  if (view.codes.empty()) return needs->pages->see_other(kPath);
  view.name = messages.text("accounts.codes.whose", {{"name", account.name}});
  view.made = when(messages, to_ms(tx.now()));
  auto head = head_of(messages);
  head.title = messages.text("accounts.codes.title");
  return needs->pages->page(req, head, "accounts/codes", view);
}

Outcome switch_off(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto account, own_account(tx, req.actor));
  if (account.totp_key.empty()) return needs->pages->see_other(kPath);
  TRY(const auto proof, prove_password(*needs, req, account));
  if (!proof.right) {
    const auto faults = proof.wait ? web::Faults{} : web::Faults{{"current", web::What::wrong}};
    TRY(auto response, on_page(needs, req, tx, account, faults, proof.wait.value_or(""), proof.wait ? 429 : 422));
    return response;
  }
  return web::Mutation([needs, req](storage::WriteTx& wtx) -> Result<web::Response> {
    TRYV(end_two_step(wtx, req.actor, version_of(req.form)));
    return needs->pages->see_other("/account", {.key = "flash.two_step_off", .args = {}});
  });
}

}  // namespace

web::Routes two_step_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, kPath, web::kOrganizers, reads(needs, show)),
      page(post, "/account/two-step/begin", web::kOrganizers, writes(needs, begin)),
      page(post, "/account/two-step/confirm", web::kOrganizers, writes(needs, confirm)),
      page(get, "/account/two-step/codes", web::kOrganizers, reads(needs, show_codes)),
      page(post, "/account/two-step/codes", web::kOrganizers, writes(needs, renew)),
      page(post, "/account/two-step/off", web::kOrganizers, works(needs, switch_off)),
  };
}

}  // namespace uke::server::accounts
