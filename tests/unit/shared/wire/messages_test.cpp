#include "shared/wire/messages.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

#include <initializer_list>
#include <utility>

using namespace uke;
using namespace uke::test;
using desk::DeskRecord;

namespace {

template <class Message>
std::string fault(const std::string& text) {
  const auto message = json::parse<Message>(text);
  return message ? "" : message.error().detail;
}

// Writes, reads and writes again: nothing is lost on the way.
template <class Message>
void check_survives(const Message& message) {
  const auto text = json::to_text(message);
  const auto back = json::parse<Message>(text);
  INFO(text);
  REQUIRE(back);
  CHECK(json::to_text(*back) == text);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

DeskRecord an_admit() { return a_record().id(7).seq(3).step(2).admit({"cancelled"}); }

}  // namespace

TEST_CASE("a_record_travels_as_the_same_text_forever") {
  // Kiosks of last year's version still deliver their logs: a member may be added, none renamed.
  const std::string text =
      R"({"id":"00000000-0000-7000-8000-000000000007","log":"00000000-0000-7000-8000-000000000001","seq":3,)"
      R"("edition":"00000000-0000-7000-8000-000000000001","subject":"a:00000000-0000-7000-8000-000000000001","step":2,"kind":"admit",)"
      R"("payload":{"overrides":["cancelled"]},"at_ms":1803110400000,"boot_id":"boot-1","uptime_ms":60000,"by":"staff","desk":"受付1","practice":false})";
  CHECK(json::to_text(an_admit()) == text);
  CHECK(json::parse<DeskRecord>(text) == an_admit());
}

TEST_CASE("records_of_every_kind_survive_the_journey") {
  const auto ref = an_id<RecordId>(9);
  const auto other = desk::Subject::of(an_id<AttendeeId>(2));
  for (const DeskRecord& record :
       {a_record().admit().build(), a_record().refuse("over").build(), a_record().undo(ref).build(), a_record().exit().build(),
        a_record().about(desk::Subject::walk_in(a_uuid(3))).walk_in().build(), a_record().payment(-5000).build(),
        a_record().hand_over("どら焼き", 2).build(), a_record().gift(10000).build(), a_record().note("𠮷田さま\n\"車いす\"").build(),
        a_record().cash_count(0).build(), a_record().link(other).build(), a_record().unlink(ref).build(),
        a_record().reassign(ref, other).build(), a_record().resolve("c0ffee").build()}) {
    CHECK(json::parse<DeskRecord>(json::to_text(record)) == record);
  }
}

TEST_CASE("messages_survive_the_journey") {
  check_survives(wire::PairRequest{"7ZKQ-3M0D", "nonce", std::nullopt});
  check_survives(wire::PairAnswer{an_id<KioskId>(1), "token", "受付2", an_event(), an_edition(), "hash", kEvening});
  check_survives(
      wire::UploadAnswer{{{"id", wire::Outcome::parked, "log-cloned"}, {"", wire::Outcome::stored, {}}}, {{"log", 3}}, kEvening});
  check_survives(wire::KioskSettings{"受付2", "hash", true});
  check_survives(wire::Problem{"about:blank", "Conflict", 409, "detail", std::vector<wire::FieldError>{{"name", "is empty"}}, "kiosk"});
  wire::ChangesAnswer changes{.from = "", .to = "12.ab", .more = true, .changes = {}, .have = {}, .server_time_ms = 1};
  changes.changes.push_back(
      {wire::ChangeKind::attendee, "key", false, json::Raw{json::to_text(an_attendee().orders("どら焼き", 2).build())}});
  changes.changes.push_back({wire::ChangeKind::other_ticket, "key", true, std::nullopt});
  check_survives(changes);
}

TEST_CASE("an_attendee_inside_a_change_is_read_as_it_was_written") {
  const desk::Attendee hanako = an_attendee(7).comes_with(an_id<AttendeeId>(1)).fee(5000).table("A-3").orders("dorayaki", 2);
  const wire::Change change{wire::ChangeKind::attendee, hanako.id.to_string(), false, json::Raw{json::to_text(hanako)}};
  const auto back = json::parse<wire::Change>(json::to_text(change));
  REQUIRE(back);
  CHECK(json::parse<desk::Attendee>(back->data->text) == hanako);
}

TEST_CASE("the_decoder_names_the_faulty_member") {
  const auto good = json::to_text(wire::UploadItem{an_admit(), wire::PrivatePart{"山田", "やまだ"}});
  CHECK(fault<wire::UploadItem>(good) == "");
  using Change = std::pair<std::string, std::string>;
  for (const auto& [change, member] :
       std::initializer_list<std::pair<Change, std::string>>{{{R"("admit")", R"("levitate")"}, "record.kind"},
                                                             {{R"("seq":3)", R"("seq":"3")"}, "record.seq"},
                                                             {{R"("seq":3)", R"("seq":3.5)"}, "record.seq"},
                                                             {{R"("step":2)", R"("step":99999999999999999999)"}, "record.step"},
                                                             {{R"("step":2,)", ""}, "record.step"},
                                                             {{R"("a:0)", R"("x:0)"}, "record.subject"},
                                                             {{R"(["cancelled"])", R"(["cancelled",7])"}, "record.payload.overrides[1]"},
                                                             {{R"("practice":false)", R"("practice":0)"}, "record.practice"},
                                                             {{R"("kana":"やまだ")", R"("kana":null)"}, "private_part.kana"}}) {
    const auto detail = fault<wire::UploadItem>(replaced(good, change.first, change.second));
    INFO(detail);
    CHECK(detail.starts_with(member + ":"));
  }
}

TEST_CASE("unknown_members_and_missing_optional_ones_are_tolerated") {
  const auto text = replaced(json::to_text(an_admit()), R"("overrides")", R"("mood":{"happy":[1,2]},"overrides")");
  CHECK(json::parse<DeskRecord>(replaced(text, R"("step":2)", R"("step":2,"ref":null,"colour":"green")")) == an_admit());
  const auto item = json::parse<wire::UploadItem>(R"({"record":)" + text + "}");
  REQUIRE(item);
  CHECK_FALSE(item->private_part);
}

TEST_CASE("a_record_that_cannot_be_read_spoils_no_other_of_its_batch") {
  const auto good = json::to_text(wire::UploadItem{an_admit(), std::nullopt});
  const auto batch = json::parse<wire::UploadRequest>(R"({"records":[)" + good + R"(,{"record":7},"nonsense",null,)" + good + "]}");
  REQUIRE(batch);
  REQUIRE(batch->records.size() == 5);
  std::string read;
  for (const auto& raw : batch->records) read += json::parse<wire::UploadItem>(raw.text) ? '+' : '-';
  CHECK(read == "+---+");
  CHECK(json::parse<wire::UploadItem>(batch->records[0].text)->record == an_admit());
}

TEST_CASE("the_largest_batch_of_ordinary_records_fits_its_limits") {
  wire::UploadRequest batch;
  for (std::size_t i = 0; i < wire::kRecordsPerBatch; ++i) {
    const DeskRecord record = a_record().note(std::string(desk::kTextBytesMax, 'x'));
    batch.records.push_back({json::to_text(wire::UploadItem{record, std::nullopt})});
    CHECK(batch.records.back().text.size() < wire::kRecordBytes);
  }
  CHECK(json::to_text(batch).size() < wire::kBatchBytesInflated);
}
