#include "shared/desk/conflict.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

const auto kTokyo = an_id<EditionId>(1);
const auto kOsaka = an_id<EditionId>(2);
const auto kHanako = Subject::of(an_id<AttendeeId>(1));
const auto kTaro = Subject::of(an_id<AttendeeId>(2));

std::vector<Conflict> conflicts(const std::vector<DeskRecord>& records, const EventFacts& facts = {}) {
  EventFold fold;
  for (const auto& record : records) fold.add(record);
  return find_conflicts(fold, facts);
}

std::vector<ConflictKind> kinds(const std::vector<DeskRecord>& records, const EventFacts& facts = {}) {
  std::vector<ConflictKind> kinds;
  for (const auto& conflict : conflicts(records, facts)) kinds.push_back(conflict.kind);
  return kinds;
}

using Kinds = std::vector<ConflictKind>;

EventFacts::Person hanako(RsvpState state = RsvpState::yes) {
  EventFacts::Person person;
  person.id = an_id<AttendeeId>(1);
  person.edition = kTokyo;
  person.state = state;
  return person;
}

EventFacts facts_with(const EventFacts::Person& person, const Edition& edition = an_edition()) { return {{person}, {edition}}; }

}  // namespace

TEST_CASE("two_desks_that_did_not_know_of_each_other_raise_one_conflict_with_both_times") {
  const auto found = conflicts({a_record().desk(1).minute(2).admit(), a_record().desk(2).minute(5).admit()});
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ConflictKind::double_admit);
  CHECK(found[0].subject == kHanako);
  CHECK(found[0].edition == kTokyo);
  CHECK(found[0].times_ms == std::vector{kEvening + 2 * kMinute, kEvening + 5 * kMinute});
  CHECK(found[0].desks == std::vector<std::string>{"受付1", "受付2"});
  CHECK_FALSE(found[0].resolved);
}

TEST_CASE("three_desks_in_ignorance_raise_one_conflict_too") {
  const auto found = conflicts({a_record().desk(1).admit(), a_record().desk(2).admit(), a_record().desk(3).admit()});
  REQUIRE(found.size() == 1);
  CHECK(found[0].records.size() == 3);
}

TEST_CASE("a_desk_that_had_refused_before_is_a_step_ahead_without_knowing_more") {
  CHECK(kinds({a_record().desk(1).seq(1).refuse("not_yet"), a_record().desk(1).seq(2).step(2).admit(),
               a_record().desk(2).seq(1).step(1).admit()}) == Kinds{ConflictKind::double_admit});
}

TEST_CASE("a_repetition_by_a_desk_that_knew_is_no_conflict") {
  CHECK(kinds({a_record().desk(1).admit(), a_record().desk(2).step(2).admit()}).empty());
  CHECK(kinds({a_record().desk(1).seq(1).admit(), a_record().desk(1).seq(2).step(2).admit()}).empty());
  // Desk 2 had a refusal of its own and then heard of desk 1: its step jumps over its own.
  CHECK(kinds({a_record().desk(1).seq(1).refuse("not_yet"), a_record().desk(1).seq(2).step(2).admit(),
               a_record().desk(2).seq(1).refuse("not_yet"), a_record().desk(2).seq(2).step(3).admit()})
            .empty());
}

TEST_CASE("coming_back_after_an_exit_is_no_conflict") {
  CHECK(kinds({a_record().desk(1).admit(), a_record().desk(1).step(2).exit(), a_record().desk(2).step(3).admit()}).empty());
}

TEST_CASE("an_exit_between_two_admits_is_enough_even_where_the_steps_prove_nothing") {
  CHECK(kinds({a_record().desk(1).seq(1).admit(), a_record().desk(1).seq(2).step(2).exit(), a_record().desk(2).seq(1).refuse("not_yet"),
               a_record().desk(2).seq(2).step(2).refuse("not_yet"), a_record().desk(2).seq(3).step(3).admit()})
            .empty());
}

TEST_CASE("knowing_a_desks_record_of_the_attendee_is_not_knowing_its_record_of_the_unlisted_ticket") {
  const auto ticket = Subject::of(TicketNo{7});
  CHECK(kinds({a_record().desk(1).seq(1).about(ticket).admit(), a_record().desk(1).seq(2).about(kHanako).payment(5000),
               a_record().desk(2).seq(1).step(2).about(kHanako).admit(), a_record().desk(3).about(ticket).step(5).link(kHanako)}) ==
        Kinds{ConflictKind::double_admit});
}

TEST_CASE("undo_or_reassign_of_one_settles_a_double_admit") {
  const auto first = a_record().desk(1).admit().build();
  const auto second = a_record().desk(2).admit().build();
  CHECK(kinds({first, second, a_record().step(2).undo(second.id)}).empty());
  CHECK(kinds({first, second, a_record().step(2).reassign(second.id, kTaro)}).empty());
}

TEST_CASE("an_unlisted_ticket_admitted_elsewhere_is_a_double_admit_once_it_is_linked") {
  const auto ticket = Subject::of(TicketNo{7});
  const auto by_ticket = a_record().desk(1).about(ticket).admit().build();
  const auto by_name = a_record().desk(2).step(3).about(kHanako).admit().build();  // steps of two subjects say nothing of each other
  CHECK(kinds({by_ticket, by_name}).empty());
  CHECK(kinds({by_ticket, by_name, a_record().about(ticket).step(4).link(kHanako)}) == Kinds{ConflictKind::double_admit});
}

TEST_CASE("resolving_marks_exactly_that_conflict_and_a_new_record_raises_a_new_one") {
  const auto first = a_record().desk(1).admit().build();
  const auto second = a_record().desk(2).admit().build();
  const auto third = a_record().desk(3).admit().build();
  const auto id = conflicts({first, second})[0].id;
  CHECK(id.size() == 32);
  const auto resolve = a_record().step(2).resolve(id).build();
  CHECK(conflicts({first, second, resolve})[0].resolved);
  CHECK(conflicts({resolve, second, first})[0].id == id);
  const auto after = conflicts({first, second, third, resolve});
  REQUIRE(after.size() == 1);
  CHECK(after[0].id != id);
  CHECK_FALSE(after[0].resolved);
  CHECK_FALSE(conflicts({first, second, resolve, a_record().step(3).undo(resolve.id)})[0].resolved);
}

TEST_CASE("unresolved_conflicts_come_first") {
  const std::vector<DeskRecord> records = {a_record().desk(1).admit(), a_record().desk(2).admit(), a_record().about(kTaro).admit(),
                                           a_record().about(kTaro).step(2).at(kOsaka).admit()};
  auto resolved = records;
  resolved.push_back(a_record().step(2).resolve(conflicts(records)[0].id));
  CHECK(kinds(records) == Kinds{ConflictKind::double_admit, ConflictKind::admitted_elsewhere});
  CHECK(kinds(resolved) == Kinds{ConflictKind::admitted_elsewhere, ConflictKind::double_admit});
}

TEST_CASE("nobody_is_at_two_editions") {
  const auto tokyo = a_record().admit().build();
  const auto osaka = a_record().step(2).at(kOsaka).admit().build();
  CHECK(kinds({tokyo, osaka}) == Kinds{ConflictKind::admitted_elsewhere});
  CHECK(kinds({tokyo, osaka, a_record().step(3).undo(tokyo.id)}).empty());
  const auto back_in = a_record().step(4).at(kOsaka).admit().build();
  const auto out = a_record().step(3).at(kOsaka).exit().build();
  CHECK(conflicts({tokyo, osaka, out, back_in})[0].id == conflicts({tokyo, osaka})[0].id);  // going out for a while asks nothing again
}

TEST_CASE("admitted_after_cancel_unless_reception_said_so") {
  for (const auto state : {RsvpState::cancelled, RsvpState::no}) {
    const auto facts = facts_with(hanako(state));
    CHECK(kinds({a_record().admit()}, facts) == Kinds{ConflictKind::admitted_after_cancel});
    CHECK(kinds({a_record().admit({"cancelled"})}, facts).empty());
    CHECK(kinds({a_record().refuse("cancelled")}, facts).empty());
  }
  CHECK(kinds({a_record().admit()}, facts_with(hanako())).empty());
}

TEST_CASE("a_cancelled_answer_linked_with_one_that_stands_is_no_conflict") {
  auto facts = facts_with(hanako(RsvpState::cancelled));
  auto other = hanako();
  other.id = an_id<AttendeeId>(2);
  facts.people.push_back(other);
  CHECK(kinds({a_record().about(kTaro).admit(), a_record().about(kTaro).step(2).link(kHanako)}, facts).empty());
}

TEST_CASE("over_capacity_names_those_who_came_after_it_was_full_once_per_edition") {
  const EventFacts facts = {{}, {an_edition().capacity(2), an_edition(2)}};
  std::vector<DeskRecord> records;
  for (std::uint64_t n = 1; n <= 4; ++n) {
    records.push_back(a_record().id(n).about(Subject::of(an_id<AttendeeId>(n))).minute(static_cast<std::int64_t>(n)).admit());
    records.push_back(a_record().about(Subject::of(an_id<AttendeeId>(n))).step(2).minute(60).exit());
    records.push_back(a_record().about(Subject::of(an_id<AttendeeId>(n))).step(3).minute(70).admit());
  }
  const auto found = conflicts(records, facts);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ConflictKind::over_capacity);
  CHECK_FALSE(found[0].subject);
  CHECK(found[0].edition == kTokyo);
  CHECK(found[0].records == std::vector{an_id<RecordId>(3), an_id<RecordId>(4)});
  CHECK(kinds({records.begin(), records.begin() + 6}, facts).empty());
}

TEST_CASE("paid_twice_is_more_than_the_fee_by_two_payments") {
  auto person = hanako();
  person.fee = {5000};
  const auto once = a_record().payment(5000).build();
  const auto again = a_record().desk(2).payment(5000).build();
  CHECK(kinds({once}, facts_with(person)).empty());
  CHECK(kinds({once, again}, facts_with(person)) == Kinds{ConflictKind::paid_twice});
  CHECK(kinds({once, again, a_record().step(2).payment(-5000)}, facts_with(person)).empty());
  CHECK(kinds({once, again}).empty());  // nobody knows the fee
  CHECK(kinds({a_record().payment(2000), a_record().step(2).payment(3000)}, facts_with(person)).empty());
  CHECK(kinds({a_record().payment(10000)}, facts_with(person)).empty());  // one generous payment
  CHECK(kinds({once, a_record().gift(5000)}, facts_with(person)).empty());
  CHECK(kinds({once, a_record().payment(5000, PayMethod::later)}, facts_with(person)).empty());
  person.prepaid = {5000};
  CHECK(kinds({once}, facts_with(person)) == Kinds{ConflictKind::paid_twice});
  CHECK(kinds({}, facts_with(person)).empty());
}

TEST_CASE("who_changed_from_online_may_pay_up_to_the_doors_fee") {
  auto person = hanako();
  person.mode = Mode::online;
  person.fee = person.prepaid = {1000};
  CHECK(kinds({a_record().payment(4000)}, facts_with(person, an_edition().door_fee(5000))).empty());
  CHECK(kinds({a_record().payment(5000)}, facts_with(person, an_edition().door_fee(5000))) == Kinds{ConflictKind::paid_twice});
}

TEST_CASE("goods_twice_is_more_than_ordered_by_two_hand_overs") {
  auto person = hanako();
  person.goods = {{"dorayaki", "どら焼き", 2}};
  const auto facts = facts_with(person);
  CHECK(kinds({a_record().hand_over("dorayaki", 1), a_record().desk(2).hand_over("dorayaki", 1)}, facts).empty());
  CHECK(kinds({a_record().hand_over("dorayaki", 2), a_record().desk(2).hand_over("dorayaki", 2)}, facts) ==
        Kinds{ConflictKind::goods_twice});
  CHECK(
      kinds({a_record().hand_over("dorayaki", 2), a_record().hand_over("dorayaki", 2), a_record().step(2).hand_over("dorayaki", -2)}, facts)
          .empty());
  CHECK(kinds({a_record().hand_over("dorayaki", 3)}, facts).empty());
}

TEST_CASE("two_admitted_attendees_who_are_linked_by_hand_are_same_person_and_not_double_admit") {
  const auto found = conflicts(
      {a_record().desk(1).about(kHanako).admit(), a_record().desk(2).about(kTaro).admit(), a_record().about(kTaro).step(2).link(kHanako)});
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ConflictKind::same_person);
  CHECK(found[0].records.size() == 2);
}
