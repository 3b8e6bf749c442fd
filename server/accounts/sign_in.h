// Signing in: name and password, then a code where the account asks for one. The password is looked at on a worker, because that is
// meant to take long; what it leads to is written afterwards. Called inside a transaction.
#pragma once

#include "server/accounts/sessions.h"
#include "server/accounts/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace uke::server::accounts {

// Who the name and the password are; nothing when they do not fit, without saying which of the two, and after the same work. `fresh_hash`
// is there when the stored one was made with other costs.
struct Recognised {
  AccountId account;
  bool needs_code = false;
  std::string fresh_hash = {};
};
[[nodiscard]] Result<std::optional<Recognised>> recognise(storage::ReadTx& tx, std::string_view login, std::string_view password);

// The session after a right password: open, or waiting for the code. The session of `old_secret` (the cookie that the
// browser had) ends: a new sign-in has a new one. `unauthorized` where
// the account was disabled meanwhile.
[[nodiscard]] Result<NewSession> sign_in(storage::WriteTx& tx, const Recognised& who, const Visitor& visitor, std::string_view old_secret);

// The session after a right code (of the app or a recovery code); nothing for a wrong or used one. `waiting` is the cookie's value.
[[nodiscard]] Result<std::optional<NewSession>> pass_code(storage::WriteTx& tx, std::string_view waiting, std::string_view code,
                                                          const Visitor& visitor);
// Whose code is waited for; nothing when the wait is over.
[[nodiscard]] Result<std::optional<Credentials>> waiting_for_code(storage::ReadTx& tx, std::string_view waiting);

// A mark for the browser of somebody who has signed in: with it their tries are counted apart (SignInDelay), so that nobody who guesses at
// their name from elsewhere can make them wait. It opens nothing. A new password ends it; nothing of it is stored.
[[nodiscard]] std::string browser_mark(const Credentials& account, Random& random);
[[nodiscard]] bool is_browser_mark(const Credentials& account, std::string_view mark);

// Ends the session of the cookie's value; nothing happens where there is none.
[[nodiscard]] Status sign_out(storage::WriteTx& tx, std::string_view secret);

}  // namespace uke::server::accounts
