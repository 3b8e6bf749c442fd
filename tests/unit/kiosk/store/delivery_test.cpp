#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <algorithm>
#include <fstream>

namespace uke::kiosk::store::test {
namespace {

const std::vector<desk::Attendee>& five() {
  static const std::vector<desk::Attendee> people = {an_attendee(1), an_attendee(2), an_attendee(3), an_attendee(4), an_attendee(5)};
  return people;
}

wire::UploadResult parked(RecordId id, std::string reason) {
  return {.id = id.to_string(), .outcome = wire::Outcome::parked, .reason = std::move(reason)};
}

// The id of the item that is still of that log.
std::string deliverable(const std::vector<wire::UploadItem>& items, LogId log) {
  const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.record.log == log; });
  return found == items.end() ? std::string{} : found->record.id.to_string();
}

// The server stored all of it.
void deliver(Kiosk& kiosk) {
  const auto sent = kiosk.unsent();
  require_ok(kiosk->mark_sent(all_stored(sent), have_of(sent)));
}

}  // namespace

TEST_CASE("records_are_sent_in_order_of_their_number", "[store]") {
  Kiosk kiosk(five());
  for (const auto& person : five()) kiosk.scan(person);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(unsent[i].record.seq == static_cast<std::int64_t>(i) + 1);
  CHECK(kiosk->status().unsent == 5);
}

TEST_CASE("a_batch_keeps_its_limits_but_is_never_empty", "[store]") {
  Kiosk kiosk(five());
  for (const auto& person : five()) kiosk.scan(person);
  CHECK(must(kiosk->unsent(2, 1'000'000)).size() == 2);
  CHECK(must(kiosk->unsent(200, 1)).size() == 1);
  const auto two = must(kiosk->unsent(2, 1'000'000));
  CHECK(must(kiosk->unsent(200, two[0].text.size() + two[1].text.size() + 2)).size() == 2);
}

TEST_CASE("acknowledged_records_are_not_sent_again", "[store]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  kiosk.scan(five()[1]);
  deliver(kiosk);
  CHECK(kiosk.unsent().empty());
  CHECK(kiosk->status().unsent == 0);
  kiosk.reopen();
  CHECK(kiosk.unsent().empty());
}

TEST_CASE("records_written_while_an_upload_was_under_way_stay_unsent", "[store]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  const auto sent = kiosk.unsent();
  kiosk.scan(five()[1]);
  require_ok(kiosk->mark_sent(all_stored(sent), have_of(sent)));
  REQUIRE(kiosk.unsent().size() == 1);
  CHECK(kiosk.unsent()[0].record.seq == 2);
}

TEST_CASE("a_parked_record_counts_as_delivered_and_is_shown", "[store]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  const auto sent = kiosk.unsent();
  require_ok(kiosk->mark_sent({parked(sent[0].record.id, "unknown-edition")}, have_of(sent)));
  CHECK(kiosk.unsent().empty());
  CHECK(kiosk->status().parked == 1);
  CHECK(must(kiosk->staff_facts()).parked == std::vector<std::string>{"unknown-edition"});
}

TEST_CASE("server_restored_from_an_older_copy_gets_everything_again", "[store][failure]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  kiosk.scan(five()[1]);
  kiosk.scan(five()[2]);
  // Another desk's record, heard through the server that has lost it since.
  const auto other = a_record().about(five()[3]).desk(2).seq(1).admit().build();
  kiosk.apply({change_of(other)});
  deliver(kiosk);
  CHECK(kiosk.unsent().empty());

  SECTION("of a log of which it has less than before, what lies above") {
    const auto log = must(kiosk->export_logs(kiosk.folder.path())).stem().string().substr(9, 36);
    require_ok(kiosk->mark_sent({}, {{log, 1}}));
    const auto again = kiosk.unsent();
    REQUIRE(again.size() == 2);
    CHECK(again[0].record.seq == 2);
    deliver(kiosk);
    CHECK(kiosk.unsent().empty());
  }
  SECTION("and everything, other desks' records included, when its history changed") {
    require_ok(kiosk->offer_everything());
    CHECK(kiosk->status().unsent == 4);
    deliver(kiosk);
    require_ok(kiosk->mark_sent({}, {}));  // an answer that does not name a log says nothing about it
    CHECK(kiosk.unsent().empty());
  }
  SECTION("and everything when the kiosk had to be paired again") {
    require_ok(kiosk->save_pairing(a_pairing()));
    CHECK(kiosk.unsent().size() == 4);
  }
}

TEST_CASE("cloned_kiosk_starts_a_new_log_and_moves_what_was_refused", "[store][failure]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  deliver(kiosk);
  const auto old_log = [&] {
    kiosk.scan(five()[1]);
    return kiosk.unsent()[0].record;
  }();
  // The twin delivered another record as number 2 of the same log.
  require_ok(kiosk->mark_sent({parked(old_log.id, std::string(wire::kProblemCloned))}, {{old_log.log.to_string(), 2}}));
  // What was acknowledged of the old log is offered once more: perhaps a twin has taken its place.
  const auto offered = kiosk.unsent();
  REQUIRE(offered.size() == 2);
  require_ok(kiosk->mark_sent({{.id = deliverable(offered, old_log.log), .outcome = wire::Outcome::already_stored, .reason = {}}}, {}));
  const auto moved = kiosk.unsent();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].record.id == old_log.id);
  CHECK(moved[0].record.log != old_log.log);
  CHECK(moved[0].record.seq == 1);
  CHECK(moved[0].record.step == old_log.step);
  CHECK(kiosk->status().trouble == "trouble.log_renewed");
  CHECK(kiosk->status().parked == 0);
  kiosk.scan(five()[2]);
  CHECK(kiosk.unsent()[1].record.seq == 2);
  CHECK(kiosk.unsent()[1].record.log == moved[0].record.log);
  kiosk.reopen();
  CHECK(kiosk.unsent().size() == 2);
  for (std::size_t i = 0; i < 3; ++i) CHECK(kiosk.scan(five()[i]).decision.verdict == Verdict::already_in);
}

TEST_CASE("record_that_the_server_has_in_another_log_is_delivered_and_takes_that_place", "[store][failure]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  auto record = kiosk.unsent()[0].record;
  record.log = an_id<LogId>(77);
  record.seq = 5;
  kiosk.apply({change_of(record)});  // a twin with the same disk found it a new place
  CHECK(kiosk.unsent().empty());
  kiosk.scan(five()[1]);
  require_ok(kiosk->mark_sent({parked(kiosk.unsent()[0].record.id, "id-reused")}, {}));
  CHECK(kiosk.unsent().empty());
  CHECK(kiosk->status().parked == 0);
  kiosk.reopen();
  CHECK(kiosk.scan(five()[0]).decision.verdict == Verdict::already_in);
}

TEST_CASE("kiosk_restored_from_a_copy_starts_a_new_log_before_it_writes", "[store][failure]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  const auto sent = kiosk.unsent();
  deliver(kiosk);
  require_ok(kiosk->mark_sent({}, {{sent[0].record.log.to_string(), 4}}));  // the server has what this copy never wrote
  kiosk.scan(five()[1]);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 2);  // the old record is offered once more: perhaps a twin has taken its place
  const auto& fresh = unsent[0].record.log == sent[0].record.log ? unsent[1].record : unsent[0].record;
  CHECK(fresh.log != sent[0].record.log);
  CHECK(fresh.seq == 1);
}

TEST_CASE("kiosk_paired_anew_still_delivers_its_old_log", "[store][failure]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  require_ok(kiosk->save_pairing(a_pairing(2, "受付5")));
  CHECK(kiosk->status().kiosk_name == "受付5");
  CHECK_FALSE(kiosk->status().roster_whole);
  kiosk.reopen();
  CHECK_FALSE(kiosk->status().roster_whole);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 1);
  CHECK(unsent[0].record.edition == an_id<EditionId>(1));
  kiosk.scan(five()[1]);
  CHECK(kiosk.unsent()[1].record.edition == an_id<EditionId>(2));
  CHECK(kiosk.unsent()[1].record.seq == 2);
}

TEST_CASE("export_writes_all_logs_as_upload_items", "[store][failure]") {
  Kiosk kiosk(five());
  kiosk.scan(five()[0]);
  kiosk.apply({change_of(a_record().about(five()[3]).desk(2).admit().build())});
  CHECK(kiosk->walk_in({.kana = "たなか", .name = "", .payment = {}}).has_value());
  const auto file = must(kiosk->export_logs(kiosk.folder.path()));
  std::ifstream in(file);
  std::vector<wire::UploadItem> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(must(json::parse<wire::UploadItem>(line)));
  REQUIRE(lines.size() == 4);
  CHECK(std::ranges::count_if(lines, [](const auto& item) { return item.private_part.has_value(); }) == 1);
  CHECK(kiosk->export_logs("/nonexistent").error().code == ErrorCode::unavailable);
}

}  // namespace uke::kiosk::store::test
