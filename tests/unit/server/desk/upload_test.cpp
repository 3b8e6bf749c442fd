// Desk records on a real database: stored once, parked when they must be, counted in `have`.
#include "tests/unit/server/desk/door.h"

namespace uke::server::desk {
namespace {

std::vector<wire::Outcome> outcomes(const wire::UploadAnswer& answer) {
  std::vector<wire::Outcome> list;
  for (const auto& result : answer.results) list.push_back(result.outcome);
  return list;
}
using enum wire::Outcome;
using Outcomes = std::vector<wire::Outcome>;
const std::string kLog = an_id<LogId>(900).to_string();

}  // namespace

TEST_CASE("a_record_is_stored_once_however_often_it_is_sent") {
  Door door;
  const auto item = Door::item(door.record(1));
  const auto first = door.upload({item});
  CHECK(outcomes(first) == Outcomes{stored});
  CHECK(first.have.at(kLog) == 1);
  CHECK(first.server_time_ms == to_ms(door.database.clock.now()));
  CHECK(outcomes(door.upload({item, item})) == Outcomes{already_stored, already_stored});
  CHECK(door.database.count("select count(*) from desk_records") == 1);
}

TEST_CASE("a_repetition_wakes_nobody") {
  Door door;
  const auto item = Door::item(door.record(1));
  door.upload({item});
  const auto before = door.changes("").to;
  door.upload({item});
  CHECK(door.changes("").to == before);
}

TEST_CASE("records_that_come_early_count_once_the_gap_is_closed") {
  Door door;
  CHECK(door.upload({Door::item(door.record(3)), Door::item(door.record(2))}).have.at(kLog) == 0);
  CHECK(door.upload({Door::item(door.record(5))}).have.at(kLog) == 0);
  CHECK(door.upload({Door::item(door.record(1))}).have.at(kLog) == 3);
  CHECK(door.upload({Door::item(door.record(4))}).have.at(kLog) == 5);
}

TEST_CASE("a_bad_record_parks_itself_and_not_the_ones_behind_it") {
  Door door;
  auto unreadable = Door::item(door.record(1));
  unreadable.replace(unreadable.find("\"admit\""), 7, "\"dance\"");
  const std::string huge = Door::item(door.record(2)).insert(1, "\"x\":\"" + std::string(wire::kRecordBytes, 'x') + "\",");
  auto invalid = door.record(3);
  invalid.step = 0;
  const auto answer = door.upload({unreadable, huge, Door::item(invalid), Door::item(door.record(4)), "{\"record\":5}"});
  CHECK(outcomes(answer) == Outcomes{parked, parked, parked, stored, parked});
  CHECK(answer.results[0].reason.value().starts_with("unreadable: record.kind"));
  CHECK(answer.results[1].reason == "too-large");
  CHECK(answer.results[2].reason.value().starts_with("invalid: step"));
  CHECK(answer.results[4].id.empty());
  CHECK(answer.have.at(kLog) == 4);
  CHECK(door.database.count("select count(*) from parked_records") == 4);
  door.upload({unreadable, huge});
  CHECK(door.database.count("select count(*) from parked_records") == 4);
}

TEST_CASE("the_same_place_with_another_id_is_a_cloned_log") {
  Door door;
  door.upload({Door::item(door.record(1))});
  const auto answer = door.upload({Door::item(door.record(1))});  // each record() has a new id
  CHECK(outcomes(answer) == Outcomes{parked});
  CHECK(answer.results[0].reason == wire::kProblemCloned);
}

TEST_CASE("a_parked_copy_of_a_cloned_log_is_not_listed_once_its_record_is_stored_under_a_new_log") {
  Door door;
  door.upload({Door::item(door.record(1))});
  auto record = door.record(1);
  door.upload({Door::item(record)});
  const auto listed = [&] { return must(door.database.read([&](storage::ReadTx& tx) { return list_parked(tx); })).size(); };
  const auto counted = [&] { return must(door.database.read([&](storage::ReadTx& tx) { return count_parked_of(tx, door.kiosk.id); })); };
  CHECK(listed() == 1);
  CHECK(counted() == 1);
  record.log = an_id<LogId>(901);
  CHECK(outcomes(door.upload({Door::item(record)})) == Outcomes{stored});
  CHECK(listed() == 0);
  CHECK(counted() == 0);
  CHECK(door.database.count("select count(*) from parked_records") == 1);
}

TEST_CASE("the_same_id_at_another_place_is_parked") {
  Door door;
  auto record = door.record(1);
  door.upload({Door::item(record)});
  record.seq = 2;
  const auto answer = door.upload({Door::item(record)});
  CHECK(answer.results[0].reason == "id-reused");
  CHECK(answer.have.at(kLog) == 2);
}

TEST_CASE("records_of_another_event_or_of_none_are_parked_and_of_another_edition_stored") {
  Door door;
  const auto other = make_edition(door.database, make_event(door.database, "2026").id);
  auto of_other_event = door.record(1);
  of_other_event.edition = other.id;
  auto of_none = door.record(2);
  of_none.edition = an_id<EditionId>(77);
  auto of_fukuoka = door.record(3);
  of_fukuoka.edition = door.fukuoka.id;
  const auto answer = door.upload({Door::item(of_other_event), Door::item(of_none), Door::item(of_fukuoka)});
  CHECK(outcomes(answer) == Outcomes{parked, parked, stored});
  CHECK(answer.results[0].reason == "other-event");
  CHECK(answer.results[1].reason == "unknown-edition");
  CHECK(answer.have.at(kLog) == 3);
}

TEST_CASE("a_retired_kiosk_still_delivers_and_what_a_stolen_one_delivers_is_parked") {
  Door door;
  auto actor = door.kiosk;
  actor.token_state = "retired";
  CHECK(outcomes(must(door.upload({Door::item(door.record(1))}, actor))) == Outcomes{stored});
  actor.token_state = "stolen";
  const auto answer = must(door.upload({Door::item(door.record(2))}, actor));
  CHECK(answer.results[0].reason == "kiosk-stolen");
  CHECK(answer.have.at(kLog) == 2);
}

TEST_CASE("only_kiosks_upload_and_at_most_two_hundred_records") {
  Door door;
  CHECK(door.upload({Door::item(door.record(1))}, an_admin()).error().code == ErrorCode::forbidden);
  CHECK(door.upload(std::vector<std::string>(201, "{}"), door.kiosk).error().code == ErrorCode::too_large);
  CHECK(door.database.count("select count(*) from parked_records") == 0);
}

TEST_CASE("names_of_a_walk_in_are_kept_apart_from_the_record") {
  Door door;
  DeskRecord record = a_record().at(door.osaka.id).about(Subject::walk_in(a_uuid(5))).seq(1).walk_in();
  record.log = an_id<LogId>(900);
  const auto answer =
      door.upload({"{\"record\":" + json::to_text(record) + R"(,"private_part":{"name":"山田 太郎","kana":"やまだ たろう"}})"});
  CHECK(outcomes(answer) == Outcomes{stored});
  CHECK(door.database.count("select count(*) from desk_private where name = '山田 太郎'") == 1);
  CHECK(door.database.count("select count(*) from desk_records where payload like '%山田%'") == 0);
}

TEST_CASE("have_names_the_logs_of_the_request_and_all_others_of_the_kiosk") {
  Door door;
  door.upload({Door::item(door.record(1, an_id<LogId>(901)))});
  const auto have = door.upload({Door::item(door.record(1, an_id<LogId>(902)))}).have;
  CHECK(have == wire::Have{{an_id<LogId>(901).to_string(), 1}, {an_id<LogId>(902).to_string(), 1}});
  CHECK(door.changes("").have == have);
}

TEST_CASE("a_parked_record_is_stored_once_it_can_be_read") {
  Door door;
  auto record = door.record(1);
  record.edition = an_id<EditionId>(77);
  door.upload({Door::item(record)});
  const auto judge = [&] { return must(door.database.write([&](storage::WriteTx& tx) { return judge_parked_again(tx, an_admin()); })); };
  CHECK(judge() == 0);
  CHECK(door.database.count("select count(*) from parked_records") == 1);
  must(door.database.write([&](storage::WriteTx& tx) {
    auto row = door.osaka;
    row.id = record.edition;
    row.hint = 9;
    return events::insert_edition(tx, row);
  }));
  CHECK(judge() == 1);
  CHECK(door.database.count("select count(*) from parked_records") == 0);
  CHECK(door.database.count("select count(*) from desk_records") == 1);
}

TEST_CASE("the_servers_own_log_is_gapless") {
  Door door;
  DeskRecord record = a_record().at(door.osaka.id).note("係より");
  record.id = {};
  const auto append = [&] {
    return must(door.database.write([&](storage::WriteTx& tx) { return append_own_record(tx, door.event.id, record); }));
  };
  const auto first = append();
  const auto second = append();
  CHECK(first.seq == 1);
  CHECK(second.seq == 2);
  CHECK(first.log == second.log);
  CHECK(first.id != second.id);
}

}  // namespace uke::server::desk
