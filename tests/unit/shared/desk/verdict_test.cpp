#include "shared/desk/verdict.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <map>

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

// A desk's whole knowledge, in memory.
struct Door {
  std::vector<Event> events = {an_event(1), an_event(2).named("講演会", "Speaker night")};
  std::vector<Edition> editions = {an_edition(1), an_edition(2), an_edition(3)};
  std::vector<Attendee> attendees;
  std::vector<OtherTicket> others;
  EventFold fold;
  Here here{an_id<EventId>(1), an_id<EditionId>(1), DeskMode::staffed};
  std::int64_t now_ms = kEvening;

  View view() const {
    const auto find = [](const auto& list, const auto& value, auto member) -> decltype(list.data()) {
      const auto it = std::ranges::find(list, value, member);
      return it == list.end() ? nullptr : &*it;
    };
    const auto copy = [](const auto* found) { return found != nullptr ? std::optional(*found) : std::nullopt; };
    return {.event = [=, this](std::uint32_t no) { return find(events, std::int64_t{no}, &Event::event_no); },
            .edition = [=, this](EditionId id) { return find(editions, id, &Edition::id); },
            .edition_by_hint = [=, this](std::uint8_t hint) { return find(editions, std::int64_t{hint}, &Edition::hint); },
            .attendee = [=, this](TicketNo no) { return copy(find(attendees, no, &Attendee::ticket)); },
            .other_ticket = [=, this](TicketNo no) { return copy(find(others, no, &OtherTicket::ticket)); },
            .attendance = [this](const Subject& subject) { return fold.attendance(subject); }};
  }
  Decision scan(std::string_view text) const { return decide(text, view(), here, from_ms(now_ms)); }
  Verdict verdict(std::string_view text) const { return scan(text).verdict; }
};

const Attendee kHanako = an_attendee(1);
const auto kTicket = ticket_text(kHanako);

Door door_with(const Attendee& attendee) {
  Door door;
  door.attendees = {attendee};
  return door;
}

OtherTicket other_ticket(std::uint64_t n, std::uint64_t edition, RsvpState state = RsvpState::yes) {
  return {an_attendee(n).build().ticket, an_id<AttendeeId>(n), an_id<EditionId>(edition), state};
}

}  // namespace

TEST_CASE("a_good_ticket_is_admitted_with_name_and_subject") {
  const auto decision = door_with(kHanako).scan(kTicket);
  CHECK(decision.verdict == Verdict::admitted);
  CHECK(decision.subject == Subject::of(kHanako.id));
  CHECK(decision.ticket == kHanako.ticket);
  CHECK(decision.attendee == kHanako);
  CHECK(decision.state == RsvpState::yes);
  CHECK_FALSE(decision.unlisted);
}

TEST_CASE("what_holds_no_token_of_ours_is_unreadable") {
  const auto door = door_with(kHanako);
  auto cut_short = kTicket;
  cut_short.pop_back();
  for (const auto& text : {std::string(), std::string("WIFI:T:WPA;S:venue;;"), cut_short.substr(40), std::string(1'000'000, '%'),
                           std::string("HTTPS://X/T/") + std::string(125, 'A')}) {
    CHECK(door.verdict(text) == Verdict::unreadable);
  }
  CHECK_FALSE(door.scan("").subject);
}

TEST_CASE("a_token_that_no_key_vouches_for_is_forged") {
  const auto door = door_with(kHanako);
  const ticket::Payload payload{.event_no = 2027, .no = kHanako.ticket, .key_no = 0, .edition_hint = 1};
  const auto with = [&](auto change) {
    auto changed = payload;
    change(changed);
    return ticket_text(changed, a_signing_key());
  };
  CHECK(door.verdict(ticket_text(payload, a_signing_key(2))) == Verdict::forged);
  CHECK(door.verdict(with([](auto& p) { p.key_no = 1; })) == Verdict::forged);
  CHECK(door.verdict(with([](auto& p) { p.event_no = 1; })) == Verdict::forged);
  auto flipped = kTicket;
  flipped[40] = flipped[40] == 'B' ? 'C' : 'B';
  CHECK(door.verdict(flipped) == Verdict::forged);
  CHECK_FALSE(door.scan(flipped).subject);
}

TEST_CASE("every_key_of_the_event_is_good") {
  auto door = door_with(kHanako);
  door.events[0] = an_event(1).key(5, a_signing_key(5));
  CHECK(door.verdict(ticket_text({.event_no = 2027, .no = kHanako.ticket, .key_no = 5, .edition_hint = 1}, a_signing_key(5))) ==
        Verdict::admitted);
}

TEST_CASE("a_ticket_of_another_event_is_named_only_if_that_events_key_vouches_for_it") {
  const auto door = door_with(kHanako);
  const ticket::Payload payload{.event_no = 2028, .no = {77}, .key_no = 0, .edition_hint = 1};
  const auto decision = door.scan(ticket_text(payload, a_signing_key()));
  CHECK(decision.verdict == Verdict::other_event);
  CHECK(decision.other_name == "講演会");
  CHECK(decision.other_name_en == "Speaker night");
  CHECK(decision.other_date_ms == kEvening);
  CHECK_FALSE(decision.subject);
  CHECK(door.verdict(ticket_text(payload, a_signing_key(9))) == Verdict::forged);
}

TEST_CASE("who_is_inside_here_is_already_in_with_time_and_desk") {
  auto door = door_with(kHanako);
  door.fold.add(a_record().about(kHanako).desk(2).minute(62).admit());
  const auto decision = door.scan(kTicket);
  CHECK(decision.verdict == Verdict::already_in);
  CHECK(decision.already_at_ms == kEvening + 62 * kMinute);
  CHECK(decision.already_desk == "受付2");
  door.fold.add(a_record().about(kHanako).step(2).exit());
  CHECK(door.verdict(kTicket) == Verdict::admitted);
}

TEST_CASE("already_in_comes_before_everything_that_could_be_wrong") {
  auto door = door_with(an_attendee(1).state(RsvpState::cancelled).fee(5000).online());
  door.fold.add(a_record().about(kHanako).admit({"cancelled"}));
  door.now_ms = kEvening + 1000 * kMinute;
  CHECK(door.verdict(kTicket) == Verdict::already_in);
}

TEST_CASE("an_undone_admit_leaves_the_ticket_good") {
  auto door = door_with(kHanako);
  const auto admit = a_record().about(kHanako).admit().build();
  door.fold.add(admit);
  door.fold.add(a_record().about(kHanako).step(2).undo(admit.id));
  CHECK(door.verdict(kTicket) == Verdict::admitted);
}

TEST_CASE("an_answer_that_does_not_stand_is_cancelled") {
  for (const auto state : {RsvpState::cancelled, RsvpState::no, RsvpState::waiting}) {
    const auto decision = door_with(an_attendee(1).state(state)).scan(kTicket);
    CHECK(decision.verdict == Verdict::cancelled);
    CHECK(decision.state == state);
  }
  CHECK(door_with(an_attendee(1).state(RsvpState::maybe)).verdict(kTicket) == Verdict::admitted);
  auto door = door_with(kHanako);
  door.editions[0].cancelled = true;
  CHECK(door.verdict(kTicket) == Verdict::cancelled);
}

TEST_CASE("a_ticket_of_another_edition_says_which") {
  Door door;
  door.others = {other_ticket(1, 3), other_ticket(2, 3, RsvpState::cancelled)};
  const auto decision = door.scan(ticket_text(kHanako, 3));
  CHECK(decision.verdict == Verdict::other_edition);
  CHECK(decision.other_name == "福岡会場");
  CHECK(decision.other_name_en == "Fukuoka");
  CHECK(decision.subject == Subject::of(kHanako.id));
  CHECK_FALSE(decision.attendee);
  CHECK(door.verdict(ticket_text(an_attendee(2), 3)) == Verdict::cancelled);
  door.fold.add(a_record().about(kHanako).at(an_id<EditionId>(3)).admit());
  CHECK(door.verdict(ticket_text(kHanako, 3)) == Verdict::other_edition);  // inside there is not inside here
  door.fold.add(a_record().about(kHanako).step(2).admit({"other_edition"}));
  CHECK(door.verdict(ticket_text(kHanako, 3)) == Verdict::already_in);
}

TEST_CASE("an_unlisted_ticket_goes_by_its_hint") {
  Door door;
  const auto here = door.scan(ticket_text(kHanako, 1));
  CHECK(here.verdict == Verdict::admitted);
  CHECK(here.unlisted);
  CHECK(here.subject == Subject::of(kHanako.ticket));
  CHECK_FALSE(here.state);
  CHECK(door.verdict(ticket_text(kHanako, 0)) == Verdict::admitted);
  CHECK(door.scan(ticket_text(kHanako, 2)).other_name == "大阪会場");
  CHECK(door.verdict(ticket_text(kHanako, 14)) == Verdict::other_edition);  // an edition that this desk has not heard of
  door.editions[0].door_fee = {5000};
  CHECK(door.verdict(ticket_text(kHanako, 1)) == Verdict::pay_first);
}

TEST_CASE("the_snapshot_knows_better_than_the_hint") { CHECK(door_with(kHanako).verdict(ticket_text(kHanako, 3)) == Verdict::admitted); }

TEST_CASE("records_under_the_ticket_number_count_for_its_attendee_before_and_after_the_link") {
  auto door = door_with(an_attendee(1).fee(5000));
  const auto as_ticket = Subject::of(kHanako.ticket);
  door.fold.add(a_record().about(as_ticket).payment(5000));
  CHECK(door.scan(kTicket).due == Yen{0});
  door.fold.add(a_record().about(as_ticket).step(2).admit());
  CHECK(door.verdict(kTicket) == Verdict::already_in);
  door.fold.add(a_record().about(as_ticket).step(3).link(Subject::of(kHanako.id)));
  CHECK(door.verdict(kTicket) == Verdict::already_in);
  CHECK(door.scan(kTicket).due == Yen{0});
}

TEST_CASE("doors_open_at_the_minute_and_close_at_the_minute") {
  auto door = door_with(kHanako);
  const auto at = [&](std::int64_t ms) {
    door.now_ms = ms;
    return door.scan(kTicket);
  };
  const auto& edition = door.editions[0];
  CHECK(at(edition.doors_open_ms - 1).verdict == Verdict::not_yet);
  CHECK(at(edition.doors_open_ms - 1).doors_open_ms == edition.doors_open_ms);
  CHECK(at(edition.doors_open_ms).verdict == Verdict::admitted);
  CHECK(at(edition.doors_close_ms - 1).verdict == Verdict::admitted);
  CHECK(at(edition.doors_close_ms).verdict == Verdict::over);
  door.here.mode = DeskMode::unattended;
  CHECK(at(edition.doors_close_ms).verdict == Verdict::admitted);
}

TEST_CASE("doors_without_times_are_open") {
  auto door = door_with(kHanako);
  door.editions[0] = an_edition().doors(0, 0);
  CHECK(door.verdict(kTicket) == Verdict::admitted);
}

TEST_CASE("who_answered_online_owes_the_doors_fee_less_what_is_paid") {
  auto door = door_with(an_attendee(1).online().fee(1000).prepaid(1000));
  door.editions[0].door_fee = {5000};
  CHECK(door.verdict(kTicket) == Verdict::online_ticket);
  CHECK(door.scan(kTicket).due == Yen{4000});
  door.fold.add(a_record().about(kHanako).payment(4000));
  CHECK(door.scan(kTicket).due == Yen{0});
}

TEST_CASE("an_unpaid_fee_is_taken_first_or_reminded_of") {
  auto door = door_with(an_attendee(1).fee(5000).prepaid(2000));
  CHECK(door.verdict(kTicket) == Verdict::pay_first);
  CHECK(door.scan(kTicket).due == Yen{3000});
  SECTION("rule_remind") {
    door.editions[0].unpaid = UnpaidRule::remind;
    CHECK(door.verdict(kTicket) == Verdict::admitted);
    CHECK(door.scan(kTicket).due == Yen{3000});
  }
  SECTION("unattended_desk") {
    door.here.mode = DeskMode::unattended;
    CHECK(door.verdict(kTicket) == Verdict::admitted);
    CHECK(door.scan(kTicket).due == Yen{3000});
  }
  SECTION("self_service_takes_it_first") {
    door.here.mode = DeskMode::self_service;
    CHECK(door.verdict(kTicket) == Verdict::pay_first);
  }
  SECTION("paid_at_the_desk") {
    door.fold.add(a_record().about(kHanako).payment(3000));
    CHECK(door.verdict(kTicket) == Verdict::admitted);
    CHECK(door.scan(kTicket).due == Yen{0});
  }
  SECTION("a_promise_is_no_money") {
    door.fold.add(a_record().about(kHanako).payment(3000, PayMethod::later));
    CHECK(door.scan(kTicket).due == Yen{3000});
  }
  SECTION("never_negative") {
    door.fold.add(a_record().about(kHanako).payment(30000));
    CHECK(door.scan(kTicket).due == Yen{0});
  }
}

TEST_CASE("verdicts_are_judged_in_the_order_of_the_design") {
  // Everything is wrong at once; each step removes the reason for the verdict before.
  Door door;
  door.editions[0] = an_edition().doors(kEvening + kMinute, kEvening + 2 * kMinute).door_fee(5000);
  door.others = {other_ticket(1, 2, RsvpState::cancelled)};
  CHECK(door.verdict(kTicket) == Verdict::cancelled);
  door.others[0].state = RsvpState::yes;
  CHECK(door.verdict(kTicket) == Verdict::other_edition);
  door.others.clear();
  door.attendees = {an_attendee(1).online().fee(5000)};
  CHECK(door.verdict(kTicket) == Verdict::not_yet);
  door.now_ms = kEvening + 3 * kMinute;
  CHECK(door.verdict(kTicket) == Verdict::over);
  door.now_ms = kEvening + kMinute;
  CHECK(door.verdict(kTicket) == Verdict::online_ticket);
  door.attendees[0].mode = Mode::onsite;
  CHECK(door.verdict(kTicket) == Verdict::pay_first);
  door.attendees[0].prepaid = {5000};
  CHECK(door.verdict(kTicket) == Verdict::admitted);
}

TEST_CASE("who_went_out_comes_back_without_being_asked_again") {
  auto door = door_with(an_attendee(1).online().fee(5000));
  door.fold.add(a_record().about(kHanako).admit({"online_ticket"}));
  door.fold.add(a_record().about(kHanako).step(2).exit());
  door.now_ms = kEvening + 1000 * kMinute;
  CHECK(door.verdict(kTicket) == Verdict::admitted);
  CHECK(door.scan(kTicket).due == Yen{5000});
  door.attendees[0].state = RsvpState::cancelled;
  CHECK(door.verdict(kTicket) == Verdict::cancelled);
  door.fold.add(a_record().about(kHanako).step(3).admit({"cancelled"}));
  door.fold.add(a_record().about(kHanako).step(4).exit());
  CHECK(door.verdict(kTicket) == Verdict::admitted);
}

TEST_CASE("a_person_picked_by_name_is_judged_like_their_ticket") {
  const auto door = door_with(an_attendee(1).fee(5000));
  const auto picked = decide_attendee(door.attendees[0], door.view(), door.here, from_ms(door.now_ms));
  CHECK(picked.verdict == Verdict::pay_first);
  CHECK(picked.subject == door.scan(kTicket).subject);
}

TEST_CASE("an_edition_that_this_desk_does_not_know_yet_limits_nothing") {
  auto door = door_with(kHanako);
  door.editions.clear();
  CHECK(door.verdict(kTicket) == Verdict::admitted);
}

TEST_CASE("what_reception_may_set_aside_and_what_is_written_as_a_refusal") {
  const std::map<Verdict, std::pair<bool, bool>> expected = {
      {Verdict::unreadable, {false, true}},  {Verdict::forged, {false, true}},   {Verdict::other_event, {false, true}},
      {Verdict::already_in, {false, false}}, {Verdict::cancelled, {true, true}}, {Verdict::other_edition, {true, true}},
      {Verdict::not_yet, {true, true}},      {Verdict::over, {true, true}},      {Verdict::online_ticket, {true, true}},
      {Verdict::pay_first, {true, false}},   {Verdict::admitted, {false, false}}};
  for (const auto& [verdict, answer] : expected) {
    INFO(enum_name(verdict));
    CHECK(can_override(verdict) == answer.first);
    CHECK(is_refusal(verdict) == answer.second);
  }
}
