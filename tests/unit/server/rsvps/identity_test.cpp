// Whose answer it is: the roster, link_trust, doubles.
#include "server/rsvps/upkeep.h"
#include "tests/unit/server/rsvps/gathering.h"

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;
using events::LinkTrust;

namespace {

rsvps::OwnFields known(const std::string& family, const std::string& given, const std::string& email) {
  auto fields = a_guest(family, given);
  fields.email = email;
  return fields;
}

Result<rsvps::Rsvp> approve(Gathering& party, const rsvps::Own& own) {
  const auto version = party.version(own.secret);
  return party.database.write([&](WriteTx& tx) { return rsvps::approve_held(tx, an_admin(), own.rsvp.attendee.id, version); });
}
Result<rsvps::Rsvp> settle(Gathering& party, const rsvps::Own& own, bool same) {
  const auto version = party.version(own.secret);
  return party.database.write([&](WriteTx& tx) { return rsvps::settle_doubt(tx, an_admin(), own.rsvp.attendee.id, version, same); });
}

}  // namespace

TEST_CASE("the_roster_grows_by_who_answers_and_not_by_companions_or_a_no") {
  Gathering party;
  const auto own = party.answer(with_company(known("山田", "花子", "hanako@example.jp"), 2));
  REQUIRE(own.rsvp.attendee.member);
  CHECK(own.rsvp.attendee.provisional);
  CHECK(own.rsvp.companions[0].provisional);
  CHECK(party.database.count("select count(*) from members where state = 'provisional' and origin = 'answer'") == 1);
  auto no = a_guest("佐藤", "次郎");
  no.state = RsvpState::no;
  const auto absent = party.answer(no);
  CHECK_FALSE(absent.rsvp.attendee.member);
  CHECK(party.database.count("select count(*) from members") == 1);
  auto yes = a_guest("佐藤", "次郎");
  CHECK(must(party.change(absent.secret, yes)).rsvp.attendee.member);
  CHECK(party.database.count("select count(*) from members") == 2);
}

TEST_CASE("a_member_who_is_surely_meant_is_linked_and_not_provisional") {
  Gathering party;
  const auto id = party.member("髙橋", "一郎", "ichiro@example.jp");
  const auto own = party.answer(known("高橋", "一郎", "ICHIRO@example.jp"));
  CHECK(own.rsvp.attendee.member == id);
  CHECK_FALSE(own.rsvp.attendee.provisional);
  auto no = known("高橋", "一郎", "ichiro@example.jp");
  no.state = RsvpState::no;
  CHECK(party.database.count("select count(*) from members") == 1);
}

TEST_CASE("a_member_has_at_most_one_answer_that_counts_under_whatever_name") {
  Gathering party;
  roster::MemberFields fields;
  fields.family_name = "鈴木";
  fields.given_name = "花子";
  fields.former_name = "田中";
  fields.email = "hanako@example.jp";
  party.write([&](WriteTx& tx) {
    return roster::create_member(tx, an_admin(), {.fields = fields, .state = roster::MemberState::approved, .origin = {}, .sponsor = {}});
  });
  const auto first = party.answer(known("鈴木", "花子", "hanako@example.jp"));
  REQUIRE(first.rsvp.attendee.member);
  const auto second = party.answer(known("田中", "花子", "hanako@example.jp"));
  CHECK_FALSE(second.rsvp.attendee.member);
  CHECK(second.details.doubt_of == first.rsvp.attendee.id);
  CHECK(party.database.count("select count(*) from members") == 1);
}

TEST_CASE("an_organizer_who_links_a_second_answer_to_a_member_marks_it_as_a_double") {
  Gathering party;
  const auto first = party.answer(known("山田", "花子", "hanako@example.jp"));
  const auto second = party.answer(known("山田", "はなこ", "other@example.jp"));
  rsvps::RsvpChange link;
  link.member = first.rsvp.attendee.member.value().to_string();
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), second.rsvp.attendee.id, 1, link); });
  CHECK(party.own(second.secret).details.doubt_of == first.rsvp.attendee.id);
}

TEST_CASE("where_only_members_are_trusted_unknown_people_are_held_without_a_place") {
  Gathering party;
  party.trust(LinkTrust::roster_only);
  party.set_capacity(party.osaka.id, 3);
  party.member("髙橋", "一郎", "ichiro@example.jp");
  CHECK(party.answer(known("髙橋", "一郎", "ichiro@example.jp")).rsvp.attendee.state == RsvpState::yes);
  const auto held = party.answer(with_company(known("山田", "花子", "hanako@example.jp"), 1));
  CHECK(held.rsvp.attendee.state == RsvpState::waiting);
  CHECK(held.details.held);
  CHECK(held.place_in_line == 0);
  CHECK_FALSE(held.rsvp.attendee.member);
  CHECK(party.places(party.osaka.id).occupied == 1);
  CHECK(party.places(party.osaka.id).waiting == 0);
  CHECK(party.database.count("select count(*) from members") == 1);
  // Changing it, taking it back and bringing it back leads past nobody.
  CHECK(must(party.go_to(held.secret, party.fukuoka.id, Mode::onsite)).details.held);
  CHECK(must(party.go_to(held.secret, party.osaka.id, Mode::onsite)).details.held);
  must(party.cancel(held.secret));
  CHECK(must(party.restore(held.secret)).details.held);
  must(approve(party, held));
  const auto own = party.own(held.secret);
  CHECK(own.rsvp.attendee.state == RsvpState::yes);
  CHECK(own.rsvp.companions[0].state == RsvpState::yes);
  CHECK(own.rsvp.attendee.member);
  CHECK(party.notices_of(own.rsvp.attendee.id) == std::vector{rsvps::Notice::confirmed, rsvps::Notice::approved});
  CHECK(party.places(party.osaka.id).occupied == 3);
  // Approved once is approved.
  must(party.cancel(held.secret));
  CHECK(must(party.restore(held.secret)).rsvp.attendee.state == RsvpState::yes);
  CHECK(approve(party, held).error().code == ErrorCode::conflict);
}

TEST_CASE("a_maybe_of_somebody_unknown_that_becomes_a_yes_is_held_then") {
  Gathering party;
  party.trust(LinkTrust::roster_only);
  auto fields = a_guest();
  fields.state = RsvpState::maybe;
  const auto own = party.answer(fields);
  CHECK_FALSE(own.details.held);
  CHECK(must(party.change(own.secret, a_guest())).details.held);
}

TEST_CASE("an_organizer_who_adds_a_note_to_a_held_answer_does_not_approve_it") {
  Gathering party;
  party.trust(LinkTrust::roster_only);
  const auto own = party.answer(a_guest());
  rsvps::RsvpChange note;
  note.note = "どなたでしょう";
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), own.rsvp.attendee.id, 1, note); });
  CHECK(party.own(own.secret).details.held);
  rsvps::RsvpChange yes;
  yes.state = RsvpState::yes;
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), own.rsvp.attendee.id, 2, yes); });
  CHECK(party.state(own.secret) == RsvpState::yes);
}

TEST_CASE("who_is_declined_has_no_valid_ticket_and_is_told") {
  Gathering party;
  party.trust(LinkTrust::roster_only);
  const auto own = party.answer(known("山田", "花子", "hanako@example.jp"));
  const auto declined = party.write([&](WriteTx& tx) { return rsvps::decline_held(tx, an_admin(), own.rsvp.attendee.id, 1); });
  CHECK(declined.attendee.state == RsvpState::cancelled);
  CHECK(party.notices_of(own.rsvp.attendee.id) == std::vector{rsvps::Notice::declined});
  CHECK(party.database.count("select count(*) from members") == 0);
}

TEST_CASE("the_same_person_keeps_the_earlier_answer_and_another_person_both") {
  Gathering party;
  const auto first = party.answer(known("山田", "花子", "hanako@example.jp"));
  const auto second = party.answer(known("山田", "花子", "hanako@example.jp"));
  const auto third = party.answer(known("山田", "花子", "other@example.jp"));
  CHECK(must(settle(party, second, true)).attendee.state == RsvpState::cancelled);
  CHECK(party.state(first.secret) == RsvpState::yes);
  CHECK(must(settle(party, third, false)).attendee.state == RsvpState::yes);
  CHECK_FALSE(party.own(third.secret).details.doubt_of);
  CHECK(party.own(third.secret).rsvp.attendee.member);
  CHECK(party.own(third.secret).rsvp.attendee.member != party.own(first.secret).rsvp.attendee.member);
  CHECK(settle(party, third, false).error().code == ErrorCode::conflict);
}

TEST_CASE("the_mark_of_a_provisional_member_goes_once_they_are_approved") {
  Gathering party;
  const auto own = party.answer(known("山田", "花子", "hanako@example.jp"));
  const auto id = own.rsvp.attendee.id;
  party.write([&](WriteTx& tx) {
    return roster::set_member_state(tx, an_admin(), own.rsvp.attendee.member.value(), 1, roster::MemberState::approved);
  });
  CHECK(party.write([&](WriteTx& tx) { return rsvps::refresh_provisional(tx, {id}); }) == 1);
  CHECK_FALSE(party.row(id).provisional);
  CHECK(party.write([&](WriteTx& tx) { return rsvps::refresh_provisional(tx, {id}); }) == 0);
}

}  // namespace uke::server
