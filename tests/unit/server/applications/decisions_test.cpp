// The organizers' decisions on a real database: who decides, what follows, and taking it back.
#include "tests/unit/server/applications/crowd.h"

#include <algorithm>

namespace uke::server::applications {

using namespace uke::test;
using roster::MemberState;

TEST_CASE("an_approval_makes_a_member_and_names_organizer_sponsor_and_time") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  const auto row = apply(database, hanakos_words(), make_invitation(database, sponsor.id).row.code);
  const auto approved = must(approve(database, row));
  CHECK(approved.state == ApplicationState::approved);
  CHECK(approved.decided_by == an_admin().name);
  CHECK(approved.decided_ms == to_ms(database.clock.now()));
  REQUIRE(approved.member);
  const auto made = member(database, *approved.member);
  CHECK(made.state == MemberState::approved);
  CHECK(made.fields.family_name == "佐藤");
  CHECK(made.origin == roster::Origin::application);
  CHECK(made.sponsor == sponsor.id);
  CHECK(made.approved_by == an_admin().name);
  CHECK(made.approved_ms == to_ms(database.clock.now()));
}

TEST_CASE("nobody_is_approved_without_a_named_organizer") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  for (const auto& actor : {web::Actor{web::kAdmin, "admin-1", "", "", "active"}, web::Actor{web::kAdmin, "", "幹事", "", "active"},
                            web::Actor{web::kAdmin, "admin-1", "  ", "", "active"}, a_reception(), web::Actor{}}) {
    CHECK(approve(database, row, {}, actor).error().code == ErrorCode::forbidden);
    CHECK(decline(database, row, actor).error().code == ErrorCode::forbidden);
  }
  CHECK(database.count("select count(*) from members") == 0);
  CHECK(again(database, row.id).state == ApplicationState::received);
}

TEST_CASE("of_two_organizers_who_decide_at_once_one_wins_and_the_other_is_told") {
  RoomDatabase database;
  const auto seen_by_both = apply(database, hanakos_words());
  CHECK(approve(database, seen_by_both).has_value());
  CHECK(decline(database, seen_by_both, another_admin()).error().code == ErrorCode::stale);
  CHECK(approve(database, seen_by_both, {}, another_admin()).error().code == ErrorCode::stale);
  CHECK(database.count("select count(*) from members") == 1);
  CHECK(again(database, seen_by_both.id).decided_by == an_admin().name);
}

TEST_CASE("a_case_in_anothers_hands_is_taken_over_before_it_is_decided") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  const auto taken = must(change(database, row, {.taken = true}, another_admin()));
  CHECK(taken.state == ApplicationState::checking);
  CHECK(taken.taken_by == "田村");
  CHECK(approve(database, taken).error().code == ErrorCode::conflict);
  CHECK(decline(database, taken).error().code == ErrorCode::conflict);
  const auto mine = must(change(database, taken, {.taken = true}));
  CHECK(mine.taken_by == an_admin().name);
  CHECK(change(database, taken, {.taken = true}, another_admin()).error().code == ErrorCode::stale);
  const auto back = must(change(database, mine, {.taken = false}));
  CHECK(back.state == ApplicationState::received);
  CHECK(back.taken_by.empty());
  CHECK(approve(database, back).has_value());
}

TEST_CASE("undoing_the_approval_of_a_new_member_takes_the_member_away_and_reopens_the_case") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  const auto taken = must(change(database, row, {.taken = true}));
  const auto approved = must(approve(database, taken));
  const auto open = must(reopen(database, approved));
  CHECK_FALSE(is_on_the_roster(database, *approved.member));
  CHECK(open.state == ApplicationState::checking);
  CHECK(open.decided_by.empty());
  CHECK(open.decided_ms == 0);
  CHECK_FALSE(open.member.has_value());
  CHECK(open.fields() == row.fields());
  CHECK(approve(database, open).has_value());
}

TEST_CASE("undoing_the_approval_of_a_known_member_restores_the_row_exactly") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  auto known_fields = member_named("佐藤", "花子", "");
  known_fields.note = "2022年の会に参加";
  known_fields.display_name = "Hanako Sato";
  known_fields.aliases = {"はなちゃん"};
  const auto before = make_member(database, known_fields, MemberState::provisional);
  auto words = hanakos_words();
  words.email = "hanako@example.jp";
  words.display_name = "花子 佐藤";
  const auto row = apply(database, words, make_invitation(database, sponsor.id).row.code);
  const auto approved = must(approve(database, row, {.member = before.id}));
  CHECK(approved.member == before.id);

  const auto during = member(database, before.id);
  CHECK(during.state == MemberState::approved);
  CHECK(during.sponsor == sponsor.id);
  CHECK(during.approved_by == an_admin().name);
  CHECK(during.fields.kana == "さとう はなこ");
  CHECK(during.fields.email == "hanako@example.jp");
  CHECK(during.fields.note == "2022年の会に参加");
  CHECK(during.fields.display_name == "Hanako Sato");
  CHECK(during.fields.aliases == std::vector<std::string>{"はなちゃん", "花子 佐藤"});

  must(reopen(database, approved));
  auto after = member(database, before.id);
  CHECK(after.version == before.version + 2);
  CHECK(after.fields == before.fields);
  CHECK(after.state == before.state);
  CHECK(after.sponsor == before.sponsor);
  CHECK(after.approved_by == before.approved_by);
  CHECK(after.approved_ms == before.approved_ms);
  CHECK(after.was == before.was);
  CHECK(after.origin == before.origin);
}

TEST_CASE("an_approval_is_not_undone_once_the_member_was_changed_since") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  const auto approved = must(approve(database, row));
  auto fields = member(database, *approved.member).fields;
  fields.region = "大阪府";
  must(database.write(
      [&](storage::WriteTx& tx) { return roster::change_member(tx, an_admin(), *approved.member, approved.member_version, fields); }));
  CHECK(reopen(database, approved).error().code == ErrorCode::conflict);
  CHECK(member(database, *approved.member).fields.region == "大阪府");
  CHECK(again(database, row.id).state == ApplicationState::approved);
}

TEST_CASE("a_decline_keeps_its_reason_for_the_organizers_and_can_be_undone") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  const auto declined = must(decline(database, row));
  CHECK(declined.state == ApplicationState::declined);
  CHECK(declined.reason == "在籍を確認できない");
  CHECK(declined.decided_by == an_admin().name);
  CHECK(database.count("select count(*) from members") == 0);
  const auto open = must(reopen(database, declined));
  CHECK(open.state == ApplicationState::received);
  CHECK(open.reason.empty());
}

TEST_CASE("the_tick_for_the_group_comes_after_the_decision_and_does_not_stop_its_undo") {
  RoomDatabase database;
  const auto approved = must(approve(database, apply(database, hanakos_words())));
  const auto ticked = must(change(database, approved, {.group_invited = true}));
  CHECK(ticked.group_invited);
  CHECK(change(database, ticked, {.taken = true}).error().code == ErrorCode::conflict);
  CHECK(reopen(database, ticked).has_value());
}

TEST_CASE("where_somebody_looks_alike_the_organizer_says_whether_it_is_the_same_person") {
  RoomDatabase database;
  const auto known = make_member(database, member_named("佐藤", "花子", "さとう はなこ"), MemberState::provisional);
  const auto row = apply(database, hanakos_words());
  CHECK(approve(database, row).error().code == ErrorCode::conflict);
  CHECK(approve(database, row, {.member = known.id, .new_member = true}).error().code == ErrorCode::conflict);
  const auto approved = must(approve(database, row, {.new_member = true}));
  CHECK(approved.member != known.id);
  must(reopen(database, approved));
  CHECK(must(approve(database, again(database, row.id), {.member = known.id})).member == known.id);
  CHECK(database.count("select count(*) from members") == 1);
}

TEST_CASE("a_sponsor_is_an_approved_member_and_still_one_at_the_decision") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  const auto guest = make_member(database, member_named("仮", "登録", "かり とうろく"), MemberState::provisional);
  const auto row = apply(database, hanakos_words(), make_invitation(database, sponsor.id).row.code);
  CHECK(change(database, row, {.sponsor = guest.id.to_string()}).error().code == ErrorCode::conflict);
  CHECK(change(database, row, {.sponsor = "nobody"}).error().code == ErrorCode::invalid);
  must(database.write(
      [&](storage::WriteTx& tx) { return roster::set_member_state(tx, an_admin(), sponsor.id, sponsor.version, MemberState::removed); }));
  CHECK(approve(database, row).error().code == ErrorCode::conflict);
  const auto without = must(change(database, row, {.sponsor = ""}));
  CHECK_FALSE(without.sponsor.has_value());
  CHECK(approve(database, without).has_value());
}

TEST_CASE("a_question_to_the_sponsor_is_asked_and_answered_with_a_note") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  const auto asked = must(change(database, row, {.sponsor_asked = true}));
  CHECK(asked.asked_ms == to_ms(database.clock.now()));
  const auto answered =
      must(change(database, asked, {.sponsor_answer = SponsorAnswer::knows, .sponsor_note = " 府中事業所で同じ課でした "}));
  CHECK(answered.sponsor_answer == SponsorAnswer::knows);
  CHECK(answered.sponsor_note == "府中事業所で同じ課でした");
  CHECK(change(database, answered, {.sponsor_note = std::string(3 * 1001, 'x')}).error().code == ErrorCode::invalid);
}

TEST_CASE("every_change_of_a_case_is_in_the_audit_log_with_its_organizer") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  database.clock.advance(Millis{1});
  const auto taken = must(change(database, row, {.taken = true}));
  database.clock.advance(Millis{1});
  const auto asked = must(change(database, taken, {.sponsor_asked = true}));
  database.clock.advance(Millis{1});
  const auto approved = must(approve(database, asked));
  database.clock.advance(Millis{1});
  const auto open = must(reopen(database, approved));
  database.clock.advance(Millis{1});
  must(decline(database, open));
  const auto actions = must(database.read([&](uke::storage::ReadTx& tx) {
    return tx.all<std::string>("select action from audit_log where thing_id = :id order by id", row.id.to_string());
  }));
  CHECK(actions == std::vector<std::string>{"application.receive", "application.take", "application.check", "application.approve",
                                            "application.reopen", "application.decline"});
  CHECK(database.count("select count(*) from audit_log where action = 'application.approve' and actor_name = '幹事'") == 1);
}

TEST_CASE("organizers_see_who_waits_oldest_first_with_sponsor_and_doubles") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  const auto code = make_invitation(database, sponsor.id, 5).row.code;
  const auto first = apply(database, hanakos_words(), code);
  database.clock.advance(Millis{1000});
  const auto second = apply(database, words_of("鈴木", "守", "すずき まもる"), code);
  database.clock.advance(Millis{1000});
  const auto again_hanako = apply(database, words_of("佐藤", "花子", "サトウ ハナコ"));
  const auto cases = must(database.read(
      [&](uke::storage::ReadTx& tx) { return get_cases(tx, a_reception(), ApplicationState::received, Order::oldest_first, {}, 10); }));
  REQUIRE(cases.size() == 3);
  CHECK(cases[0].row.id == first.id);
  REQUIRE(cases[0].sponsor);
  CHECK(cases[0].sponsor->name == "高橋 一郎");
  CHECK(cases[0].sponsor->vouched_for == 0);
  REQUIRE(cases[0].doubles.size() == 1);
  CHECK(cases[0].doubles[0].id == again_hanako.id);
  CHECK(cases[1].doubles.empty());
  must(approve(database, second));
  const auto later = must(database.read([&](uke::storage::ReadTx& tx) { return get_case(tx, an_admin(), first.id); }));
  CHECK(later.sponsor->vouched_for == 1);
}

TEST_CASE("forgetting_a_member_takes_their_applications_and_links_and_keeps_whom_they_vouched_for") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  const auto code = make_invitation(database, sponsor.id, 5).row.code;
  const auto hanako = must(approve(database, apply(database, hanakos_words(), code)));
  must(database.write([&](storage::WriteTx& tx) { return forget_member(tx, sponsor.id); }));
  CHECK(database.count("select count(*) from invitations") == 0);
  CHECK_FALSE(again(database, hanako.id).sponsor.has_value());
  must(database.write([&](storage::WriteTx& tx) { return forget_member(tx, *hanako.member); }));
  CHECK(database.count("select count(*) from applications") == 0);
  CHECK(database.count("select count(*) from audit_log where thing_kind = 'application' and changes like '%佐藤%'") == 0);
}

}  // namespace uke::server::applications
