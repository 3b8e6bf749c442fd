// What the pages of this room have in common. Internal to this room.
#pragma once

#include "server/accounts/organizers_service.h"
#include "server/accounts/pages.h"
#include "server/render/parts.h"
#include "server/web/page_routes.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

using Needs = std::shared_ptr<const PageNeeds>;

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes sign_in_page_routes(const Needs& needs);
[[nodiscard]] web::Routes welcome_page_routes(const Needs& needs);
[[nodiscard]] web::Routes organizers_page_routes(const Needs& needs);
[[nodiscard]] web::Routes account_page_routes(const Needs& needs);
[[nodiscard]] web::Routes two_step_page_routes(const Needs& needs);
[[nodiscard]] web::Routes sessions_page_routes(const Needs& needs);
[[nodiscard]] web::Routes tokens_page_routes(const Needs& needs);
[[nodiscard]] web::Routes history_page_routes(const Needs& needs);
[[nodiscard]] web::Routes home_page_routes(const Needs& needs);

using web::page;
using web::reads;
using web::version_of;
using web::works;
using web::writes;

// 2027年2月20日(土) 18:02, as clocks in Japan show it.
[[nodiscard]] std::string when(const i18n::Messages& messages, std::int64_t at_ms);

[[nodiscard]] std::string role_word(const i18n::Messages& messages, Role role);
[[nodiscard]] std::vector<render::Choice> role_choices(const i18n::Messages& messages, Role chosen);
[[nodiscard]] std::string device_words(const i18n::Messages& messages, const Device& device);
// The sentence "<prefix><word>", or the word itself where there is none.
[[nodiscard]] std::string word_or_raw(const i18n::Messages& messages, std::string_view prefix, std::string_view word);

// What was typed into a field, shortened to what a page can show again; `stored` where the form has no such field.
[[nodiscard]] std::string typed(const web::Form& form, std::string_view field, const std::string& stored = {});

// The cookies of somebody who is in now: the session and, for their next sign-in, the browser's mark (browser_mark()).
[[nodiscard]] Status let_in(web::Response& response, const render::Pages& pages, storage::ReadTx& tx, AccountId account,
                            const NewSession& session);
[[nodiscard]] std::string_view mark_of(const web::Req& req);
void set_session_cookie(web::Response& response, const render::Pages& pages, const NewSession& session);
void clear_session_cookie(web::Response& response, const render::Pages& pages);

// Secrets that are shown once (links, tokens, recovery codes) travel from the form to the next page in a cookie of the browser that asked
// for them, for ten minutes: loading that page again by accident does not lose them, and the server keeps only hashes.
void show_once(web::Response& response, const render::Pages& pages, std::string_view secret);
[[nodiscard]] std::string_view shown_once(const web::Req& req);

// Whether the form's field "current" is the account's password; or, after too many wrong ones, a sentence that says how long to wait.
struct Proof {
  bool right = false;
  std::optional<std::string> wait = {};
};
[[nodiscard]] Result<Proof> prove_password(const PageNeeds& needs, const web::Req& req, const Credentials& account);

// "Wait so many seconds".
[[nodiscard]] std::string wait_words(const i18n::Messages& messages, Millis wait);
[[nodiscard]] std::int64_t whole_seconds(Millis wait);

// A new password is typed twice. Faults of the fields "password" and "again".
[[nodiscard]] web::Faults check_new_password(const web::Form& form, const std::vector<std::string>& names);
[[nodiscard]] std::vector<render::Field> new_password_fields(const i18n::Messages& messages);
// What a password must not contain of its owner: name, sign-in name, and that without what follows the @.
[[nodiscard]] std::vector<std::string> names_of(std::string_view name, std::string_view login);

}  // namespace uke::server::accounts
