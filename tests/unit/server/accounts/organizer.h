// Organizers for tests, made through the services: Argon2id takes its time, so one hash serves all.
#pragma once

#include "server/accounts/organizers_service.h"
#include "server/accounts/own_service.h"
#include "server/accounts/password.h"
#include "server/accounts/sign_in.h"
#include "tests/unit/server/accounts/room_database.h"

namespace uke::test {

inline constexpr const char* kPassword = "kaki-no-ki 77";

inline const std::string& password_hash_for_tests() {
  static const auto kHash = must(server::accounts::password_hash(kPassword));
  return kHash;
}

inline const server::accounts::Visitor kPhone{.address = "203.0.113.7", .user_agent = "Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1"};

struct Organizer {
  AccountId id;
  server::web::Actor actor;
  std::string secret;  // of the session
};

inline Organizer an_organizer(RoomDatabase& database, const std::string& login,
                              server::accounts::Role role = server::accounts::Role::admin) {
  namespace accounts = server::accounts;
  return must(database.write([&](server::storage::WriteTx& tx) -> Result<Organizer> {
    TRY(const auto welcome, accounts::invite(tx, an_admin(), "幹事 " + login, role));
    TRY(const auto session, accounts::accept_welcome(tx, welcome.secret, login, password_hash_for_tests(), kPhone));
    return Organizer{.id = welcome.account,
                     .actor = {.access = accounts::access_of(role),
                               .id = welcome.account.to_string(),
                               .name = "幹事 " + login,
                               .session = session.id,
                               .csrf = accounts::csrf_of(session.secret)},
                     .secret = session.secret};
  }));
}

// The session that a cookie stands for now; "" for none.
inline std::string session_now(RoomDatabase& database, const std::string& secret) {
  const auto found = must(database.read([&](storage::ReadTx& tx) { return server::accounts::session_of(tx, secret); }));
  return found ? found->id : "";
}

}  // namespace uke::test
