// What organizers do with their own accounts.
#include "server/accounts/own_service.h"
#include "server/accounts/two_step.h"
#include "tests/unit/server/accounts/organizer.h"

namespace uke::server {

using namespace uke::test;

namespace {

accounts::Credentials account_of(RoomDatabase& database, const Organizer& organizer) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return accounts::own_account(tx, organizer.actor); }));
}

}  // namespace

TEST_CASE("a_new_password_ends_every_other_session_and_gives_the_browser_a_new_one") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto session =
      must(database.write([&](storage::WriteTx& tx) { return accounts::change_own_password(tx, one.actor, 2, "$new", kPhone); }));
  CHECK(session_now(database, one.secret).empty());
  CHECK(session_now(database, session.secret) == session.id);
  CHECK(account_of(database, one).password_hash == "$new");
  const auto stale = database.write([&](storage::WriteTx& tx) { return accounts::change_own_password(tx, one.actor, 2, "$x", kPhone); });
  CHECK(stale.error().code == ErrorCode::stale);
  CHECK(database.count("select count(*) from audit_log where changes like '%$new%'") == 0);
}

TEST_CASE("names_are_changed_by_one_browser_at_a_time_and_a_taken_sign_in_name_is_refused") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  an_organizer(database, "kaikei");
  const auto change = [&](std::int64_t version, const char* name, const char* login) {
    return database.write([&](storage::WriteTx& tx) { return accounts::change_own_names(tx, one.actor, version, name, login); });
  };
  CHECK(change(2, "花田 幸子", "Kaikei").error().code == ErrorCode::conflict);
  CHECK(change(2, "", "hanada").error().code == ErrorCode::invalid);
  must(change(2, "花田 幸子", "Hanada@example.jp"));
  CHECK(change(2, "花田", "hanada").error().code == ErrorCode::stale);
  CHECK(account_of(database, one).login == "Hanada@example.jp");
}

TEST_CASE("the_second_step_begins_only_with_a_code_of_the_key_that_was_shown") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto confirm = [&](const std::string& code) {
    return must(database.write([&](storage::WriteTx& tx) { return accounts::confirm_two_step(tx, one.actor, code); }));
  };
  CHECK_FALSE(confirm("123456"));
  const auto begin = [&] { return database.write([&](storage::WriteTx& tx) { return accounts::begin_two_step(tx, one.actor); }); };
  must(begin());
  const auto pending = account_of(database, one).totp_pending;
  must(begin());
  CHECK(account_of(database, one).totp_pending == pending);  // another tab does not spoil the symbol that was scanned
  CHECK_FALSE(confirm("123456"));
  CHECK(account_of(database, one).totp_key.empty());
  CHECK(confirm(accounts::totp_code(pending, database.clock.now())).value().size() == accounts::kRecoveryCodes);
  CHECK(account_of(database, one).totp_key == pending);
  CHECK(begin().error().code == ErrorCode::conflict);
}

TEST_CASE("switching_the_second_step_off_takes_key_and_recovery_codes") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  must(database.write([&](storage::WriteTx& tx) -> Status {
    TRYV(accounts::begin_two_step(tx, one.actor));
    TRY(const auto account, accounts::own_account(tx, one.actor));
    TRYV(accounts::confirm_two_step(tx, one.actor, accounts::totp_code(account.totp_pending, tx.now())));
    return {};
  }));
  const auto version = account_of(database, one).version;
  must(database.write([&](storage::WriteTx& tx) { return accounts::end_two_step(tx, one.actor, version); }));
  CHECK(account_of(database, one).totp_key.empty());
  CHECK(database.count("select count(*) from recovery_codes") == 0);
  const auto renewed = database.write([&](storage::WriteTx& tx) { return accounts::renew_recovery_codes(tx, one.actor); });
  CHECK(renewed.error().code == ErrorCode::conflict);
}

TEST_CASE("one_or_all_other_sessions_are_ended_but_nobody_elses") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto other = an_organizer(database, "kaikei");
  const auto open = [&] {
    return must(database.write([&](storage::WriteTx& tx) {
      return accounts::open_session(tx, one.id, accounts::SessionState::open, {"2001:db8:1:2::3", "Windows NT Firefox/127"});
    }));
  };
  const auto second = open();
  const auto third = open();
  const auto end = [&](const std::string& id) {
    return database.write([&](storage::WriteTx& tx) { return accounts::end_own_session(tx, one.actor, id); });
  };
  const auto sessions = must(database.read([&](uke::storage::ReadTx& tx) { return accounts::own_sessions(tx, one.actor); }));
  REQUIRE(sessions.size() == 3);
  CHECK(sessions[0].network != "2001:db8:1:2::3");
  must(end(second.id));
  CHECK(end(second.id).error().code == ErrorCode::not_found);
  CHECK(end(other.actor.session).error().code == ErrorCode::not_found);
  CHECK(must(database.write([&](storage::WriteTx& tx) { return accounts::end_own_other_sessions(tx, one.actor); })) == 1);
  CHECK(session_now(database, third.secret).empty());
  CHECK_FALSE(session_now(database, one.secret).empty());
  CHECK_FALSE(session_now(database, other.secret).empty());
}

TEST_CASE("tokens_are_listed_without_their_secret_and_revoked_by_their_owner_only") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto other = an_organizer(database, "kaikei");
  const auto made = must(database.write([&](storage::WriteTx& tx) { return accounts::add_own_token(tx, one.actor, "表計算"); }));
  const auto list = [&] { return must(database.read([&](uke::storage::ReadTx& tx) { return accounts::own_tokens(tx, one.actor); })); };
  REQUIRE(list().size() == 1);
  CHECK(list()[0].name == "表計算");
  CHECK(list()[0].id == made.id);
  const auto revoke = [&](const Organizer& who) {
    return database.write([&](storage::WriteTx& tx) { return accounts::revoke_own_token(tx, who.actor, made.id); });
  };
  CHECK(revoke(other).error().code == ErrorCode::not_found);
  must(revoke(one));
  CHECK(list().empty());
  const auto add = [&](const std::string& name) {
    return database.write([&](storage::WriteTx& tx) { return accounts::add_own_token(tx, one.actor, name); });
  };
  CHECK(add("").error().code == ErrorCode::invalid);
  for (int i = 0; i < accounts::kTokensMax; ++i) must(add("t"));
  CHECK(add("t").error().code == ErrorCode::conflict);
}

}  // namespace uke::server
