#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <algorithm>

namespace uke::kiosk::store::test {

TEST_CASE("admitted_means_that_the_admit_is_in_the_log", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto outcome = kiosk.scan(hanako);
  REQUIRE(outcome.decision.verdict == Verdict::admitted);
  REQUIRE(outcome.admit);
  CHECK(outcome.admitted_at_ms == kEvening);
  kiosk.reopen();
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 1);
  const auto& record = unsent.front().record;
  CHECK(record.id == *outcome.admit);
  CHECK(record.seq == 1);
  CHECK(record.step == 1);
  CHECK(record.kind == desk::Kind::admit);
  CHECK(record.subject == desk::Subject::of(hanako.id));
  CHECK(record.desk == "受付1");
  CHECK(record.boot_id == "boot-1");
  CHECK(record.by == desk::By::staff);
}

TEST_CASE("second_scan_is_already_in_and_writes_nothing", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto first = kiosk.scan(hanako);
  kiosk.clock.advance(Millis{kMinute});
  const auto again = kiosk.scan(hanako);
  CHECK(again.decision.verdict == Verdict::already_in);
  CHECK(again.decision.already_desk == "受付1");
  CHECK(again.admit == first.admit);  // reception can undo it
  CHECK(kiosk.unsent().size() == 1);
}

TEST_CASE("killed_kiosk_knows_who_is_in", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.scan(hanako);
  kiosk.reopen();
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
}

TEST_CASE("refused_scan_is_written_at_most_once_a_minute_per_code_and_verdict", "[store]") {
  const auto late = an_attendee(1).state(desk::RsvpState::cancelled).build();
  Kiosk kiosk({late});
  CHECK(kiosk.scan(late).refusal);
  CHECK_FALSE(kiosk.scan(late).refusal);
  CHECK(kiosk.scan("https://example.com/menu").refusal);
  kiosk.clock.jump_to(from_ms(0));  // the wall clock may jump; the minute is the machine's
  CHECK_FALSE(kiosk.scan("https://example.com/menu").refusal);
  kiosk.clock.jump_to(from_ms(kEvening));
  kiosk.clock.advance(Millis{kMinute});
  CHECK(kiosk.scan(late).refusal);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 3);
  CHECK(unsent[0].record.payload.verdict == "cancelled");
  CHECK(unsent[1].record.payload.verdict == "unreadable");
  CHECK(json::to_text(unsent[1]).find("menu") == std::string::npos);  // never the raw bytes
}

TEST_CASE("admits_what_another_desk_admitted_as_already_in", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.apply({change_of(a_record().about(hanako).desk(2).admit().build())});
  const auto outcome = kiosk.scan(hanako);
  CHECK(outcome.decision.verdict == Verdict::already_in);
  CHECK(outcome.decision.already_desk == "受付2");
  CHECK(kiosk.unsent().empty());  // heard records are the server's already
}

TEST_CASE("what_another_desk_admitted_by_mistake_is_undone_here", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto there = a_record().about(hanako).desk(2).admit().build();
  kiosk.apply({change_of(there)});
  SECTION("after a scan") {
    const auto outcome = kiosk.scan(hanako);
    REQUIRE(outcome.admit == there.id);
    CHECK(kiosk->undo(*outcome.admit).has_value());
  }
  SECTION("after the search by name") {
    const auto outcome = *must(kiosk->judge_person(hanako.id, desk::DeskMode::staffed));
    REQUIRE(outcome.admit == there.id);
    CHECK(kiosk->undo(*outcome.admit).has_value());
  }
  SECTION("after a touch that came too late") {
    const app::AdmitOrder order{
        .subject = desk::Subject::of(hanako.id), .overrides = {}, .reason = {}, .payment = {}, .method = {}, .companions = {}};
    const auto outcome = *must(kiosk->admit(order, kiosk.scan(hanako).decision));
    CHECK(outcome.decision.already_desk == "受付2");
    REQUIRE(outcome.admit == there.id);
    CHECK(kiosk->undo(*outcome.admit).has_value());
  }
  SECTION("where it was written about the ticket") {
    const auto taro = an_attendee(2).build();
    const auto early = a_record().about(desk::Subject::of(taro.ticket)).desk(3).admit().build();
    kiosk.apply({change_of(early)});
    const auto outcome = kiosk.scan(taro);  // judged by its number, for want of anything better
    REQUIRE(outcome.admit == early.id);
    CHECK(kiosk->undo(*outcome.admit).has_value());
    CHECK(kiosk->undo(there.id).has_value());
  }
  const auto unsent = kiosk.unsent();
  REQUIRE_FALSE(unsent.empty());
  CHECK(unsent.back().record.kind == desk::Kind::undo);
  CHECK(unsent.back().record.ref == there.id);
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::admitted);
}

TEST_CASE("payment_and_admit_are_one_touch", "[store]") {
  const auto hanako = an_attendee(1).fee(5000).build();
  Kiosk kiosk({hanako});
  const auto shown = kiosk.scan(hanako);
  REQUIRE(shown.decision.verdict == Verdict::pay_first);
  CHECK(shown.decision.due == Yen{5000});
  CHECK(kiosk.unsent().empty());
  app::AdmitOrder order;
  order.subject = *shown.decision.subject;
  order.overrides = {"pay_first"};
  order.payment = Yen{5000};
  const auto outcome = *must(kiosk->admit(order, shown.decision));
  CHECK(outcome.decision.verdict == Verdict::admitted);
  CHECK(outcome.decision.due == Yen{0});
  REQUIRE(outcome.admit);
  REQUIRE(outcome.payment);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 2);
  CHECK(unsent[0].record.at_ms == unsent[1].record.at_ms);
  CHECK(unsent[1].record.payload.amount == Yen{5000});
  CHECK(unsent[1].record.payload.method == desk::PayMethod::cash);
  CHECK(unsent[1].record.step == 2);
}

TEST_CASE("admitting_who_is_in_already_writes_only_the_payment", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto first = kiosk.scan(hanako);
  app::AdmitOrder order;
  order.subject = desk::Subject::of(hanako.id);
  order.payment = Yen{1000};
  const auto outcome = *must(kiosk->admit(order, first.decision));
  CHECK(outcome.decision.verdict == Verdict::already_in);
  CHECK(outcome.decision.already_at_ms == kEvening);
  CHECK(outcome.admit == first.admit);
  CHECK(outcome.payment);
  CHECK(kiosk.unsent().size() == 2);
  CHECK(kiosk->undo(*outcome.admit).has_value());
  CHECK(kiosk.unsent().size() == 3);  // what was paid later is not part of that touch
}

TEST_CASE("undo_takes_the_admit_and_its_payment_back_and_is_final", "[store]") {
  const auto hanako = an_attendee(1).fee(5000).build();
  Kiosk kiosk({hanako});
  app::AdmitOrder order;
  order.subject = desk::Subject::of(hanako.id);
  order.payment = Yen{5000};
  const auto outcome = *must(kiosk->admit(order, kiosk.scan(hanako).decision));
  const auto undone = *must(kiosk->undo(*outcome.admit));
  CHECK(kiosk.unsent().size() == 4);
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::pay_first);
  CHECK(*must(kiosk->undo(*outcome.admit)) == *outcome.admit);  // nothing more to undo
  CHECK(kiosk.unsent().size() == 4);
  CHECK(kiosk->undo(undone).error().code == ErrorCode::invalid);
  CHECK(kiosk->undo(an_id<RecordId>(9)).error().code == ErrorCode::not_found);
}

TEST_CASE("undo_leaves_what_another_desk_recorded", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto mine = kiosk.scan(hanako);
  kiosk.apply({change_of(a_record().about(hanako).desk(2).admit().build())});
  CHECK(kiosk->undo(*mine.admit).has_value());
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
}

TEST_CASE("companions_are_offered_until_they_are_in", "[store]") {
  const auto holder = an_attendee(1).build();
  const auto friend_of_hers = an_attendee(2).named("", "").comes_with(holder.id).build();
  Kiosk kiosk({holder, friend_of_hers});
  const auto outcome = kiosk.scan(holder);
  REQUIRE(outcome.decision.companions.size() == 1);
  app::AdmitOrder order;
  order.subject = desk::Subject::of(friend_of_hers.id);
  const auto both = *must(kiosk->admit(order, outcome.decision));
  CHECK(both.admit);
  CHECK(both.decision.companions.empty());
  CHECK(kiosk.scan(holder).decision.companions.empty());
}

TEST_CASE("companions_are_admitted_in_the_same_touch", "[store]") {
  const auto holder = an_attendee(1).fee(3000).build();
  const auto one = an_attendee(2).comes_with(holder.id).build();
  Kiosk kiosk({holder, one});
  const auto shown = kiosk.scan(holder);
  app::AdmitOrder order{.subject = *shown.decision.subject,
                        .overrides = {},
                        .reason = {},
                        .payment = Yen{3000},
                        .method = desk::PayMethod::paypay,
                        .companions = {one.id}};
  const auto outcome = *must(kiosk->admit(order, shown.decision));
  CHECK(outcome.companion_admits.size() == 1);
  CHECK(kiosk.scan(one).decision.verdict == Verdict::already_in);
}

TEST_CASE("who_pays_together_has_paid_each_for_oneself", "[store]") {
  const auto holder = an_attendee(1).fee(5000).build();
  const auto one = an_attendee(2).fee(4000).prepaid(1000).comes_with(holder.id).build();
  const auto two = an_attendee(3).comes_with(holder.id).build();
  Kiosk kiosk({holder, one, two});
  const auto shown = kiosk.scan(holder);
  app::AdmitOrder order;
  order.subject = *shown.decision.subject;
  order.payment = Yen{8000};
  order.companions = {one.id, two.id};
  const auto outcome = *must(kiosk->admit(order, shown.decision));
  CHECK(outcome.decision.due == Yen{0});
  const auto paid = [&](const desk::Attendee& person) {
    Yen sum;
    for (const auto& item : kiosk.unsent()) {
      const auto& record = item.record;
      if (record.kind == desk::Kind::payment && record.subject == desk::Subject::of(person.id)) sum += *record.payload.amount;
    }
    return sum;
  };
  CHECK(paid(holder) == Yen{5000});
  CHECK(paid(one) == Yen{3000});
  CHECK(paid(two) == Yen{0});
  CHECK(kiosk.unsent().size() == 5);
  CHECK(kiosk.scan(one).decision.due == Yen{0});
  REQUIRE(outcome.payment);
  REQUIRE(outcome.companion_admits.size() == 2);
  SECTION("and undoing the touch takes all of it back") {
    CHECK(kiosk->undo(*outcome.admit).has_value());
    for (const auto admit : outcome.companion_admits) CHECK(kiosk->undo(admit).has_value());
    CHECK(kiosk.unsent().size() == 10);
    CHECK(kiosk.scan(holder).decision.due == Yen{5000});
    CHECK(kiosk.scan(one).decision.due == Yen{3000});
  }
  SECTION("and what is over is the holder's") {
    order.payment = Yen{500};
    const auto more = *must(kiosk->admit(order, shown.decision));
    CHECK(paid(holder) == Yen{5500});
    CHECK(more.companion_admits.empty());
  }
}

TEST_CASE("who_has_paid_already_is_not_reminded_of_money", "[store]") {
  const auto hanako = an_attendee(1).fee(5000).build();
  Kiosk kiosk(std::vector<desk::Attendee>{hanako});
  app::AdmitOrder order;
  order.subject = desk::Subject::of(hanako.id);
  order.overrides = {"pay_first"};
  CHECK((*must(kiosk->admit(order, kiosk.scan(hanako).decision))).decision.due == Yen{0});
}

TEST_CASE("walk_in_is_admitted_and_only_the_private_part_has_the_name", "[store]") {
  Kiosk kiosk({an_attendee(1)});
  const auto outcome = *must(kiosk->walk_in({.kana = "たなか たろう", .name = "", .payment = Yen{6000}}));
  CHECK(outcome.decision.verdict == Verdict::admitted);
  CHECK(outcome.decision.attendee->shown_name == "たなか たろう");
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 3);
  CHECK(unsent[0].record.kind == desk::Kind::walk_in);
  REQUIRE(unsent[0].private_part);
  CHECK(unsent[0].private_part->kana == "たなか たろう");
  for (const auto& item : unsent) CHECK(json::to_text(item.record).find("たなか") == std::string::npos);
}

TEST_CASE("unattended_desk_writes_as_self", "[store]") {
  const auto hanako = an_attendee(1).fee(5000).build();
  Kiosk kiosk({hanako});
  const auto outcome = kiosk.scan(hanako, desk::DeskMode::unattended);
  CHECK(outcome.decision.verdict == Verdict::admitted);
  CHECK(outcome.decision.due == Yen{5000});
  CHECK(kiosk.unsent().front().record.by == desk::By::self);
}

TEST_CASE("unpaired_kiosk_judges_nothing", "[store]") {
  Kiosk kiosk;
  CHECK(kiosk->judge("x", app::ScanSource::wedge, desk::DeskMode::staffed).error().code == ErrorCode::conflict);
}

TEST_CASE("person_picked_by_name_is_judged_like_a_scan", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  CHECK((*must(kiosk->judge_person(hanako.id, desk::DeskMode::staffed))).admit);
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
  CHECK(kiosk->judge_person(an_id<AttendeeId>(99), desk::DeskMode::staffed).error().code == ErrorCode::not_found);
}

TEST_CASE("clock_that_jumps_by_years_changes_neither_order_nor_memory", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  const auto in = kiosk.scan(hanako);
  kiosk.clock.jump_to(from_ms(kEvening - 20LL * 365 * 24 * 60 * kMinute));

  CHECK(kiosk->undo(*in.admit).has_value());
  kiosk.clock.jump_to(from_ms(kEvening + 5LL * kMinute));
  const auto again = kiosk.scan(hanako);
  CHECK(again.decision.verdict == Verdict::admitted);
  kiosk.clock.jump_to(from_ms(kEvening + 20LL * 365 * 24 * 60 * kMinute));
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(unsent[i].record.seq == static_cast<std::int64_t>(i) + 1);
    CHECK(unsent[i].record.step == static_cast<std::int64_t>(i) + 1);
  }
  CHECK(kiosk->status().roster_people == 1);  // no wipe by the device's own clock
}

TEST_CASE("doors_open_by_the_servers_clock_where_it_is_known", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk->note_exchange(kEvening, app::Link::online);
  kiosk.clock.jump_to(from_ms(0));
  CHECK(kiosk->status().clock_offset_ms == kEvening);  // reception is warned
  const auto outcome = kiosk.scan(hanako);
  CHECK(outcome.decision.verdict == Verdict::admitted);
  CHECK(kiosk.unsent().front().record.at_ms == 0);  // the record keeps what the device believed
}

}  // namespace uke::kiosk::store::test
