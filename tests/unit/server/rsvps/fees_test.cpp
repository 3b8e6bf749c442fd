// What an answer costs, and what it costs to take it back.
#include "tests/unit/server/rsvps/gathering.h"

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;

TEST_CASE("everybody_owes_what_their_category_costs_and_the_goods_are_the_holders") {
  Gathering party;
  const auto student = party.category(party.osaka.id, "学生", 2000);
  const auto child = party.category(party.osaka.id, "お子さま", 500, events::ForWhom::companion);
  const auto dorayaki = party.goods(party.osaka.id, "どら焼き", 300);
  auto fields = with_company(a_guest(), 2);
  fields.fee_category = student;
  fields.companions[0].fee_category = child;
  fields.goods = {{dorayaki, 3}};
  const auto own = party.answer(fields);
  CHECK(own.rsvp.attendee.fee == Yen{2900});
  CHECK(own.rsvp.companions[0].fee == Yen{500});
  CHECK(own.rsvp.companions[1].fee == Yen{5000});
  fields.fee_category = child;
  CHECK(party.try_answer(fields).error().code == ErrorCode::invalid);
}

TEST_CASE("a_fee_follows_mode_edition_and_goods_and_comes_back_with_them") {
  Gathering party;
  party.edit_details(party.osaka.id, [](auto& details) { details.online_fee = Yen{1000}; });
  const auto here = party.goods(party.osaka.id, "どら焼き", 300);
  party.goods(party.fukuoka.id, "どら焼き", 350);
  party.category(party.osaka.id, "会員", 4000);
  const auto there = party.category(party.fukuoka.id, "会員", 3000);
  auto fields = a_guest();
  fields.fee_category = party.category(party.osaka.id, "大阪だけ", 100);
  fields.goods = {{here, 2}};
  const auto own = party.answer(fields);
  CHECK(own.rsvp.attendee.fee == Yen{700});
  CHECK(must(party.go_to(own.secret, party.osaka.id, Mode::online)).rsvp.attendee.fee == Yen{1600});
  CHECK(must(party.go_to(own.secret, party.osaka.id, Mode::onsite)).rsvp.attendee.fee == Yen{700});
  // Goods of the same name are there, too; the category is not.
  CHECK(must(party.go_to(own.secret, party.fukuoka.id, Mode::onsite)).rsvp.attendee.fee == Yen{5700});
  const auto back = must(party.go_to(own.secret, party.osaka.id, Mode::onsite));
  CHECK(back.rsvp.attendee.fee == Yen{5600});
  CHECK(back.rsvp.goods.at(0).id == here);
  CHECK(there != here);
}

TEST_CASE("a_fee_that_an_organizer_set_stays_until_it_is_to_be_computed_again") {
  Gathering party;
  const auto own = party.answer(a_guest());
  const auto set = [&](const rsvps::RsvpChange& change) {
    const auto version = party.version(own.secret);
    return party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), own.rsvp.attendee.id, version, change); });
  };
  rsvps::RsvpChange waive;
  waive.fee = Yen{0};
  CHECK(set(waive).attendee.fee == Yen{0});
  must(party.go_to(own.secret, party.osaka.id, Mode::online));
  CHECK(must(party.go_to(own.secret, party.osaka.id, Mode::onsite)).rsvp.attendee.fee == Yen{0});
  rsvps::RsvpChange compute;
  compute.fee_by_hand = false;
  CHECK(set(compute).attendee.fee == Yen{5000});
}

TEST_CASE("cancelling_is_free_until_its_day_and_owed_for_every_place_afterwards") {
  Gathering party;
  party.edit_details(party.osaka.id, [](auto& details) {
    details.cancel_free_until_ms = kEvening - 4 * kDay;
    details.cancel_fee = Yen{3000};
  });
  const auto dorayaki = party.goods(party.osaka.id, "どら焼き", 300);
  auto fields = with_company(a_guest(), 1);
  fields.goods = {{dorayaki, 1}};
  const auto early = party.answer(fields);
  REQUIRE(party.database.clock.now() < from_ms(kEvening - 4 * kDay));
  CHECK(must(party.cancel(early.secret)).rsvp.attendee.fee == Yen{0});
  must(party.restore(early.secret));
  auto waiting_one = a_guest("佐藤");
  waiting_one.state = RsvpState::maybe;
  const auto undecided = party.answer(waiting_one);
  party.database.clock.jump_to(from_ms(kEvening - 4 * kDay));
  const auto asked = party.read([&](ReadTx& tx) -> Result<Yen> {
    TRY(const auto now, rsvps::own_answer(tx, early.secret));
    TRY(const auto details, events::edition_details_of(tx, party.osaka.id));
    return rsvps::cancellation_fee(now, details, tx.now());
  });
  CHECK(asked == Yen{6000});
  const auto late = must(party.cancel(early.secret));
  CHECK(late.rsvp.attendee.fee == Yen{3000});
  CHECK(late.rsvp.companions[0].fee == Yen{3000});
  CHECK(must(party.cancel(undecided.secret)).rsvp.attendee.fee == Yen{0});
  // A later note of reception changes nothing about it, and coming after all costs what coming costs.
  rsvps::RsvpChange note;
  note.note = "お詫びの電話あり";
  const auto noted = party.write(
      [&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), late.rsvp.attendee.id, late.rsvp.attendee.version, note); });
  CHECK(noted.attendee.fee == Yen{3000});
  CHECK(must(party.restore(early.secret)).rsvp.attendee.fee == Yen{5300});
}

TEST_CASE("a_companion_who_leaves_late_owes_and_an_undecided_detour_saves_nobody") {
  Gathering party;
  party.edit_details(party.osaka.id, [](auto& details) {
    details.cancel_free_until_ms = kEvening - 4 * kDay;
    details.cancel_fee = Yen{3000};
  });
  const auto own = party.answer(with_company(a_guest(), 1));
  party.database.clock.jump_to(from_ms(kEvening - 2 * kDay));
  const auto less = must(party.cancel_companion(own.secret, own.rsvp.companions[0].id));
  CHECK(less.rsvp.attendee.fee == Yen{5000});
  CHECK(party.row(own.rsvp.companions[0].id).fee == Yen{3000});
  auto maybe = a_guest();
  maybe.state = RsvpState::maybe;
  must(party.change(own.secret, maybe));
  CHECK(must(party.cancel(own.secret)).rsvp.attendee.fee == Yen{3000});
}

TEST_CASE("what_is_not_offered_any_more_is_kept_and_not_taken_anew") {
  Gathering party;
  const auto id = party.category(party.osaka.id, "早割", 4000);
  auto fields = a_guest();
  fields.fee_category = id;
  const auto own = party.answer(fields);
  party.write([&](WriteTx& tx) -> Result<events::FeeCategory> {
    TRY(const auto categories, events::fee_categories_of(tx, party.osaka.id));
    auto category = categories.at(0);
    category.retired = true;
    return events::put_fee_category(tx, an_admin(), party.osaka.id, category);
  });
  fields.food = "そば";
  CHECK(must(party.change(own.secret, fields)).rsvp.attendee.fee == Yen{4000});
  fields.family_name = "佐藤";
  CHECK(party.try_answer(fields).error().code == ErrorCode::invalid);
}

TEST_CASE("paid_means_the_fee_of_that_person_and_can_be_taken_back") {
  Gathering party;
  const auto own = party.answer(with_company(a_guest(), 1));
  const auto pay = [&](AttendeeId id, std::int64_t version, bool paid) {
    return party.database.write([&](WriteTx& tx) { return rsvps::mark_paid(tx, an_admin(), id, version, paid); });
  };
  const auto companion = own.rsvp.companions[0].id;
  CHECK(must(pay(own.rsvp.attendee.id, 1, true)).attendee.prepaid == Yen{5000});
  CHECK(must(pay(companion, 1, true)).attendee.prepaid == Yen{5000});
  CHECK(pay(companion, 1, false).error().code == ErrorCode::stale);
  CHECK(must(pay(companion, 2, false)).attendee.prepaid == Yen{0});
  const auto refused =
      party.database.write([&](WriteTx& tx) { return rsvps::mark_paid(tx, a_reception(), own.rsvp.attendee.id, 2, false); });
  CHECK(refused.error().code == ErrorCode::forbidden);
}

}  // namespace uke::server
