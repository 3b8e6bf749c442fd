// Links by which members vouch, on a real database.
#include "tests/unit/server/applications/crowd.h"

#include <set>

namespace uke::server::applications {

using namespace uke::test;
using roster::MemberState;

namespace {

InvitationState state_of_code(RoomDatabase& database, const std::string& code) {
  const auto found = must(database.read([&](uke::storage::ReadTx& tx) { return invitation_of_code(tx, code); }));
  REQUIRE(found.has_value());
  return found->state;
}

Result<Invitation> invite(RoomDatabase& database, MemberId sponsor, const web::Actor& actor = an_admin()) {
  return database.write(
      [&](storage::WriteTx& tx) { return create_invitation(tx, actor, {.sponsor = sponsor, .invited_name = "", .note = ""}); });
}

}  // namespace

TEST_CASE("only_approved_members_vouch") {
  RoomDatabase database;
  for (const auto state : {MemberState::provisional, MemberState::invited, MemberState::applied, MemberState::declined}) {
    const auto guest = make_member(database, member_named("仮", std::string(enum_name(state)), "かり"), state);
    CHECK(invite(database, guest.id).error().code == ErrorCode::conflict);
  }
  CHECK(invite(database, an_id<MemberId>(1)).error().code == ErrorCode::not_found);
  CHECK(invite(database, MemberId{}).error().code == ErrorCode::invalid);
  CHECK(invite(database, make_sponsor(database).id).has_value());
}

TEST_CASE("only_admins_make_links_and_every_organizer_sees_them") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  CHECK(invite(database, sponsor.id, a_reception()).error().code == ErrorCode::forbidden);
  CHECK(invite(database, sponsor.id, web::Actor{}).error().code == ErrorCode::forbidden);
  const auto made = must(invite(database, sponsor.id));
  const auto listed = must(database.read([&](uke::storage::ReadTx& tx) { return get_invitations(tx, a_reception(), {}, 10); }));
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].row.code == made.row.code);
  CHECK(listed[0].sponsor_name == "高橋 一郎");
  CHECK(database.read([&](uke::storage::ReadTx& tx) { return get_invitations(tx, web::Actor{}, {}, 10); }).error().code ==
        ErrorCode::forbidden);
}

TEST_CASE("a_code_is_sixteen_letters_that_nobody_guesses_and_nobody_confuses") {
  SeededRandom random(1);
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) {
    const auto code = fresh_code(random);
    CHECK(looks_like_code(code));
    CHECK(code.size() == 16);
    CHECK(code.find_first_of("01ilo") == code.npos);
    codes.insert(code);
  }
  CHECK(codes.size() == 1000);
  CHECK_FALSE(looks_like_code("23456789abcdefg"));
  CHECK_FALSE(looks_like_code("23456789abcdefg/"));
}

TEST_CASE("a_link_that_is_used_up_expired_or_withdrawn_takes_no_application") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  SECTION("used up") {
    const auto code = make_invitation(database, sponsor.id, 2).row.code;
    CHECK(try_to_apply(database, hanakos_words(), code).has_value());
    CHECK(try_to_apply(database, words_of("鈴木", "守", "すずき まもる"), code).has_value());
    CHECK(state_of_code(database, code) == InvitationState::used);
    CHECK(try_to_apply(database, words_of("田中", "実", "たなか みのる"), code).error().code == ErrorCode::conflict);
  }
  SECTION("expired") {
    const auto code = make_invitation(database, sponsor.id).row.code;
    database.clock.advance(kInvitationLasts - Millis{1});
    CHECK(state_of_code(database, code) == InvitationState::open);
    database.clock.advance(Millis{1});
    CHECK(state_of_code(database, code) == InvitationState::expired);
    CHECK(try_to_apply(database, hanakos_words(), code).error().code == ErrorCode::conflict);
  }
  SECTION("withdrawn and restored") {
    const auto made = make_invitation(database, sponsor.id);
    must(database.write([&](storage::WriteTx& tx) { return withdraw_invitation(tx, an_admin(), made.row.id); }));
    CHECK(state_of_code(database, made.row.code) == InvitationState::withdrawn);
    CHECK(try_to_apply(database, hanakos_words(), made.row.code).error().code == ErrorCode::conflict);
    must(database.write([&](storage::WriteTx& tx) { return restore_invitation(tx, an_admin(), made.row.id); }));
    CHECK(try_to_apply(database, hanakos_words(), made.row.code).has_value());
  }
  SECTION("the sponsor is no member any more") {
    const auto code = make_invitation(database, sponsor.id).row.code;
    must(database.write(
        [&](storage::WriteTx& tx) { return roster::set_member_state(tx, an_admin(), sponsor.id, sponsor.version, MemberState::left); }));
    CHECK(state_of_code(database, code) == InvitationState::sponsor_gone);
    CHECK(try_to_apply(database, hanakos_words(), code).error().code == ErrorCode::conflict);
  }
  SECTION("never was") {
    CHECK_FALSE(must(database.read([&](uke::storage::ReadTx& tx) { return invitation_of_code(tx, "23456789abcdefgh"); })).has_value());
    CHECK(try_to_apply(database, hanakos_words(), "23456789abcdefgh").error().code == ErrorCode::conflict);
  }
}

TEST_CASE("what_a_link_may_say_has_limits") {
  const auto names = [](const web::Faults& faults) {
    std::vector<std::string> fields;
    for (const auto& fault : faults) fields.push_back(fault.field);
    return fields;
  };
  InvitationFields fields{.sponsor = an_id<MemberId>(1), .invited_name = "", .note = "", .uses_max = 50};
  CHECK(check(fields).empty());
  fields.uses_max = 51;
  fields.invited_name = std::string(101, 'x');
  fields.note = "a\x01";
  CHECK(names(check(fields)) == std::vector<std::string>{"invited_name", "note", "uses_max"});
  CHECK(names(check({.sponsor = {}, .invited_name = "", .note = "", .uses_max = 0})) == std::vector<std::string>{"sponsor", "uses_max"});
}

TEST_CASE("making_withdrawing_and_restoring_a_link_is_in_the_audit_log_once_each") {
  RoomDatabase database;
  const auto made = make_invitation(database, make_sponsor(database).id);
  for (int i = 0; i < 2; ++i) must(database.write([&](storage::WriteTx& tx) { return withdraw_invitation(tx, an_admin(), made.row.id); }));
  for (int i = 0; i < 2; ++i) must(database.write([&](storage::WriteTx& tx) { return restore_invitation(tx, an_admin(), made.row.id); }));
  CHECK(database.count("select count(*) from audit_log where action like 'invitation.%'") == 3);
}

}  // namespace uke::server::applications
