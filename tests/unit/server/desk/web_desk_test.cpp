// An organizer's phone as a scanner: the same judgements as at a kiosk, written as ordinary desk records, once.
#include "tests/unit/server/desk/phone.h"

namespace uke::server::desk {

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

TEST_CASE("money_and_words_out_of_range_are_refused") {
  Phone phone;
  const auto hanako = phone.free(phone.osaka.id).attendee;
  CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = Yen{-1}}).error().code == ErrorCode::invalid);
  CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .paid = kAmountMax + Yen{1}}).error().code == ErrorCode::invalid);
  CHECK(phone.tap({.attendee = hanako.id, .at = phone.osaka.id, .reason = std::string(1'001, 'x')}).error().code == ErrorCode::invalid);
  CHECK(phone.tap({.attendee = an_id<AttendeeId>(5), .at = phone.osaka.id}).error().code == ErrorCode::not_found);
  CHECK(phone.tap({.attendee = hanako.id, .at = an_id<EditionId>(5)}).error().code == ErrorCode::not_found);
}

}  // namespace uke::server::desk
