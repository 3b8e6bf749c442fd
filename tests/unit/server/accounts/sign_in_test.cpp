// Names, passwords and codes at the door.
#include "server/accounts/sign_in.h"
#include "server/accounts/two_step.h"
#include "tests/unit/server/accounts/organizer.h"

namespace uke::server {

using namespace uke::test;

namespace {

std::optional<accounts::Recognised> recognised(RoomDatabase& database, const std::string& login, const std::string& password) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return accounts::recognise(tx, login, password); }));
}

accounts::NewSession signed_in(RoomDatabase& database, const std::string& login, const std::string& old_secret = {}) {
  const auto who = recognised(database, login, kPassword);
  REQUIRE(who);
  return must(database.write([&](storage::WriteTx& tx) { return accounts::sign_in(tx, *who, kPhone, old_secret); }));
}

std::optional<accounts::NewSession> pass(RoomDatabase& database, const std::string& waiting, const std::string& code) {
  return must(database.write([&](storage::WriteTx& tx) { return accounts::pass_code(tx, waiting, code, kPhone); }));
}

// Switches the second step on; returns key and recovery codes.
struct TwoStep {
  std::string key;
  std::vector<std::string> codes;
};
TwoStep with_two_step(RoomDatabase& database, const Organizer& organizer) {
  return must(database.write([&](storage::WriteTx& tx) -> Result<TwoStep> {
    TRYV(accounts::begin_two_step(tx, organizer.actor));
    TRY(const auto account, accounts::own_account(tx, organizer.actor));
    TRY(const auto codes, accounts::confirm_two_step(tx, organizer.actor, accounts::totp_code(account.totp_pending, tx.now())));
    return TwoStep{account.totp_pending, codes.value_or(std::vector<std::string>{})};
  }));
}

}  // namespace

TEST_CASE("name_and_password_together_are_recognised_and_nothing_else") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  CHECK(recognised(database, " Ｈanada ", kPassword).value().account == one.id);
  CHECK_FALSE(recognised(database, "hanada", "kaki-no-ki 78"));
  CHECK_FALSE(recognised(database, "hanadb", kPassword));
  CHECK_FALSE(recognised(database, "", kPassword));
  CHECK_FALSE(recognised(database, "hanada", ""));
  CHECK_FALSE(recognised(database, "hanada", std::string(10'000, 'x')));
  must(database.write([](storage::WriteTx& tx) { return tx.exec("update accounts set disabled = 1"); }));
  CHECK_FALSE(recognised(database, "hanada", kPassword));
}

TEST_CASE("an_invited_account_without_a_password_cannot_sign_in") {
  RoomDatabase database;
  must(database.write([](storage::WriteTx& tx) { return accounts::invite(tx, an_admin(), "花田", accounts::Role::admin); }));
  CHECK_FALSE(recognised(database, "花田", kPassword));
  CHECK_FALSE(recognised(database, "", ""));
}

TEST_CASE("each_sign_in_has_a_session_of_its_own_and_ends_the_one_that_the_browser_had") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto first = signed_in(database, "hanada");
  const auto second = signed_in(database, "hanada", first.secret);
  CHECK(second.secret != first.secret);
  CHECK(second.id != first.id);
  CHECK(session_now(database, first.secret).empty());
  CHECK(session_now(database, second.secret) == second.id);
  CHECK(session_now(database, one.secret) == one.actor.session);
  must(database.write([&](storage::WriteTx& tx) { return accounts::sign_out(tx, second.secret); }));
  CHECK(session_now(database, second.secret).empty());
}

TEST_CASE("a_password_of_other_costs_is_stored_anew_at_the_sign_in") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto who = recognised(database, "hanada", kPassword);
  REQUIRE(who);
  CHECK(who->fresh_hash.empty());
  const accounts::Recognised older{.account = one.id, .needs_code = false, .fresh_hash = "$argon2id$newer"};
  must(database.write([&](storage::WriteTx& tx) { return accounts::sign_in(tx, older, kPhone, ""); }));
  CHECK(database.count("select count(*) from accounts where password_hash = '$argon2id$newer'") == 1);
}

TEST_CASE("with_a_second_step_the_password_alone_opens_nothing_and_the_code_opens_another_session") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto two_step = with_two_step(database, one);
  database.clock.advance(Millis{60'000});
  const auto waiting = signed_in(database, "hanada");
  CHECK(must(database.read([&](uke::storage::ReadTx& tx) { return accounts::session_of(tx, waiting.secret); })).value().state ==
        accounts::SessionState::code_asked);
  CHECK_FALSE(pass(database, waiting.secret, "000000"));
  const auto code = accounts::totp_code(two_step.key, database.clock.now());
  const auto passed = pass(database, waiting.secret, code);
  REQUIRE(passed);
  CHECK(passed->secret != waiting.secret);
  CHECK(session_now(database, waiting.secret).empty());
  // The same code again, by somebody who looked over the shoulder and has the password:
  const auto again = signed_in(database, "hanada");
  CHECK_FALSE(pass(database, again.secret, code));
  CHECK_FALSE(pass(database, one.secret, code));  // an open session waits for no code
}

TEST_CASE("a_browser_that_was_in_is_known_until_the_password_changes_and_its_mark_cannot_be_made_up") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto account_of = [&](const Organizer& who) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return accounts::own_account(tx, who.actor); }));
  };
  const auto mark = accounts::browser_mark(account_of(one), database.random);
  CHECK(accounts::is_browser_mark(account_of(one), mark));
  for (const auto& wrong :
       {std::string(), std::string("."), mark + "0", mark.substr(1), std::string(5000, 'a') + mark, std::string("a.b")}) {
    INFO(wrong);
    CHECK_FALSE(accounts::is_browser_mark(account_of(one), wrong));
  }
  auto changed = account_of(one);
  changed.password_hash += "x";
  CHECK_FALSE(accounts::is_browser_mark(changed, mark));
  changed.password_hash.clear();
  CHECK_FALSE(accounts::is_browser_mark(changed, mark));
}

TEST_CASE("ten_minutes_after_the_password_the_code_comes_too_late") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto two_step = with_two_step(database, one);
  const auto waiting = signed_in(database, "hanada");
  database.clock.advance(accounts::kCodeWait);
  CHECK_FALSE(pass(database, waiting.secret, accounts::totp_code(two_step.key, database.clock.now())));
}

TEST_CASE("each_recovery_code_works_once_and_new_ones_replace_the_old") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  const auto two_step = with_two_step(database, one);
  REQUIRE(two_step.codes.size() == 10);
  const auto left = [&] {
    return must(database.read([&](uke::storage::ReadTx& tx) { return accounts::recovery_codes_left(tx, one.actor); }));
  };
  CHECK(pass(database, signed_in(database, "hanada").secret, two_step.codes[3]));
  CHECK(left() == 9);
  CHECK_FALSE(pass(database, signed_in(database, "hanada").secret, two_step.codes[3]));
  const auto renewed = must(database.write([&](storage::WriteTx& tx) { return accounts::renew_recovery_codes(tx, one.actor); }));
  CHECK(left() == 10);
  CHECK_FALSE(pass(database, signed_in(database, "hanada").secret, two_step.codes[4]));
  CHECK(pass(database, signed_in(database, "hanada").secret, renewed[4]));
}

}  // namespace uke::server
