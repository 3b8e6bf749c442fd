#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <algorithm>

namespace uke::kiosk::store::test {

TEST_CASE("interrupted_snapshot_leaves_the_old_one_in_use", "[store][failure]") {
  const auto old_one = an_attendee(1).build();
  const auto new_one = an_attendee(2).build();
  Kiosk kiosk({old_one});
  require_ok(kiosk->begin_snapshot());
  require_ok(kiosk->apply_changes({change_of(new_one)}, "9.new"));
  CHECK(kiosk->cursor() == "7.tag");
  CHECK(kiosk.scan(old_one).decision.attendee);
  CHECK(kiosk.scan(new_one).decision.unlisted);

  SECTION("and after a restart") {
    kiosk.reopen();
    CHECK(kiosk->cursor() == "7.tag");
    CHECK(kiosk->status().roster_people == 1);
    CHECK(must(kiosk->search("やまだ")).hits.size() == 1);
  }
  SECTION("until the new one is whole") {
    require_ok(kiosk->finish_snapshot("10.new"));
    CHECK(kiosk->cursor() == "10.new");
    kiosk.reopen();
    CHECK(kiosk->cursor() == "10.new");
    CHECK(must(kiosk->search("やまだ")).hits.front().attendee.id == new_one.id);
  }
}

TEST_CASE("who_changes_while_the_snapshot_is_downloaded_is_found_by_the_new_name_only", "[store]") {
  const auto before = an_attendee(1).named("田中", "花子").kana("たなか はなこ").build();
  const auto after = an_attendee(1).named("鈴木", "花子").kana("すずき はなこ").build();
  Kiosk kiosk(std::vector<desk::Attendee>{});
  require_ok(kiosk->begin_snapshot());
  require_ok(kiosk->apply_changes({change_of(before)}, "9.a"));
  SECTION("in the same answer") { require_ok(kiosk->apply_changes({change_of(before), change_of(after)}, "9.b")); }
  SECTION("in a later one") { require_ok(kiosk->apply_changes({change_of(after)}, "9.b")); }
  require_ok(kiosk->finish_snapshot("9.b"));
  CHECK(kiosk->status().roster_people == 1);
  CHECK(std::ranges::count_if(std::filesystem::directory_iterator(kiosk.folder.path()), [](const auto& entry) {
          const auto name = entry.path().filename().string();
          return name.starts_with("roster") && name.ends_with("-wal");
        }) == 1);  // what is written from now on is durable again
  kiosk.reopen();
  CHECK(kiosk->status().roster_people == 1);
  CHECK(must(kiosk->search("たなか")).hits.empty());
  CHECK(must(kiosk->search("すずき")).hits.size() == 1);
}

TEST_CASE("first_download_is_not_shown_as_whole_before_it_is", "[store][failure]") {
  Kiosk kiosk;
  require_ok(kiosk->save_pairing(a_pairing()));
  CHECK_FALSE(kiosk->status().roster_whole);
  CHECK(kiosk->cursor().empty());
  require_ok(kiosk->begin_snapshot());
  require_ok(kiosk->apply_changes({change_of(an_attendee(1))}, "3.a"));
  CHECK_FALSE(kiosk->status().roster_whole);
  CHECK(kiosk->status().roster_people == 0);
  kiosk.reopen();
  CHECK(kiosk->cursor().empty());
  CHECK(kiosk->finish_snapshot("3.a").error().code == ErrorCode::conflict);
}

TEST_CASE("records_heard_outlive_every_snapshot", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.apply({change_of(a_record().about(hanako).desk(2).admit().build())});
  kiosk.load_roster({hanako}, "20.restored");  // the restored server does not know that record
  kiosk.reopen();
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
}

TEST_CASE("changes_replace_and_remove_rows", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.apply({change_of(an_attendee(1).state(desk::RsvpState::cancelled).build())});
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::cancelled);
  // She moved to another edition.
  kiosk.apply({gone(wire::ChangeKind::attendee, hanako.id.to_string()),
               change_of(desk::OtherTicket{
                   .ticket = hanako.ticket, .id = hanako.id, .edition = an_id<EditionId>(2), .state = desk::RsvpState::yes}),
               change_of(desk::Edition(an_edition(2)))});
  const auto outcome = kiosk.scan(hanako);
  CHECK(outcome.decision.verdict == Verdict::other_edition);
  CHECK(outcome.decision.other_name == "大阪会場");
  CHECK_FALSE(outcome.decision.attendee);
  CHECK(must(kiosk->search("やまだ")).hits.empty());
  CHECK(kiosk->status().roster_people == 0);
}

TEST_CASE("a_row_that_cannot_be_read_does_not_keep_the_others_from_the_door", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk(std::vector<desk::Attendee>{});
  auto broken = change_of(an_attendee(2));
  broken.data = json::Raw{R"({"id":"no"})"};
  kiosk.apply({broken, change_of(hanako)});
  CHECK(kiosk.scan(hanako).decision.attendee);
  CHECK(kiosk->status().trouble == "trouble.roster_rows");
  CHECK(kiosk->cursor() == "8.tag");
}

TEST_CASE("changes_heard_twice_change_nothing", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto admit = change_of(a_record().about(hanako).desk(2).admit().build());
  kiosk.apply({admit, change_of(hanako)});
  kiosk.apply({admit, change_of(hanako), admit});
  CHECK(must(kiosk->staff_facts()).counts.front().heads.arrived == 1);
  CHECK(kiosk->status().roster_people == 1);
}

TEST_CASE("settings_of_this_kiosk_arrive_with_the_feed", "[store]") {
  Kiosk kiosk({an_attendee(1)});
  kiosk.apply({wire::Change{.kind = wire::ChangeKind::kiosk,
                            .key = an_id<KioskId>(1).to_string(),
                            .deleted = false,
                            .data = json::Raw{json::to_text(wire::KioskSettings{.name = "受付9", .pin_hash = "x", .retired = true})}}});
  CHECK(kiosk->status().kiosk_name == "受付9");
  CHECK(kiosk->status().retired);
  kiosk.reopen();
  CHECK(kiosk->status().kiosk_name == "受付9");
}

}  // namespace uke::kiosk::store::test
