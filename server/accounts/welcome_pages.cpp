// /welcome/{secret}: where somebody who was invited, or who is locked out, sets sign-in name and password.
#include "server/accounts/logins.h"
#include "server/accounts/page_kit.h"
#include "server/accounts/password.h"

namespace uke::server::accounts {
namespace {

using Outcome = Result<std::variant<web::Response, web::Mutation>>;

struct WelcomeView {
  std::string greeting;
  std::string role;
  bool again = false;  // had a password before
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(WelcomeView, (), (greeting, role, again, form))

Result<web::Response> welcome_page(const Needs& needs, const web::Req& req, const Credentials& account, const web::Faults& faults,
                                   int status) {
  const auto& messages = needs->pages->messages(req.http);
  WelcomeView view;
  view.greeting = messages.text("accounts.welcome.greeting", {{"name", account.name}});
  view.role = messages.text("accounts.role_means." + std::string(enum_name(account.role)));
  view.again = account.login.has_value();
  view.form = {.action = "/welcome/" + std::string(req.at("secret")),
               .submit = messages.text("accounts.welcome.submit"),
               .fields = {{.name = "login",
                           .label = messages.text("accounts.field.login"),
                           .hint = messages.text("accounts.hint.login"),
                           .value = typed(req.form, "login", account.login.value_or("")),
                           .required = true,
                           .autocomplete = "username",
                           .length_max = kLoginMax}}};
  for (auto& field : new_password_fields(messages)) view.form.fields.push_back(std::move(field));
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(req, {.title = messages.text("accounts.welcome.title")}, "accounts/welcome", view, status);
}

// A link that leads nowhere is explained in words of its own, not as any page that is missing.
Result<web::Response> over_page(const Needs& needs, const web::Req& req) {
  const auto& messages = needs->pages->messages(req.http);
  return needs->pages->page(req, {.title = messages.text("accounts.welcome.over_title")}, "accounts/welcome_over",
                            render::Data{render::DataMap{}}, 404);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto account = welcomed(tx, req.at("secret"));
  if (!account && account.error().code == ErrorCode::not_found) return over_page(needs, req);
  if (!account) return std::unexpected(account.error());
  return welcome_page(needs, req, *account, {}, 200);
}

Outcome accept(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto account = welcomed(tx, req.at("secret"));
  if (!account && account.error().code == ErrorCode::not_found) {
    TRY(auto response, over_page(needs, req));
    return response;
  }
  if (!account) return std::unexpected(account.error());
  const auto login = std::string(req.form.text("login"));
  auto faults = check_login(login);
  for (auto& fault : check_new_password(req.form, names_of(account->name, login))) faults.push_back(std::move(fault));
  if (!faults.empty()) {
    TRY(auto response, welcome_page(needs, req, *account, faults, 422));
    return response;
  }
  TRY(const auto hash, password_hash(req.form.text("password")));
  return web::Mutation([needs, req, account = *account, login, hash](storage::WriteTx& wtx) -> Result<web::Response> {
    const auto session = accept_welcome(wtx, req.at("secret"), login, hash, visitor_of(req.http));
    if (!session && session.error().code == ErrorCode::conflict) {
      return welcome_page(needs, req, account, {{"login", web::What::taken}}, 422);
    }
    if (!session && session.error().code == ErrorCode::not_found) return over_page(needs, req);
    if (!session) return std::unexpected(session.error());
    auto response = needs->pages->see_other("/home", {.key = "flash.welcome", .args = {{"name", account.name}}});
    TRYV(let_in(response, *needs->pages, wtx, account.id, *session));
    return response;
  });
}

}  // namespace

web::Routes welcome_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/welcome/{secret}", web::kOpen, reads(needs, show)),
      page(post, "/welcome/{secret}", web::kOpen, works(needs, accept)),
  };
}

}  // namespace uke::server::accounts
