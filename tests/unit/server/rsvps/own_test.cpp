// What attendees do with their own answer.
#include "tests/unit/server/rsvps/gathering.h"

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;
using events::LinkTrust;

namespace {

std::string why(const Error& error) { return error.code == ErrorCode::conflict ? error.detail : describe(error); }

}  // namespace

TEST_CASE("an_answer_through_the_link_has_a_place_a_ticket_and_a_personal_link") {
  Gathering party;
  const auto own = party.answer(a_guest());
  CHECK(own.rsvp.attendee.state == RsvpState::yes);
  CHECK(own.rsvp.attendee.ticket.value != 0);
  CHECK(own.rsvp.attendee.fee == Yen{5000});
  CHECK(own.secret.size() == 26);
  CHECK(party.own(own.secret).rsvp.attendee.id == own.rsvp.attendee.id);
  auto shouted = own.secret;
  for (auto& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK(party.own(shouted).rsvp.attendee.id == own.rsvp.attendee.id);
  const auto none = party.database.read([&](ReadTx& tx) { return rsvps::own_answer(tx, own.secret.substr(1)); });
  CHECK(none.error().code == ErrorCode::not_found);
}

TEST_CASE("the_secret_of_a_personal_link_is_nowhere_in_the_database") {
  Gathering party;
  const auto own = party.answer(a_guest());
  CHECK(own.details.secret_hash.value().find(own.secret) == std::string::npos);
  CHECK(party.database.count("select count(*) from answer_details where secret_hash is not null") == 1);
}

TEST_CASE("a_form_that_is_sent_twice_is_one_answer") {
  Gathering party;
  const auto first = must(party.try_answer(a_guest(), "form-1"));
  const auto again = must(party.try_answer(a_guest(), "form-1"));
  CHECK(again.secret == first.secret);
  CHECK(party.database.count("select count(*) from attendees") == 1);
  must(party.try_answer(a_guest("佐藤"), "form-2"));
  CHECK(party.database.count("select count(*) from attendees") == 2);
}

TEST_CASE("a_second_answer_under_the_same_name_neither_changes_nor_reveals_the_first") {
  Gathering party;
  auto fields = a_guest("髙橋", "一郎");
  fields.food = "えび";
  const auto first = party.answer(fields);
  auto other = a_guest("高橋", "一郎");
  const auto second = party.answer(other);
  CHECK(second.rsvp.attendee.id != first.rsvp.attendee.id);
  CHECK(second.rsvp.attendee.ticket != first.rsvp.attendee.ticket);
  CHECK(second.details.doubt_of == first.rsvp.attendee.id);
  CHECK(second.details.food.empty());
  CHECK(party.own(first.secret).rsvp.attendee.version == first.rsvp.attendee.version);
  CHECK_FALSE(party.own(first.secret).details.doubt_of);
}

TEST_CASE("a_double_is_none_any_more_once_the_first_answer_is_taken_back") {
  Gathering party;
  const auto first = party.answer(a_guest());
  const auto second = party.answer(a_guest());
  const auto third = party.answer(a_guest());
  CHECK(third.details.doubt_of == first.rsvp.attendee.id);
  must(party.cancel(first.secret));
  CHECK_FALSE(party.own(second.secret).details.doubt_of);
  CHECK(party.own(third.secret).details.doubt_of == second.rsvp.attendee.id);
  const auto restored = must(party.restore(first.secret));
  CHECK(restored.details.doubt_of == second.rsvp.attendee.id);
}

TEST_CASE("who_comes_back_after_a_cancellation_has_the_old_ticket_number_and_link") {
  Gathering party;
  auto fields = a_guest("髙橋", "一郎");
  fields.email = "Ichiro@example.jp";
  fields.comment = "昔の話";
  const auto first = party.answer(with_company(fields, 1));
  must(party.cancel(first.secret));
  fields.family_name = "高橋";
  fields.email = "ichiro@example.jp";
  fields.comment = "";
  const auto again = party.answer(with_company(fields, 1), party.fukuoka.id);
  CHECK(again.rsvp.attendee.id == first.rsvp.attendee.id);
  CHECK(again.rsvp.attendee.ticket == first.rsvp.attendee.ticket);
  CHECK(again.rsvp.attendee.edition == party.fukuoka.id);
  CHECK(again.secret == first.secret);
  CHECK(again.details.comment.empty());
  CHECK(again.rsvp.companions.size() == 1);
}

TEST_CASE("who_had_left_no_address_may_come_back_with_one_and_nobody_else_gets_the_number") {
  Gathering party;
  const auto first = party.answer(a_guest());
  must(party.cancel(first.secret));
  auto with_address = a_guest();
  with_address.email = "hanako@example.jp";
  const auto again = party.answer(with_address);
  CHECK(again.rsvp.attendee.ticket == first.rsvp.attendee.ticket);
  must(party.cancel(again.secret));
  CHECK(party.answer(a_guest()).rsvp.attendee.ticket != first.rsvp.attendee.ticket);
  auto stranger = a_guest();
  stranger.email = "other@example.jp";
  CHECK(party.answer(stranger).rsvp.attendee.ticket != first.rsvp.attendee.ticket);
}

TEST_CASE("two_tabs_do_not_overwrite_each_other") {
  Gathering party;
  const auto own = party.answer(a_guest());
  auto fields = a_guest();
  fields.food = "そば";
  const auto send = [&](std::int64_t version) {
    return party.database.write([&](WriteTx& tx) { return rsvps::own_change(tx, own.secret, version, fields); });
  };
  CHECK(must(send(1)).rsvp.attendee.version == 2);
  CHECK(send(1).error().code == ErrorCode::stale);
  const auto cancel = party.database.write([&](WriteTx& tx) { return rsvps::own_cancel(tx, own.secret, 1); });
  CHECK(cancel.error().code == ErrorCode::stale);
}

TEST_CASE("an_answer_that_arrives_after_the_deadline_is_refused_with_the_reason") {
  Gathering party;
  party.edit_details(party.osaka.id, [&](auto& details) { details.rsvp_closes_ms = kEvening - 7 * kDay; });
  const auto own = party.answer(a_guest());
  party.database.clock.jump_to(from_ms(kEvening - 7 * kDay));
  CHECK(why(party.try_answer(a_guest("佐藤")).error()) == "closed");
  CHECK(why(party.change(own.secret, a_guest()).error()) == "closed");
  CHECK(why(party.go_to(own.secret, party.osaka.id, Mode::onsite).error()) == "closed");
  // Whoever does not come says so at any time, and the venue can be left for the screen until the end.
  CHECK(must(party.go_to(own.secret, party.osaka.id, Mode::online)).rsvp.attendee.mode == Mode::online);
  CHECK(must(party.cancel(own.secret)).rsvp.attendee.state == RsvpState::cancelled);
  CHECK(why(party.restore(own.secret).error()) == "closed");
  party.database.clock.jump_to(from_ms(kEvening + 240 * kMinute));
  CHECK(why(party.cancel(own.secret).error()) == "over");
}

TEST_CASE("an_edition_that_does_not_take_place_takes_no_answers_and_lets_people_go_elsewhere") {
  Gathering party;
  const auto own = party.answer(a_guest());
  party.write([&](WriteTx& tx) { return events::cancel_edition(tx, an_admin(), party.osaka.id, party.osaka.version); });
  CHECK(why(party.try_answer(a_guest("佐藤")).error()) == "cancelled_edition");
  CHECK(why(party.go_to(own.secret, party.osaka.id, Mode::online).error()) == "cancelled_edition");
  CHECK(must(party.go_to(own.secret, party.fukuoka.id, Mode::onsite)).rsvp.attendee.edition == party.fukuoka.id);
}

TEST_CASE("nobody_switches_to_an_edition_of_another_event") {
  Gathering party;
  const auto other = make_edition(party.database, make_event(party.database, "2026").id);
  const auto own = party.answer(a_guest());
  CHECK(why(party.go_to(own.secret, other.id, Mode::onsite).error()) == "wrong_edition");
}

TEST_CASE("a_day_of_the_party_is_watched_from_home_while_the_doors_are_open") {
  Gathering party;
  const auto own = party.answer(with_company(a_guest(), 1));
  party.database.clock.jump_to(from_ms(kEvening + 10 * kMinute));
  const auto home = must(party.go_to(own.secret, party.osaka.id, Mode::online));
  CHECK(home.rsvp.attendee.mode == Mode::online);
  CHECK(home.rsvp.attendee.fee == Yen{0});
  CHECK(home.rsvp.companions[0].mode == Mode::online);
  CHECK(party.places(party.osaka.id).occupied == 0);
}

TEST_CASE("who_was_let_in_keeps_the_seat_and_the_fee_and_cannot_take_back_having_come") {
  Gathering party;
  const auto own = party.answer(a_guest());
  party.admit(party.osaka.id, desk::Subject::of(own.rsvp.attendee.id));
  CHECK(why(party.cancel(own.secret).error()) == "ticket_used");
  CHECK(why(party.go_to(own.secret, party.fukuoka.id, Mode::onsite).error()) == "ticket_used");
  auto no = a_guest();
  no.state = RsvpState::no;
  CHECK(why(party.change(own.secret, no).error()) == "ticket_used");
  const auto home = must(party.go_to(own.secret, party.osaka.id, Mode::online));
  CHECK(home.rsvp.attendee.fee == Yen{5000});
  CHECK(party.places(party.osaka.id).occupied == 1);
}

TEST_CASE("companions_have_tickets_of_their_own_which_a_changed_form_keeps") {
  Gathering party;
  auto fields = with_company(a_guest(), 3);
  const auto own = party.answer(fields);
  REQUIRE(own.rsvp.companions.size() == 3);
  const auto ticket_of = [](const rsvps::Own& from, const std::string& given) {
    for (const auto& companion : from.rsvp.companions) {
      if (companion.given_name == given) return companion.ticket;
    }
    return ticket::TicketNo{};
  };
  fields.companions.erase(fields.companions.begin() + 1);
  fields.companions[0].given_name = "直した名";
  const auto changed = must(party.change(own.secret, fields));
  REQUIRE(changed.rsvp.companions.size() == 2);
  CHECK(ticket_of(changed, "連れ2") == ticket_of(own, "連れ2"));
  CHECK(ticket_of(changed, "直した名") == ticket_of(own, "連れ0"));
  CHECK(party.database.count("select count(*) from attendees where state = 'cancelled'") == 1);
  fields.companions.push_back({.family_name = "山田", .given_name = "連れ1", .kana = {}, .fee_category = {}});
  const auto back = must(party.change(own.secret, fields));
  CHECK(ticket_of(back, "連れ1") == ticket_of(own, "連れ1"));
}

TEST_CASE("a_companion_who_was_taken_out_does_not_come_back_with_the_others") {
  Gathering party;
  const auto own = party.answer(with_company(a_guest(), 2));
  const auto less = must(party.cancel_companion(own.secret, own.rsvp.companions[0].id));
  CHECK(less.rsvp.companions.size() == 1);
  CHECK(party.places(party.osaka.id).occupied == 2);
  must(party.cancel(own.secret));
  CHECK(party.places(party.osaka.id).occupied == 0);
  must(party.restore(own.secret));
  CHECK(party.places(party.osaka.id).occupied == 2);
  CHECK(party.row(own.rsvp.companions[0].id).state == RsvpState::cancelled);
  CHECK(party.cancel_companion(own.secret, own.rsvp.companions[0].id).error().code == ErrorCode::not_found);
}

TEST_CASE("a_companion_more_is_refused_where_there_is_no_place_and_nobody_loses_theirs") {
  Gathering party;
  party.set_capacity(party.osaka.id, 2);
  const auto own = party.answer(with_company(a_guest(), 1));
  CHECK(why(party.change(own.secret, with_company(a_guest(), 2)).error()) == "full");
  CHECK(party.state(own.secret) == RsvpState::yes);
  CHECK(party.places(party.osaka.id).occupied == 2);
}

TEST_CASE("erasing_oneself_leaves_what_is_counted_and_nothing_that_was_typed") {
  Gathering party;
  auto fields = with_company(a_guest("鷲尾", "千早"), 1);
  fields.email = "washio@example.jp";
  fields.former_name = "丹羽";
  fields.food = "かに";
  fields.comment = "元気です";
  const auto own = party.answer(fields);
  party.write([&](WriteTx& tx) -> Result<int> {
    TRYV(rsvps::own_erase(tx, own.secret));
    return 0;
  });
  const auto row = party.row(own.rsvp.attendee.id);
  CHECK(row.state == RsvpState::cancelled);
  CHECK(row.ticket == own.rsvp.attendee.ticket);
  CHECK(row.search.empty());
  CHECK_FALSE(row.email);
  const auto details = party.details(row.id);
  CHECK(details.food.empty());
  CHECK(details.comment.empty());
  CHECK(details.former_name.empty());
  CHECK_FALSE(details.secret_hash);
  CHECK(party.database.read([&](ReadTx& tx) { return rsvps::own_answer(tx, own.secret); }).error().code == ErrorCode::not_found);
  CHECK(party.notices_of(row.id).empty());
  CHECK(party.row(own.rsvp.companions[0].id).shown_name.empty());
  CHECK(party.database.count("select count(*) from members") == 0);  // was there only because of the answer
  // The same person again is somebody new; the old link stays dead even if an organizer touches the old row.
  CHECK(party.answer(a_guest("鷲尾", "千早")).rsvp.attendee.id != row.id);
  rsvps::RsvpChange change;
  change.note = "確認済み";
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), row.id, row.version, change); });
  CHECK(party.database.read([&](ReadTx& tx) { return rsvps::own_answer(tx, own.secret); }).error().code == ErrorCode::not_found);
}

TEST_CASE("late_is_one_tap_and_one_tap_back") {
  Gathering party;
  const auto own = party.answer(with_company(a_guest(), 1));
  party.database.clock.jump_to(from_ms(kEvening + kMinute));
  const auto late = party.write([&](WriteTx& tx) { return rsvps::own_late(tx, own.secret, 1, true); });
  CHECK(late.rsvp.attendee.late);
  CHECK(late.rsvp.companions[0].late);
  CHECK(late.rsvp.attendee.version == 2);
  CHECK_FALSE(party.write([&](WriteTx& tx) { return rsvps::own_late(tx, own.secret, 2, false); }).rsvp.attendee.late);
}

TEST_CASE("a_no_may_order_goods_and_say_how_they_are") {
  Gathering party;
  const auto dorayaki = party.goods(party.osaka.id, "どら焼き", 300);
  auto fields = a_guest();
  fields.state = RsvpState::no;
  fields.comment = "また来年";
  fields.goods = {{dorayaki, 4}};
  const auto own = party.answer(fields);
  CHECK(own.rsvp.attendee.state == RsvpState::no);
  CHECK(own.rsvp.attendee.fee == Yen{1200});
  CHECK(own.rsvp.goods.size() == 1);
  CHECK(party.database.count("select count(*) from members") == 0);
}

}  // namespace uke::server
