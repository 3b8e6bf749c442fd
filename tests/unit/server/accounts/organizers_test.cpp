// Who lets whom in, and who may never be shut out.
#include "server/accounts/history_service.h"
#include "server/accounts/service.h"
#include "tests/unit/server/accounts/organizer.h"

namespace uke::server {

using namespace uke::test;
using accounts::Role;

namespace {

Result<accounts::OrganizerRow> change(RoomDatabase& database, const Organizer& by, AccountId id, std::int64_t version,
                                      const accounts::OrganizerChange& what) {
  return database.write([&](storage::WriteTx& tx) { return accounts::change_organizer(tx, by.actor, id, version, what); });
}

accounts::OrganizerRow row_of(RoomDatabase& database, AccountId id) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return accounts::get_organizer(tx, an_admin(), id); }));
}

Result<accounts::NewSession> accept(RoomDatabase& database, const std::string& secret, const std::string& login) {
  return database.write(
      [&](storage::WriteTx& tx) { return accounts::accept_welcome(tx, secret, login, password_hash_for_tests(), kPhone); });
}

}  // namespace

TEST_CASE("a_link_lets_its_holder_in_once_within_fourteen_days") {
  RoomDatabase database;
  const auto welcome =
      must(database.write([](storage::WriteTx& tx) { return accounts::invite(tx, an_admin(), " 花田 ", Role::treasurer); }));
  CHECK(accounts::standing_of(row_of(database, welcome.account)) == accounts::Standing::invited);
  CHECK(row_of(database, welcome.account).name == "花田");
  CHECK(database.count("select count(*) from welcome_links where secret_hash = '" + welcome.secret + "'") == 0);
  const auto session = must(accept(database, welcome.secret, "hanada"));
  CHECK(session_now(database, session.secret) == session.id);
  CHECK(accounts::standing_of(row_of(database, welcome.account)) == accounts::Standing::active);
  CHECK(accept(database, welcome.secret, "hanada").error().code == ErrorCode::not_found);

  const auto late = must(database.write([](storage::WriteTx& tx) { return accounts::invite(tx, an_admin(), "佐藤", Role::admin); }));
  database.clock.advance(accounts::kWelcomeValid);
  CHECK(accept(database, late.secret, "sato").error().code == ErrorCode::not_found);
}

TEST_CASE("a_new_link_replaces_the_old_and_a_withdrawn_one_leads_nowhere") {
  RoomDatabase database;
  const auto first = must(database.write([](storage::WriteTx& tx) { return accounts::invite(tx, an_admin(), "花田", Role::admin); }));
  const auto second = must(database.write([&](storage::WriteTx& tx) { return accounts::new_welcome(tx, an_admin(), first.account); }));
  CHECK(accept(database, first.secret, "hanada").error().code == ErrorCode::not_found);
  must(database.write([&](storage::WriteTx& tx) { return accounts::withdraw_welcome(tx, an_admin(), first.account); }));
  CHECK(accept(database, second.secret, "hanada").error().code == ErrorCode::not_found);
  CHECK(database.count("select count(*) from accounts") == 0);  // nobody ever was behind it
}

TEST_CASE("withdrawing_the_link_of_somebody_who_has_an_account_takes_the_link_and_not_the_account") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  must(database.write([&](storage::WriteTx& tx) { return accounts::new_welcome(tx, an_admin(), one.id); }));
  const auto withdraw = [&] {
    return database.write([&](storage::WriteTx& tx) { return accounts::withdraw_welcome(tx, an_admin(), one.id); });
  };
  must(withdraw());
  CHECK(withdraw().error().code == ErrorCode::not_found);
  CHECK(row_of(database, one.id).login == "hanada");
}

TEST_CASE("a_link_for_who_is_locked_out_ends_the_sessions_and_the_second_step") {
  RoomDatabase database;
  const auto one = an_organizer(database, "hanada");
  must(database.write([](storage::WriteTx& tx) { return tx.exec("update accounts set totp_key = 'ABCDEFGH'"); }));
  const auto link = must(database.write([&](storage::WriteTx& tx) { return accounts::new_welcome(tx, an_admin(), one.id); }));
  CHECK(session_now(database, one.secret) == one.actor.session);  // nothing happens before the link is used
  must(accept(database, link.secret, "hanada.s"));
  CHECK(session_now(database, one.secret).empty());
  CHECK_FALSE(row_of(database, one.id).two_step);
  CHECK(row_of(database, one.id).login == "hanada.s");
}

TEST_CASE("two_organizers_cannot_have_one_sign_in_name") {
  RoomDatabase database;
  an_organizer(database, "hanada");
  const auto link = must(database.write([](storage::WriteTx& tx) { return accounts::invite(tx, an_admin(), "花田", Role::admin); }));
  CHECK(accept(database, link.secret, "ＨＡＮＡＤＡ").error().code == ErrorCode::conflict);
  CHECK(accept(database, link.secret, "hanada2").has_value());  // the link still works
}

TEST_CASE("the_last_admin_who_can_get_in_is_neither_disabled_nor_made_less") {
  RoomDatabase database;
  const auto boss = an_organizer(database, "hanada");
  must(database.write([](storage::WriteTx& tx) { return accounts::invite(tx, an_admin(), "まだの人", Role::admin); }));
  CHECK(change(database, boss, boss.id, 2, {.role = Role::treasurer}).error().code == ErrorCode::conflict);
  CHECK(change(database, boss, boss.id, 2, {.disabled = true}).error().code == ErrorCode::conflict);
  const auto second = an_organizer(database, "kaikei");
  CHECK(must(change(database, boss, boss.id, 2, {.role = Role::treasurer})).role == Role::treasurer);
  CHECK(change(database, second, second.id, 2, {.disabled = true}).error().code == ErrorCode::conflict);
}

TEST_CASE("a_disabled_admin_does_not_count_and_a_token_alone_does") {
  RoomDatabase database;
  const auto boss = an_organizer(database, "hanada");
  const auto second = an_organizer(database, "kaikei");
  must(change(database, boss, second.id, 2, {.disabled = true}));
  CHECK(change(database, boss, boss.id, 2, {.disabled = true}).error().code == ErrorCode::conflict);
  must(database.write([](storage::WriteTx& tx) { return accounts::create_account(tx, an_admin(), "プログラム", Role::admin); }));
  CHECK(change(database, boss, boss.id, 2, {.disabled = true}).has_value());
}

TEST_CASE("of_two_admins_who_change_one_account_the_second_is_told") {
  RoomDatabase database;
  const auto boss = an_organizer(database, "hanada");
  const auto second = an_organizer(database, "kaikei");
  const auto third = an_organizer(database, "uketsuke", Role::reception);
  CHECK(must(change(database, boss, third.id, 2, {.role = Role::treasurer})).version == 3);
  CHECK(change(database, second, third.id, 2, {.disabled = true}).error().code == ErrorCode::stale);
  CHECK_FALSE(row_of(database, third.id).disabled);
}

TEST_CASE("another_role_ends_the_sessions") {
  RoomDatabase database;
  const auto boss = an_organizer(database, "hanada");
  const auto second = an_organizer(database, "kaikei", Role::treasurer);
  must(change(database, boss, second.id, 2, {.name = "会計 早川"}));
  CHECK_FALSE(session_now(database, second.secret).empty());
  must(change(database, boss, second.id, 3, {.role = Role::admin}));
  CHECK(session_now(database, second.secret).empty());
}

TEST_CASE("only_admins_look_after_organizers_and_read_the_logs") {
  RoomDatabase database;
  const auto one = an_organizer(database, "kaikei", Role::treasurer);
  const auto is_forbidden = [](const auto& result) { return !result && result.error().code == ErrorCode::forbidden; };
  CHECK(is_forbidden(database.write([&](storage::WriteTx& tx) { return accounts::invite(tx, one.actor, "花田", Role::admin); })));
  CHECK(is_forbidden(database.write([&](storage::WriteTx& tx) { return accounts::new_welcome(tx, one.actor, one.id); })));
  CHECK(is_forbidden(database.write([&](storage::WriteTx& tx) { return accounts::withdraw_welcome(tx, one.actor, one.id); })));
  CHECK(is_forbidden(change(database, one, one.id, 2, {.role = Role::admin})));
  CHECK(is_forbidden(database.read([&](uke::storage::ReadTx& tx) { return accounts::get_organizers(tx, one.actor, {}, 10); })));
  CHECK(is_forbidden(database.read([&](uke::storage::ReadTx& tx) { return accounts::find_audit(tx, one.actor, {}, {}, 10); })));
  CHECK(is_forbidden(database.read([&](uke::storage::ReadTx& tx) { return accounts::list_handouts(tx, one.actor, {}, 10); })));
}

TEST_CASE("the_audit_log_is_read_by_organizer_kind_thing_action_and_period_page_by_page") {
  RoomDatabase database;
  const auto write = [&](const web::Actor& who, std::string_view action, const std::string& id) {
    must(database.write([&](storage::WriteTx& tx) {
      return accounts::audit(tx, who, action, {std::string(action.substr(0, action.find('.'))), id}, {{"f", "a", id}});
    }));
    database.clock.advance(Millis{1000});
  };
  const auto begin = database.clock.now();
  write(an_admin(), "member.create", "m1");
  write(an_admin(), "member.change", "m1");
  write(a_reception(), "member.change", "m2");
  write(a_reception(), "event.change", "e1");
  const auto found = [&](const accounts::AuditQuery& query, Uuid after = {}, std::int64_t limit = 10) {
    std::string said;
    for (const auto& entry :
         must(database.read([&](uke::storage::ReadTx& tx) { return accounts::find_audit(tx, an_admin(), query, after, limit); }))) {
      said += entry.thing.id + "/" + entry.action.substr(entry.action.find('.') + 1) + " ";
      CHECK(entry.changes.at(0).after == entry.thing.id);
    }
    return said;
  };
  CHECK(found({}) == "e1/change m2/change m1/change m1/create ");
  CHECK(found({.actor = "reception-1"}) == "e1/change m2/change ");
  CHECK(found({.kind = "member"}) == "m2/change m1/change m1/create ");
  CHECK(found({.kind = "member", .thing = "m1"}) == "m1/change m1/create ");
  CHECK(found({.action = "member.change"}) == "m2/change m1/change ");
  CHECK(found({.from = begin + Millis{1000}, .until = begin + Millis{3000}}) == "m2/change m1/change ");
  const auto first = must(database.read([&](uke::storage::ReadTx& tx) { return accounts::find_audit(tx, an_admin(), {}, {}, 2); }));
  CHECK(found({}, first.at(1).id) == "m1/change m1/create ");
}

}  // namespace uke::server
