// /sign-in, /sign-in/code and /sign-out.
#include "server/accounts/logins.h"
#include "server/accounts/page_kit.h"
#include "server/accounts/sign_in.h"
#include "server/web/own_path.h"

namespace uke::server::accounts {
namespace {

using Outcome = Result<std::variant<web::Response, web::Mutation>>;

struct SignInView {
  render::FormView form;
  std::vector<render::Notice> notices;
};
BOOST_DESCRIBE_STRUCT(SignInView, (), (form, notices))

struct CodeView {
  render::FormView form;
  render::FormView recovery;
  bool lost_phone = false;  // the recovery form is open
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (form, recovery, lost_phone))

struct Answer {
  int status = 200;
  std::string error = {};
};

Answer too_many(const i18n::Messages& messages, Millis wait) { return {429, wait_words(messages, wait)}; }
void add_retry_after(Result<web::Response>& response, Millis wait) {
  if (response) response->header("retry-after", std::to_string(whole_seconds(wait)));
}

// Wrong tries are 403, which the limit of tries per address counts (server/web/engine).
Answer refused(const i18n::Messages& messages, std::string_view key) { return {403, messages.text(key)}; }

Result<web::Response> sign_in_page(const Needs& needs, const web::Req& req, std::string_view next, const Answer& answer) {
  const auto& messages = needs->pages->messages(req.http);
  SignInView view;
  view.form = {.action = "/sign-in",
               .submit = messages.text("accounts.sign_in.submit"),
               .fields = {{.name = "login",
                           .label = messages.text("accounts.field.login"),
                           .value = typed(req.form, "login"),
                           .required = true,
                           .autocomplete = "username",
                           .length_max = kLoginMax},
                          {.kind = render::FieldKind::password,
                           .name = "password",
                           .label = messages.text("accounts.field.password"),
                           .required = true,
                           .autocomplete = "current-password"}},
               .error = answer.error,
               .hidden = {{"next", std::string(next)}}};
  return needs->pages->page(req, {.title = messages.text("accounts.sign_in.title")}, "accounts/sign_in", view, answer.status);
}

Result<web::Response> code_page(const Needs& needs, const web::Req& req, std::string_view next, const Answer& answer) {
  const auto& messages = needs->pages->messages(req.http);
  const bool lost_phone = req.form.has("recovery");
  CodeView view;
  view.form = {.action = "/sign-in/code",
               .submit = messages.text("accounts.code.submit"),
               .fields = {{.kind = render::FieldKind::code,
                           .name = "code",
                           .label = messages.text("accounts.field.code"),
                           .hint = messages.text("accounts.hint.code"),
                           .required = true,
                           .length_max = 10}},
               .error = lost_phone ? "" : answer.error,
               .hidden = {{"next", std::string(next)}}};
  view.recovery = {.action = "/sign-in/code",
                   .submit = messages.text("accounts.code.submit_recovery"),
                   .fields = {{.name = "recovery",
                               .label = messages.text("accounts.field.recovery"),
                               .hint = messages.text("accounts.hint.recovery"),
                               .required = true,
                               .autocomplete = "off",
                               .length_max = 20}},
                   .error = lost_phone ? answer.error : "",
                   .hidden = {{"next", std::string(next)}}};
  view.lost_phone = lost_phone;
  return needs->pages->page(req, {.title = messages.text("accounts.code.title")}, "accounts/code", view, answer.status);
}

Result<web::Response> show_sign_in(const Needs& needs, const web::Req& req) {
  const auto next = safe_next(req.query("next").value_or(""));
  if (!req.actor.session.empty()) return needs->pages->see_other(next);
  return sign_in_page(needs, req, next, {});
}

Result<web::Response> after_password(const Needs& needs, storage::WriteTx& tx, const Recognised& who, const Visitor& visitor,
                                     const std::string& old_secret, const std::string& next) {
  TRY(const auto session, sign_in(tx, who, visitor, old_secret));
  TRY(const auto row, session_of(tx, session.secret));
  const bool is_in = row && row->state == SessionState::open;
  auto response = needs->pages->see_other(is_in ? next : "/sign-in/code?next=" + web::percent_encoded(next, "/"));
  if (is_in) {
    TRYV(let_in(response, *needs->pages, tx, who.account, session));
  } else {
    set_session_cookie(response, *needs->pages, session);
  }
  return response;
}

// Under which name tries are counted: a browser that was in before is not made to wait for what others try.
std::string delay_key_of(const web::Req& req, std::string_view login, const std::optional<Credentials>& account) {
  const auto mark = mark_of(req);
  if (account && is_browser_mark(*account, mark)) return "browser " + std::string(mark);
  auto key = login_key(login);
  return key.empty() ? "?" : key;  // what no name can be is one name
}

Outcome try_password(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  const auto next = safe_next(req.form.text("next"));
  const auto login = req.form.text("login");
  TRY(const auto account, find_by_login(tx, login_key(login)));
  const auto delay_key = delay_key_of(req, login, account);
  if (const auto wait = needs->delay->begin(delay_key); wait > Millis{0}) {
    auto response = sign_in_page(needs, req, next, too_many(messages, wait));
    add_retry_after(response, wait);
    TRY(auto page, std::move(response));
    return page;
  }
  TRY(const auto who, recognise(tx, login, req.form.text("password")));
  if (!who) {
    TRY(auto page, sign_in_page(needs, req, next, refused(messages, "accounts.sign_in.wrong")));
    return page;
  }
  if (!who->needs_code) needs->delay->succeeded(delay_key);  // with a code to come, the wrong codes count on
  const std::string old_secret(req.http.cookie(session_cookie_name(needs->pages->url())));
  return web::Mutation([needs, who = *who, visitor = visitor_of(req.http), old_secret, next](storage::WriteTx& wtx) {
    return after_password(needs, wtx, who, visitor, old_secret, next);
  });
}

Result<web::Response> show_code(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto next = safe_next(req.query("next").value_or(""));
  if (!req.actor.session.empty()) return needs->pages->see_other(next);
  TRY(const auto account, waiting_for_code(tx, req.http.cookie(session_cookie_name(needs->pages->url()))));
  if (!account) return needs->pages->see_other("/sign-in");
  return code_page(needs, req, next, {});
}

Outcome try_code(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  const auto next = safe_next(req.form.text("next"));
  const std::string waiting(req.http.cookie(session_cookie_name(needs->pages->url())));
  TRY(const auto account, waiting_for_code(tx, waiting));
  if (!account) return needs->pages->see_other("/sign-in", {.key = "flash.sign_in_again", .args = {}});
  const auto key = delay_key_of(req, account->login.value_or(""), account);
  if (const auto wait = needs->delay->begin(key); wait > Millis{0}) {
    auto response = code_page(needs, req, next, too_many(messages, wait));
    add_retry_after(response, wait);
    TRY(auto page, std::move(response));
    return page;
  }
  const std::string code(req.form.has("recovery") ? req.form.text("recovery") : req.form.text("code"));
  return web::Mutation([needs, req, id = account->id, waiting, code, next, key,
                        visitor = visitor_of(req.http)](storage::WriteTx& wtx) -> Result<web::Response> {
    TRY(const auto session, pass_code(wtx, waiting, code, visitor));
    if (!session) return code_page(needs, req, next, refused(needs->pages->messages(req.http), "accounts.code.wrong"));
    needs->delay->succeeded(key);
    auto response = needs->pages->see_other(next);
    TRYV(let_in(response, *needs->pages, wtx, id, *session));
    return response;
  });
}

Result<web::Response> leave(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRYV(sign_out(tx, req.http.cookie(session_cookie_name(needs->pages->url()))));
  auto response = needs->pages->see_other("/sign-in", {.key = "flash.signed_out", .args = {}});
  clear_session_cookie(response, *needs->pages);
  return response;
}

}  // namespace

web::Routes sign_in_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/sign-in", web::kOpen, web::Read([needs](const web::Req& req, storage::ReadTx&) { return show_sign_in(needs, req); })),
      page(post, "/sign-in", web::kOpen, works(needs, try_password)),
      page(get, "/sign-in/code", web::kOpen, reads(needs, show_code)),
      page(post, "/sign-in/code", web::kOpen, works(needs, try_code)),
      page(post, "/sign-out", web::kOpen, writes(needs, leave)),
  };
}

}  // namespace uke::server::accounts
