#include "server/accounts/page_kit.h"

#include "server/accounts/password.h"
#include "server/accounts/sign_in.h"
#include "shared/i18n/dates.h"

#include <charconv>

namespace uke::server::accounts {
namespace {

constexpr std::string_view kZone = "Asia/Tokyo";
constexpr std::size_t kTypedBytes = 1000;
constexpr std::string_view kMarkCookie = "uke_known";
constexpr std::int64_t kMarkSeconds = 365 * 24 * 3600;
constexpr std::string_view kOnceCookie = "uke_once";
constexpr std::int64_t kOnceSeconds = 600;

}  // namespace

std::string when(const i18n::Messages& messages, std::int64_t at_ms) {
  return i18n::format_date(from_ms(at_ms), kZone, messages.language()) + " " + i18n::format_time(from_ms(at_ms), kZone);
}

std::string role_word(const i18n::Messages& messages, Role role) { return messages.text("accounts.role." + std::string(enum_name(role))); }

std::vector<render::Choice> role_choices(const i18n::Messages& messages, Role chosen) {
  std::vector<render::Choice> choices;
  for (const auto role : {Role::admin, Role::treasurer, Role::reception}) {
    const std::string word(enum_name(role));
    choices.push_back({.value = word, .label = messages.text("accounts.role_means." + word), .chosen = role == chosen});
  }
  return choices;
}

std::string device_words(const i18n::Messages& messages, const Device& device) {
  const auto system = messages.text("accounts.system." + std::string(enum_name(device.system)));
  const auto browser = messages.text("accounts.browser." + std::string(enum_name(device.browser)));
  return messages.text("accounts.device", {{"system", system}, {"browser", browser}});
}

std::string word_or_raw(const i18n::Messages& messages, std::string_view prefix, std::string_view word) {
  const auto key = std::string(prefix) + std::string(word);
  return messages.has(key) ? messages.text(key) : std::string(word);
}

std::string typed(const web::Form& form, std::string_view field, const std::string& stored) {
  if (!form.has(field)) return stored;
  auto text = form.text(field);
  if (text.size() > kTypedBytes) {
    auto end = kTypedBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside of a character
    text = text.substr(0, end);
  }
  return std::string(text);
}

std::string_view mark_of(const web::Req& req) { return req.http.cookie(kMarkCookie); }

Status let_in(web::Response& response, const render::Pages& pages, storage::ReadTx& tx, AccountId account, const NewSession& session) {
  TRY(const auto stored, find_credentials(tx, account));
  if (!stored) return fail(ErrorCode::not_found, "accounts.let_in", "no such account");
  set_session_cookie(response, pages, session);
  response.header("set-cookie", pages.cookie(kMarkCookie, browser_mark(*stored, tx.random()), kMarkSeconds));
  return {};
}

void set_session_cookie(web::Response& response, const render::Pages& pages, const NewSession& session) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kSessionLongest).count();
  response.header("set-cookie", pages.cookie(session_cookie_name(pages.url()), session.secret, seconds));
}

void clear_session_cookie(web::Response& response, const render::Pages& pages) {
  response.header("set-cookie", pages.cookie(session_cookie_name(pages.url()), "", 0));
}

void show_once(web::Response& response, const render::Pages& pages, std::string_view secret) {
  response.header("set-cookie", pages.cookie(kOnceCookie, secret, kOnceSeconds));
}

std::string_view shown_once(const web::Req& req) { return req.http.cookie(kOnceCookie); }

Result<Proof> prove_password(const PageNeeds& needs, const web::Req& req, const Credentials& account) {
  const auto key = "own " + account.id.to_string();  // apart from the sign-in: who is in does not shut out who wants in
  if (const auto wait = needs.delay->begin(key); wait > Millis{0}) {
    return Proof{.wait = wait_words(needs.pages->messages(req.http), wait)};
  }
  const auto typed = req.form.text("current");
  const bool right = can_be_a_password(typed) && password_fits(typed, account.password_hash);
  if (right) needs.delay->succeeded(key);
  return Proof{.right = right};
}

std::int64_t whole_seconds(Millis wait) { return (wait.count() + 999) / 1000; }

std::string wait_words(const i18n::Messages& messages, Millis wait) {
  return messages.text("accounts.sign_in.wait", {{"seconds", whole_seconds(wait)}});
}

web::Faults check_new_password(const web::Form& form, const std::vector<std::string>& names) {
  auto faults = check_password("password", form.text("password"), names);
  if (faults.empty() && form.text("again") != form.text("password")) faults.push_back({"again", web::What::not_the_same});
  return faults;
}

std::vector<render::Field> new_password_fields(const i18n::Messages& messages) {
  return {{.kind = render::FieldKind::password,
           .name = "password",
           .label = messages.text("accounts.field.new_password"),
           .hint = messages.text("accounts.hint.new_password", {{"shortest", kPasswordShortest}}),
           .required = true,
           .autocomplete = "new-password"},
          {.kind = render::FieldKind::password,
           .name = "again",
           .label = messages.text("accounts.field.password_again"),
           .required = true,
           .autocomplete = "new-password"}};
}

std::vector<std::string> names_of(std::string_view name, std::string_view login) {
  return {std::string(name), std::string(login), std::string(login.substr(0, login.find('@')))};
}

}  // namespace uke::server::accounts
