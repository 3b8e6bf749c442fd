// An organizer's phone as a scanner: the same judgements as at a kiosk, written as ordinary desk records, once.
#include "server/desk/live.h"
#include "server/desk/web_desk.h"
#include "tests/unit/server/desk/door.h"

namespace uke::server::desk {
namespace {

struct Phone : Door {
  Phone() {
    // The doors are open: FakeClock starts at 17:00, they open at 16:30.
    REQUIRE(to_ms(database.clock.now()) == kEvening);
  }
  web::Actor hands = {web::kReception, "reception-1", "さとう", "", "active"};

  rsvps::Rsvp comes(EditionId edition, const std::function<void(rsvps::RsvpFields&)>& set = [](auto&) {}) {
    rsvps::RsvpFields fields;
    fields.family_name = "山田";
    fields.given_name = "花子" + std::to_string(++people_);
    set(fields);
    return must(database.write([&](storage::WriteTx& tx) { return rsvps::create_rsvp(tx, an_admin(), edition, fields); }));
  }
  rsvps::Rsvp free(EditionId edition) {
    return comes(edition, [](auto& fields) { fields.fee = Yen{0}; });
  }
  std::string ticket_of(const rsvps::AttendeeRow& row) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return rsvps::ticket_text_of(tx, row, "x"); }));
  }
  Seen look(std::string_view token, std::optional<EditionId> at = {}) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return look_at_ticket(tx, hands, token, at); }));
  }
  Result<Seen> tap(const CheckIn& command) {
    return database.write([&](storage::WriteTx& tx) { return check_in(tx, hands, command); });
  }
  Status undo(AttendeeId attendee) {
    return database.write([&](storage::WriteTx& tx) { return undo_check_in(tx, hands, attendee); });
  }
  Result<PaperOutcome> paper(const std::vector<PaperLine>& lines) {
    return database.write([&](storage::WriteTx& tx) { return enter_paper(tx, hands, osaka.id, lines); });
  }
  std::vector<DeskRecord> records() {
    std::vector<DeskRecord> list;
    must(database.read([&](uke::storage::ReadTx& tx) {
      return each_record_after(tx, event.id, 0, 100'000, [&](StoredRecord&& row) -> Status {
        TRY(auto record, to_desk_record(std::move(row)));
        list.push_back(std::move(record));
        return {};
      });
    }));
    return list;
  }
  EventFold fold() {
    EventFold all;
    for (const auto& record : records()) all.add(record);
    return all;
  }
  void cancel(const rsvps::AttendeeRow& row) {
    must(database.write([&](storage::WriteTx& tx) {
      rsvps::RsvpChange change;
      change.state = RsvpState::cancelled;
      return rsvps::change_rsvp(tx, an_admin(), row.id, row.version, change);
    }));
  }
  // A kiosk's admission of somebody, as it arrives.
  void kiosk_admits(const rsvps::AttendeeRow& row, std::int64_t seq, std::int64_t step = 1) {
    auto one = record(seq);
    one.subject = Subject::of(row.id);
    one.step = step;
    REQUIRE(upload({item(one)}).results.at(0).outcome == wire::Outcome::stored);
  }
  events::EditionRow change(const events::EditionRow& row, const std::function<void(events::EditionFields&)>& set) {
    auto fields = venue_fields(row.name);
    set(fields);
    return must(database.write([&](storage::WriteTx& tx) { return events::change_edition(tx, an_admin(), row.id, row.version, fields); }));
  }

 private:
  int people_ = 0;
};

}  // namespace

TEST_CASE("a_look_writes_nothing") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  const auto seen = phone.look(phone.ticket_of(hanako));
  CHECK(seen.decision.verdict == Verdict::pay_first);
  CHECK(seen.decision.due == Yen{5000});
  CHECK(seen.at == phone.osaka.id);
  CHECK(seen.rsvp.value().attendee.id == hanako.id);
  CHECK_FALSE(seen.admitted);
  CHECK(phone.records().empty());
}

TEST_CASE("only_organizers_look_and_let_in") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  for (const auto& nobody : {web::Actor{}, phone.kiosk}) {
    phone.hands = nobody;
    CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id}).error().code == ErrorCode::forbidden);
    CHECK(phone.undo(hanako.id).error().code == ErrorCode::forbidden);
    CHECK(phone.paper({{.attendee = hanako.id, .came = true}}).error().code == ErrorCode::forbidden);
  }
  CHECK(phone.records().empty());
}

TEST_CASE("each_ticket_is_judged_as_at_a_kiosk") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  const auto verdict = [&](const rsvps::AttendeeRow& row, std::optional<EditionId> at = {}) {
    return phone.look(phone.ticket_of(row), at).decision.verdict;
  };
  SECTION("somebody_who_owes_nothing_may_come_in") { CHECK(verdict(hanako) == Verdict::admitted); }
  SECTION("bytes_that_are_no_ticket_are_unreadable") {
    CHECK(phone.look("hello").decision.verdict == Verdict::unreadable);
    CHECK(phone.look(std::string(125, 'A')).decision.verdict == Verdict::unreadable);
  }
  SECTION("a_signature_of_nobody_is_forged_and_names_nobody") {
    auto text = phone.ticket_of(hanako);
    text[text.size() - 10] = text[text.size() - 10] == 'A' ? 'B' : 'A';
    const auto seen = phone.look(text);
    CHECK(seen.decision.verdict == Verdict::forged);
    CHECK_FALSE(seen.rsvp);
  }
  SECTION("a_ticket_of_another_event_is_named_and_shows_nobody") {
    const auto other = make_edition(phone.database, make_event(phone.database, "2026").id);
    const auto taro = phone.free(other.id).attendee;
    const auto seen = phone.look(phone.ticket_of(taro), phone.osaka.id);
    CHECK(seen.decision.verdict == Verdict::other_event);
    CHECK(seen.decision.other_name == "2026");
    CHECK_FALSE(seen.rsvp);
    CHECK(verdict(taro) == Verdict::admitted);  // at its own door
  }
  SECTION("a_ticket_of_another_edition") {
    CHECK(verdict(hanako, phone.fukuoka.id) == Verdict::other_edition);
    CHECK(phone.look(phone.ticket_of(hanako), phone.fukuoka.id).decision.other_name == "大阪会場");
  }
  SECTION("a_cancelled_one") {
    phone.cancel(hanako);
    CHECK(verdict(hanako) == Verdict::cancelled);
  }
  SECTION("before_the_doors_open_and_after_they_close") {
    phone.database.clock.jump_to(from_ms(kEvening - 31 * kMinute));
    CHECK(verdict(hanako) == Verdict::not_yet);
    phone.database.clock.jump_to(from_ms(kEvening + 180 * kMinute));
    CHECK(verdict(hanako) == Verdict::over);
  }
  SECTION("an_online_ticket_owes_the_door_fee") {
    const auto online = phone.comes(phone.osaka.id, [](auto& fields) { fields.mode = Mode::online; }).attendee;
    const auto seen = phone.look(phone.ticket_of(online));
    CHECK(seen.decision.verdict == Verdict::online_ticket);
    CHECK(seen.decision.due == Yen{5000});
  }
  SECTION("where_people_are_reminded_an_unpaid_fee_does_not_stop_them") {
    phone.change(phone.osaka, [](auto& fields) { fields.unpaid = UnpaidRule::remind; });
    const auto taro = phone.comes(phone.osaka.id).attendee;
    CHECK(verdict(taro) == Verdict::admitted);
    CHECK(phone.look(phone.ticket_of(taro)).decision.due == Yen{5000});
  }
  SECTION("who_is_in_by_a_kiosk") {
    phone.kiosk_admits(hanako, 1);
    const auto seen = phone.look(phone.ticket_of(hanako));
    CHECK(seen.decision.verdict == Verdict::already_in);
    CHECK(seen.decision.already_desk == "受付1");
    CHECK(seen.admitted);
    CHECK_FALSE(seen.by_us);
  }
  SECTION("a_ticket_that_was_let_in_before_the_kiosk_knew_whose_it_is") {
    auto one = phone.record(1);
    one.subject = Subject::of(hanako.ticket);
    phone.upload({Door::item(one)});
    CHECK(verdict(hanako) == Verdict::already_in);
    CHECK(must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id})).decision.verdict == Verdict::already_in);
    CHECK(phone.records().size() == 1);
  }
}

TEST_CASE("a_tap_is_an_ordinary_desk_record_that_kiosks_hear_of") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  const auto before = phone.changes("").to;
  const auto seen = must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id}));
  CHECK(seen.decision.verdict == Verdict::admitted);
  CHECK(seen.by_us);
  const auto records = phone.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0].id == seen.admitted);
  CHECK(records[0].kind == Kind::admit);
  CHECK(records[0].by == By::web);
  CHECK(records[0].subject == Subject::of(hanako.id));
  CHECK(records[0].step == 1);
  CHECK(records[0].edition == phone.osaka.id);
  CHECK(records[0].desk == "さとう");
  CHECK(records[0].payload.overrides.empty());
  const auto heard = phone.changes(before);
  REQUIRE_FALSE(heard.changes.empty());
  CHECK(heard.changes.back().kind == wire::ChangeKind::record);
  CHECK(heard.changes.back().key == seen.admitted->to_string());
}

TEST_CASE("two_taps_let_in_once_and_the_second_says_who_and_when") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  const CheckIn tap{.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{5000}};
  const auto first = must(phone.tap(tap));
  CHECK(first.decision.due == Yen{0});
  phone.hands.name = "たなか";
  phone.database.clock.advance(Millis{2'000});
  const auto second = must(phone.tap(tap));
  CHECK(second.decision.verdict == Verdict::already_in);
  CHECK(second.decision.already_desk == "さとう");
  CHECK(second.decision.already_at_ms == kEvening);
  CHECK(second.admitted == first.admitted);
  CHECK(phone.records().size() == 2);
  CHECK(phone.fold().attendance(Subject::of(hanako.id)).paid == Yen{5000});
}

TEST_CASE("one_batch_of_the_writer_holding_both_taps_lets_in_once") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  const CheckIn tap{.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{5000}};
  must(phone.database.write([&](storage::WriteTx& tx) -> Status {
    TRYV(check_in(tx, phone.hands, tap));
    TRY(const auto again, check_in(tx, phone.hands, tap));
    CHECK(again.decision.verdict == Verdict::already_in);
    return {};
  }));
  CHECK(phone.records().size() == 2);
}

TEST_CASE("money_is_asked_for_before_the_door_opens") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  CHECK(must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id})).decision.verdict == Verdict::pay_first);
  CHECK(phone.records().empty());
  SECTION("paid_now") {
    must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{5000}}));
    const auto records = phone.records();
    REQUIRE(records.size() == 2);
    CHECK(records[1].kind == Kind::payment);
    CHECK(records[1].payload.amount == Yen{5000});
    CHECK(records[1].payload.method == PayMethod::cash);
    CHECK(records[1].ref == records[0].id);
    CHECK(records[1].step == 2);
  }
  SECTION("settled_before_is_written_as_reception_says_it_at_a_kiosk") {
    const auto seen = must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .overrides = {"pay_first"}}));
    CHECK(seen.decision.due == Yen{0});
    const auto records = phone.records();
    REQUIRE(records.size() == 1);
    CHECK(records[0].payload.overrides == std::vector<std::string>{"pay_first"});
    CHECK(records[0].payload.reason == "already_paid");
  }
}

TEST_CASE("what_the_tap_did_not_set_aside_is_answered_and_not_admitted") {
  Phone phone;
  const auto free = [](auto& fields) { fields.fee = Yen{0}; };
  const auto hanako = phone.comes(phone.osaka.id, free).attendee;
  const auto at = [&](EditionId edition, std::vector<std::string> overrides, std::string reason = {}) {
    return phone.tap({.attendee = hanako.id, .at = edition, .overrides = std::move(overrides), .reason = std::move(reason)});
  };
  SECTION("another_edition") {
    CHECK(must(at(phone.fukuoka.id, {})).decision.verdict == Verdict::other_edition);
    CHECK(must(at(phone.fukuoka.id, {"not_yet"})).decision.verdict == Verdict::other_edition);
    CHECK(phone.records().empty());
    CHECK(must(at(phone.fukuoka.id, {"other_edition"})).decision.verdict == Verdict::admitted);
    CHECK(phone.records().at(0).payload.overrides == std::vector<std::string>{"other_edition"});
    CHECK(phone.records().at(0).edition == phone.fukuoka.id);
  }
  SECTION("too_early") {
    phone.database.clock.jump_to(from_ms(kEvening - 60 * kMinute));
    CHECK(must(at(phone.osaka.id, {})).decision.verdict == Verdict::not_yet);
    CHECK(must(at(phone.osaka.id, {"not_yet"})).decision.verdict == Verdict::admitted);
  }
  SECTION("somebody_who_cancelled_meanwhile_needs_a_reason") {
    phone.cancel(hanako);
    CHECK(must(at(phone.osaka.id, {})).decision.verdict == Verdict::cancelled);
    CHECK(at(phone.osaka.id, {"cancelled"}).error().code == ErrorCode::invalid);
    CHECK(phone.records().empty());
    CHECK(must(at(phone.osaka.id, {"cancelled"}, "mix_up")).decision.verdict == Verdict::admitted);
    CHECK(phone.records().at(0).payload.reason == "mix_up");
  }
  SECTION("an_override_that_is_not_needed_is_not_written") {
    CHECK(must(at(phone.osaka.id, {"cancelled", "over"}, "mix_up")).decision.verdict == Verdict::admitted);
    CHECK(phone.records().at(0).payload.overrides.empty());
    CHECK_FALSE(phone.records().at(0).payload.reason);
  }
}

TEST_CASE("who_comes_over_another_verdict_is_asked_for_the_fee_too") {
  Phone phone;
  const auto online = phone.comes(phone.osaka.id, [](auto& fields) { fields.mode = Mode::online; }).attendee;
  CheckIn tap{.attendee = online.id, .at = phone.osaka.id, .overrides = {"online_ticket"}};
  CHECK(must(phone.tap(tap)).decision.verdict == Verdict::pay_first);
  CHECK(phone.records().empty());
  tap.paid = Yen{5000};
  CHECK(must(phone.tap(tap)).decision.verdict == Verdict::admitted);
  CHECK(phone.records().size() == 2);
}

TEST_CASE("companions_come_in_with_the_same_tap_and_each_has_records_of_their_own") {
  Phone phone;
  const auto pair = phone.comes(phone.osaka.id, [](auto& fields) { fields.companions = std::vector<rsvps::CompanionFields>(2); });
  const auto ticket = phone.ticket_of(pair.attendee);
  CHECK(phone.look(ticket).decision.companions.size() == 2);
  const auto one = pair.companions[0].id;
  const auto seen = must(phone.tap({.attendee = pair.attendee.id, .at = phone.osaka.id, .with = {one, one}, .paid = Yen{10'000}}));
  CHECK(seen.decision.companions.size() == 1);
  const auto fold = phone.fold();
  CHECK(fold.attendance(Subject::of(pair.attendee.id)).paid == Yen{5000});
  CHECK(fold.attendance(Subject::of(one)).paid == Yen{5000});
  CHECK(fold.attendance(Subject::of(one)).ever_admitted());
  CHECK_FALSE(fold.attendance(Subject::of(pair.companions[1].id)).ever_admitted());
  SECTION("the_other_one_later_while_the_holder_is_in") {
    const auto two = pair.companions[1].id;
    const auto later = must(phone.tap({.attendee = pair.attendee.id, .at = phone.osaka.id, .with = {two}, .paid = Yen{5000}}));
    CHECK(later.decision.verdict == Verdict::already_in);
    CHECK(phone.fold().attendance(Subject::of(two)).paid == Yen{5000});
    CHECK(phone.fold().attendance(Subject::of(pair.attendee.id)).paid == Yen{5000});
  }
  SECTION("a_strangers_companion_is_refused") {
    const auto stranger = phone.free(phone.osaka.id).attendee;
    CHECK(phone.tap({.attendee = stranger.id, .at = phone.osaka.id, .with = {one}}).error().code == ErrorCode::invalid);
  }
}

TEST_CASE("undoing_a_tap_takes_its_payment_back_and_is_not_done_twice") {
  Phone phone;
  const auto hanako = phone.comes(phone.osaka.id).attendee;
  must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{5000}}));
  must(phone.undo(hanako.id));
  const auto fold = phone.fold();
  CHECK_FALSE(fold.attendance(Subject::of(hanako.id)).ever_admitted());
  CHECK(fold.attendance(Subject::of(hanako.id)).paid == Yen{0});
  CHECK(phone.look(phone.ticket_of(hanako)).decision.verdict == Verdict::pay_first);
  CHECK(phone.undo(hanako.id).error().code == ErrorCode::conflict);
  SECTION("and_they_can_be_let_in_again") {
    CHECK(must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{5000}})).decision.verdict == Verdict::admitted);
    CHECK(phone.fold().attendance(Subject::of(hanako.id)).paid == Yen{5000});
  }
}

TEST_CASE("a_kiosks_admission_is_not_taken_back_from_a_phone") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  phone.kiosk_admits(hanako, 1);
  CHECK(phone.undo(hanako.id).error().code == ErrorCode::conflict);
  CHECK(phone.undo(an_id<AttendeeId>(77)).error().code == ErrorCode::not_found);
}

TEST_CASE("a_phone_knows_what_a_kiosk_wrote_and_raises_no_conflict") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  phone.kiosk_admits(hanako, 1, 7);
  must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id}));
  auto out = phone.record(2);
  out.subject = Subject::of(hanako.id);
  out.kind = Kind::exit;
  out.step = 8;
  phone.upload({Door::item(out)});
  const auto seen = must(phone.tap({.attendee = hanako.id, .at = phone.osaka.id}));
  CHECK(seen.decision.verdict == Verdict::admitted);
  CHECK(phone.records().back().step == 9);
  LiveDesk live;
  CHECK(must(phone.database.read([&](uke::storage::ReadTx& tx) { return live.conflicts(tx, phone.event.id); })).empty());
}

TEST_CASE("somebody_linked_by_hand_is_one_person_for_the_phone_too") {
  Phone phone;
  const auto one = phone.free(phone.osaka.id).attendee;
  const auto other = phone.free(phone.osaka.id).attendee;
  phone.kiosk_admits(one, 1);
  auto link = phone.record(2);
  link.subject = Subject::of(one.id);
  link.kind = Kind::link;
  link.payload = {};
  link.payload.to = Subject::of(other.id);
  link.step = 2;
  phone.upload({Door::item(link)});
  CHECK(phone.look(phone.ticket_of(other)).decision.verdict == Verdict::already_in);
  SECTION("until_that_is_undone") {
    auto undo = phone.record(3);
    undo.subject = Subject::of(one.id);
    undo.kind = Kind::undo;
    undo.payload = {};
    undo.ref = link.id;
    undo.step = 3;
    phone.upload({Door::item(undo)});
    CHECK(phone.look(phone.ticket_of(other)).decision.verdict == Verdict::admitted);
  }
}

TEST_CASE("an_admission_that_was_given_to_somebody_else_counts_for_them") {
  Phone phone;
  const auto one = phone.free(phone.osaka.id).attendee;
  const auto other = phone.free(phone.osaka.id).attendee;
  auto admit = phone.record(1);
  admit.subject = Subject::of(one.id);
  auto reassign = phone.record(2);
  reassign.subject = Subject::of(one.id);
  reassign.kind = Kind::reassign;
  reassign.payload = {};
  reassign.payload.to = Subject::of(other.id);
  reassign.ref = admit.id;
  reassign.step = 2;
  phone.upload({Door::item(admit), Door::item(reassign)});
  CHECK(phone.look(phone.ticket_of(one)).decision.verdict == Verdict::admitted);
  CHECK(phone.look(phone.ticket_of(other)).decision.verdict == Verdict::already_in);
}

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

TEST_CASE("money_and_words_out_of_range_are_refused") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{-1}}).error().code == ErrorCode::invalid);
  CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = kAmountMax + Yen{1}}).error().code == ErrorCode::invalid);
  CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .reason = std::string(1'001, 'x')}).error().code == ErrorCode::invalid);
  CHECK(phone.tap({.attendee = an_id<AttendeeId>(5), .at = phone.osaka.id}).error().code == ErrorCode::not_found);
  CHECK(phone.tap({.attendee = hanako.id, .at = an_id<EditionId>(5)}).error().code == ErrorCode::not_found);
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
