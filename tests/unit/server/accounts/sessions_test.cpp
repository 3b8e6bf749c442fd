// Cookies and what they stand for.
#include "server/accounts/service.h"
#include "tests/unit/server/accounts/organizer.h"

namespace uke::server {

using namespace uke::test;
using std::chrono::hours;

namespace {

http::Request with_cookie(const std::string& cookie) {
  http::Request request;
  request.headers = {{"cookie", cookie}};
  return request;
}

struct Door {
  RoomDatabase database;
  std::shared_ptr<accounts::Uses> uses = std::make_shared<accounts::Uses>();
  web::Authenticate authenticate = accounts::authenticator("http://127.0.0.1", uses);

  Result<web::Actor> who(const http::Request& request) {
    return database.read([&](uke::storage::ReadTx& tx) { return authenticate(request, tx); });
  }
  web::Access access(const std::string& cookie) { return must(who(with_cookie(cookie))).access; }
};

}  // namespace

TEST_CASE("a_browser_is_known_by_its_cookie_with_a_csrf_token_that_no_other_session_has") {
  Door door;
  const auto one = an_organizer(door.database, "hanada", accounts::Role::treasurer);
  const auto two = an_organizer(door.database, "kaikei");
  const auto actor = must(door.who(with_cookie("a=b; uke_session=" + one.secret)));
  CHECK(actor.access == web::kTreasurer);
  CHECK(actor.id == one.id.to_string());
  CHECK(actor.session == one.actor.session);
  CHECK(actor.csrf == accounts::csrf_of(one.secret));
  CHECK(actor.csrf != accounts::csrf_of(two.secret));
  CHECK(door.database.count("select count(*) from sessions where secret_hash = '" + one.secret + "'") == 0);
}

TEST_CASE("a_forged_cookie_is_as_good_as_none") {
  Door door;
  const auto one = an_organizer(door.database, "hanada");
  std::string other = one.secret;
  other.back() = other.back() == '0' ? '1' : '0';
  for (const auto& forged : {other, std::string("x"), std::string(64, '0'), std::string(5000, 'a'), std::string("' or 1=1 --"),
                             std::string("\xff\xfe\x01", 3), one.secret + "0", std::string()}) {
    INFO(forged);
    CHECK(door.access("uke_session=" + forged) == web::kOpen);
  }
  CHECK(door.access("uke_session=" + one.secret) == web::kAdmin);
}

TEST_CASE("over_https_only_a_cookie_that_no_other_host_can_plant_counts") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto authenticate = accounts::authenticator("https://uketsuke.example.jp", std::make_shared<accounts::Uses>());
  const auto access = [&](const std::string& cookie) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return authenticate(with_cookie(cookie), tx); })).access;
  };
  CHECK(access("uke_session=" + one.secret) == web::kOpen);
  CHECK(access("__Host-uke_session=" + one.secret) == web::kAdmin);
}

TEST_CASE("a_session_ends_after_fourteen_idle_days_and_after_ninety_days_however_busy_it_is") {
  Door door;
  const auto one = an_organizer(door.database, "hanada");
  const auto cookie = "uke_session=" + one.secret;
  door.database.clock.advance(hours{24 * 14} - Millis{1});
  CHECK(door.access(cookie) == web::kAdmin);
  door.database.clock.advance(Millis{1});
  CHECK(door.access(cookie) == web::kOpen);

  const auto busy = an_organizer(door.database, "kaikei");
  for (int day = 0; day < 89; ++day) {
    door.database.clock.advance(hours{24});
    REQUIRE(door.access("uke_session=" + busy.secret) == web::kAdmin);
    must(door.database.write([&](storage::WriteTx& tx) { return accounts::tend_sessions(tx, door.uses->take(), 100); }));
  }
  door.database.clock.advance(hours{24});
  CHECK(door.access("uke_session=" + busy.secret) == web::kOpen);
  must(door.database.write([&](storage::WriteTx& tx) { return accounts::tend_sessions(tx, {}, 100); }));
  CHECK(door.database.count("select count(*) from sessions") == 0);
}

TEST_CASE("looking_at_pages_writes_nothing_until_the_uses_are_tended") {
  Door door;
  const auto one = an_organizer(door.database, "hanada");
  door.database.clock.advance(hours{1});
  CHECK(door.access("uke_session=" + one.secret) == web::kAdmin);
  const auto idle = "select count(*) from sessions where seen_ms > created_ms";
  CHECK(door.database.count(idle) == 0);
  must(door.database.write([&](storage::WriteTx& tx) { return accounts::tend_sessions(tx, door.uses->take(), 100); }));
  CHECK(door.database.count(idle) == 1);
  CHECK(door.uses->take().sessions.empty());
}

TEST_CASE("a_disabled_account_loses_sessions_and_tokens_at_once_and_for_good") {
  Door door;
  const auto boss = an_organizer(door.database, "hanada");
  const auto one = an_organizer(door.database, "kaikei", accounts::Role::treasurer);
  const auto token = must(door.database.write([&](storage::WriteTx& tx) { return accounts::add_own_token(tx, one.actor, "表計算"); }));
  http::Request bearer;
  bearer.headers = {{"authorization", "Bearer " + token.token}};
  CHECK(must(door.who(bearer)).access == web::kTreasurer);
  CHECK(door.uses->take().tokens.contains(token.id));
  const auto disable = [&](std::int64_t version, bool disabled) {
    must(door.database.write(
        [&](storage::WriteTx& tx) { return accounts::change_organizer(tx, boss.actor, one.id, version, {.disabled = disabled}); }));
  };
  disable(2, true);
  CHECK(door.access("uke_session=" + one.secret) == web::kOpen);
  CHECK(door.who(bearer).error().code == ErrorCode::unauthorized);
  disable(3, false);
  CHECK(door.access("uke_session=" + one.secret) == web::kOpen);
  CHECK(door.who(bearer).error().code == ErrorCode::unauthorized);
}

}  // namespace uke::server
