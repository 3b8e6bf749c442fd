// What was ticked on paper becomes desk records once; and whatever kiosks, phones and paper say, each person counts once.
#include "tests/unit/server/desk/phone.h"

namespace uke::server::desk {

TEST_CASE("paper_lines_become_records_marked_as_such") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  const auto taro = phone.comes(phone.osaka.id).attendee;
  const std::vector<PaperLine> lines = {{.attendee = hanako.id, .came = true, .paid = Yen{5000}}, {.attendee = taro.id}};
  const auto outcome = must(phone.paper(lines));
  CHECK(outcome.admitted == 1);
  CHECK(outcome.paid == 1);
  CHECK(outcome.already == 0);
  for (const auto& record : phone.records()) {
    CHECK(record.by == By::paper);
    CHECK(record.subject == Subject::of(hanako.id));
  }
  SECTION("the_same_sheet_again_writes_nothing") {
    const auto again = must(phone.paper(lines));
    CHECK(again.admitted + again.paid == 0);
    CHECK(again.already == 1);
    CHECK(phone.records().size() == 2);
  }
  SECTION("a_mistaken_line_is_taken_back_and_can_be_entered_again") {
    const auto undo = [&](AttendeeId id) {
      return phone.database.write([&](storage::WriteTx& tx) { return undo_paper(tx, phone.hands, phone.osaka.id, id); });
    };
    must(undo(hanako.id));
    CHECK_FALSE(phone.fold().attendance(Subject::of(hanako.id)).ever_admitted());
    CHECK(phone.fold().attendance(Subject::of(hanako.id)).paid == Yen{0});
    CHECK(undo(hanako.id).error().code == ErrorCode::conflict);
    CHECK(must(phone.paper(lines)).admitted == 1);
    CHECK(phone.fold().attendance(Subject::of(hanako.id)).paid == Yen{5000});
  }
}

TEST_CASE("paper_adds_nothing_to_what_the_desk_knows") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{5000}}));
  const auto outcome = must(phone.paper({{.attendee = hanako.id, .came = true, .paid = Yen{5000}}}));
  CHECK(outcome.already == 1);
  CHECK(phone.records().size() == 2);
}

TEST_CASE("paper_notes_money_of_somebody_whom_a_kiosk_let_in") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  phone.kiosk_admits(hanako, 1);
  const auto outcome = must(phone.paper({{.attendee = hanako.id, .came = true, .paid = Yen{5000}}}));
  CHECK(outcome.admitted == 0);
  CHECK(outcome.paid == 1);
  CHECK(outcome.already == 0);
}

TEST_CASE("a_sheet_with_one_wrong_line_is_not_entered_at_all") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  const auto elsewhere = phone.free(phone.fukuoka.id).attendee;
  const PaperLine good{.attendee = hanako.id, .came = true};
  CHECK(phone.paper({good, {.attendee = elsewhere.id, .came = true}}).error().code == ErrorCode::not_found);
  CHECK(phone.paper({good, {.attendee = hanako.id, .paid = Yen{-1}}}).error().code == ErrorCode::invalid);
  CHECK(phone.paper(std::vector<PaperLine>(kPaperLinesMax + 1, good)).error().code == ErrorCode::invalid);
  CHECK(phone.records().empty());
}

// Kiosk records that arrive whenever they like, taps sent twice, sheets entered by two people, undos: whoever is counted is counted once,
// whoever stands admitted by anything is counted, and nobody paid twice at a phone or on paper.
TEST_CASE("any_interleaving_of_kiosks_phones_and_paper_counts_each_person_once") {
  const auto seed = GENERATE(range(1, 21));
  INFO("seed " << seed);
  Phone phone;
  SeededRandom chance(static_cast<std::uint64_t>(seed));
  const auto below = [&](std::uint64_t n) { return static_cast<std::size_t>(chance.u64() % n); };
  std::vector<rsvps::AttendeeRow> people;
  for (int i = 0; i < 6; ++i) people.push_back(phone.comes(phone.osaka.id).attendee);
  std::vector<DeskRecord> at_the_kiosk;  // written there, not yet delivered
  std::int64_t seq = 0;
  for (int turn = 0; turn < 40; ++turn) {
    const auto& who = people[below(people.size())];
    switch (below(6)) {
      case 0: {
        auto one = phone.record(++seq);
        one.subject = below(4) == 0 ? Subject::of(who.ticket) : Subject::of(who.id);
        at_the_kiosk.push_back(one);
        break;
      }
      case 1:
        if (!at_the_kiosk.empty()) {
          const auto index = below(at_the_kiosk.size());
          phone.upload({Door::item(at_the_kiosk[index])});
          if (below(2) == 0) at_the_kiosk.erase(at_the_kiosk.begin() + static_cast<std::ptrdiff_t>(index));
        }
        break;
      case 2:
      case 3: {
        const CheckIn tap{.attendee = who.id, .at = phone.osaka.id, .paid = Yen{5000}};
        must(phone.tap(tap));
        if (below(2) == 0) CHECK(must(phone.tap(tap)).decision.verdict == Verdict::already_in);
        break;
      }
      case 4: must(phone.paper({{.attendee = who.id, .came = true, .paid = Yen{5000}}})); break;
      case 5: static_cast<void>(phone.undo(who.id)); break;
    }
    phone.database.clock.advance(Millis{1'000});
  }
  for (const auto& one : at_the_kiosk) phone.upload({Door::item(one)});
  for (const auto& who : people) {  // as kiosks do once they know whose ticket it is
    auto link = phone.record(++seq);
    link.subject = Subject::of(who.ticket);
    link.kind = Kind::link;
    link.payload = {};
    link.payload.to = Subject::of(who.id);
    phone.upload({Door::item(link)});
  }
  const auto fold = phone.fold();
  std::int64_t in = 0;
  for (const auto& who : people) {
    const auto& attendance = fold.attendance(Subject::of(who.id));
    in += attendance.ever_admitted() ? 1 : 0;
    CHECK(attendance.paid <= Yen{5000});
  }
  LiveDesk live;
  const auto heads =
      must(phone.database.read([&](uke::storage::ReadTx& tx) { return live.headcount(tx, phone.event.id, phone.osaka.id); }));
  CHECK(heads.arrived == in);
  CHECK(heads.walk_ins == 0);
  CHECK(heads.expected_onsite == 6);
  CHECK(heads.not_come == 6 - in);
}

}  // namespace uke::server::desk
