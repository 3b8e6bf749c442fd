#include "shared/desk/attendance.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

const auto kHanako = Subject::of(an_id<AttendeeId>(1));
const auto kTaro = Subject::of(an_id<AttendeeId>(2));
const auto kTicket = Subject::of(TicketNo{0xABC});
const auto kWalkIn = Subject::walk_in(a_uuid(5));

EventFold folded(const std::vector<DeskRecord>& records) {
  EventFold fold;
  for (const auto& record : records) fold.add(record);
  return fold;
}

Presence presence(const std::vector<DeskRecord>& records, const Subject& subject = kHanako) {
  return folded(records).attendance(subject).presence;
}

// The rule must hold in every order of arrival.
void check_in_any_order(std::vector<DeskRecord> records, const auto& rule) {
  const auto less = [](const DeskRecord& a, const DeskRecord& b) { return a.id < b.id; };
  std::ranges::sort(records, less);
  do {
    rule(folded(records));
  } while (std::ranges::next_permutation(records, less).found);
}

}  // namespace

TEST_CASE("nobody_was_here_without_a_live_admit") {
  const auto admit = a_record().admit().build();
  CHECK(presence({}) == Presence::never);
  CHECK(presence({admit}) == Presence::inside);
  CHECK(presence({a_record().refuse("not_yet")}) == Presence::never);
  CHECK(presence({a_record().about(kWalkIn).walk_in()}, kWalkIn) == Presence::never);
  CHECK(presence({a_record().step(2).exit()}) == Presence::never);
  CHECK(presence({admit, a_record().step(2).undo(admit.id), a_record().step(3).exit()}) == Presence::never);
}

TEST_CASE("the_last_admit_or_exit_in_order_decides_where_the_person_is") {
  const auto in = a_record().step(1).admit().build();
  const auto out = a_record().step(2).exit().build();
  const auto again = a_record().step(3).minute(-500).admit().build();  // the clock jumped back
  check_in_any_order({in, out}, [](const EventFold& fold) { CHECK(fold.attendance(kHanako).presence == Presence::left); });
  check_in_any_order({in, out, again}, [&](const EventFold& fold) {
    CHECK(fold.attendance(kHanako).presence == Presence::inside);
    REQUIRE(fold.attendance(kHanako).admissions.size() == 2);
    CHECK(fold.attendance(kHanako).admissions.back().record == again.id);
  });
}

TEST_CASE("an_undo_removes_exactly_the_record_it_names_whatever_arrives_first") {
  const auto first = a_record().admit().build();
  const auto second = a_record().desk(2).admit().build();
  const auto undo = a_record().step(2).undo(first.id).build();
  check_in_any_order({first, second, undo}, [&](const EventFold& fold) {
    const auto& attendance = fold.attendance(kHanako);
    REQUIRE(attendance.admissions.size() == 1);
    CHECK(attendance.admissions[0].record == second.id);
    CHECK(attendance.top_step == 2);
    CHECK(fold.is_undone(first.id));
    CHECK_FALSE(fold.is_undone(second.id));
  });
}

TEST_CASE("an_undo_is_final") {
  const auto admit = a_record().admit().build();
  const auto undo = a_record().step(2).undo(admit.id).build();
  const auto undo_of_undo = a_record().step(3).undo(undo.id).build();
  check_in_any_order({admit, undo, undo_of_undo}, [&](const EventFold& fold) {
    CHECK(fold.attendance(kHanako).presence == Presence::never);
    CHECK_FALSE(fold.is_undone(undo.id));
  });
}

TEST_CASE("an_undo_may_stand_under_another_subject_than_the_record") {
  const auto admit = a_record().admit().build();
  const auto undo = a_record().about(kTaro).undo(admit.id).build();
  check_in_any_order({admit, undo}, [](const EventFold& fold) { CHECK(fold.attendance(kHanako).presence == Presence::never); });
}

TEST_CASE("repetitions_and_practice_change_nothing") {
  EventFold fold;
  const auto payment = a_record().payment(5000).build();
  CHECK(fold.add(payment));
  CHECK_FALSE(fold.add(payment));
  CHECK_FALSE(fold.add(a_record().step(9).practice().admit()));
  CHECK_FALSE(fold.add(a_record().practice().undo(payment.id)));
  CHECK(fold.size() == 1);
  CHECK(fold.attendance(kHanako).paid == Yen{5000});
  CHECK(fold.attendance(kHanako).top_step == 1);
}

TEST_CASE("payments_and_hand_overs_are_summed_and_never_merged") {
  const auto fold = folded({a_record().payment(5000), a_record().desk(2).payment(5000), a_record().step(2).payment(-5000),
                            a_record().step(3).payment(3000, PayMethod::later), a_record().gift(10000), a_record().hand_over("dorayaki", 2),
                            a_record().desk(2).hand_over("dorayaki", 1), a_record().hand_over("book", 1)});
  const auto& attendance = fold.attendance(kHanako);
  CHECK(attendance.paid == Yen{5000});
  CHECK(attendance.payments.size() == 3);
  CHECK(attendance.handed_over == std::map<std::string, std::int64_t>{{"dorayaki", 3}, {"book", 1}});
}

TEST_CASE("a_link_makes_two_subjects_one_person") {
  const auto by_ticket = a_record().about(kTicket).admit().build();
  const auto paid = a_record().about(kHanako).step(4).payment(5000).build();
  const auto link = a_record().about(kTicket).step(5).link(kHanako).build();
  check_in_any_order({by_ticket, paid, link}, [](const EventFold& fold) {
    CHECK(fold.person(kTicket) == kHanako);
    CHECK(fold.attendance(kHanako).presence == Presence::inside);
    CHECK(fold.attendance(kTicket).paid == Yen{5000});
    CHECK(fold.attendance(kTicket).top_step == 5);
    CHECK(fold.people() == std::vector{kHanako});
    CHECK(fold.joined(kHanako) == std::vector{kHanako, kTicket});
    CHECK(fold.records_of(kTicket).size() == 3);
  });
}

TEST_CASE("a_link_ends_with_its_unlink_or_undo_and_comes_back_with_the_undo_of_the_unlink") {
  const auto link = a_record().about(kTicket).link(kHanako).build();
  const auto second = a_record().about(kTicket).step(2).link(kTaro).build();
  const auto unlink = a_record().about(kTicket).step(3).unlink(link.id).build();
  check_in_any_order({link, second, unlink}, [](const EventFold& fold) {
    CHECK(fold.person(kTicket) == kTaro);
    CHECK(fold.person(kHanako) == kHanako);
  });
  const auto undo_unlink = a_record().about(kTicket).step(4).undo(unlink.id).build();
  check_in_any_order({link, second, unlink, undo_unlink}, [](const EventFold& fold) { CHECK(fold.person(kTaro) == kHanako); });
  const auto undo_link = a_record().about(kTicket).step(4).undo(second.id).build();
  check_in_any_order({link, second, undo_link}, [](const EventFold& fold) {
    CHECK(fold.person(kTicket) == kHanako);
    CHECK(fold.person(kTaro) == kTaro);
  });
}

TEST_CASE("the_smallest_attendee_stands_for_a_person_else_the_smallest_subject") {
  const auto fold = folded({a_record().about(kWalkIn).walk_in(), a_record().about(kWalkIn).link(kTicket)});
  CHECK(fold.person(kWalkIn) == kTicket);
  CHECK_FALSE(fold.is_walk_in(kWalkIn));
  const auto listed = folded({a_record().about(kWalkIn).link(kTaro), a_record().about(kTaro).link(kHanako)});
  CHECK(listed.person(kWalkIn) == kHanako);
  CHECK(folded({a_record().about(kWalkIn).walk_in()}).is_walk_in(kWalkIn));
}

TEST_CASE("a_reassign_moves_a_record_to_another_person") {
  const auto admit = a_record().about(kHanako).admit().build();
  const auto move = a_record().about(kHanako).step(2).reassign(admit.id, kTaro).build();
  check_in_any_order({admit, move}, [&](const EventFold& fold) {
    CHECK(fold.attendance(kHanako).presence == Presence::never);
    CHECK(fold.attendance(kTaro).presence == Presence::inside);
    CHECK(fold.owner_of(admit.id) == kTaro);
    CHECK(fold.attendance(kHanako).top_step == 2);  // the next record of Hanako still comes after the one that left
  });
  const auto back = a_record().about(kHanako).step(3).undo(move.id).build();
  check_in_any_order({admit, move, back}, [](const EventFold& fold) { CHECK(fold.attendance(kHanako).presence == Presence::inside); });
}

TEST_CASE("of_two_reassigns_the_later_in_order_counts") {
  const auto admit = a_record().about(kHanako).admit().build();
  const auto first = a_record().about(kHanako).step(2).reassign(admit.id, kTaro).build();
  const auto second = a_record().about(kHanako).step(3).reassign(admit.id, kWalkIn).build();
  check_in_any_order({admit, first, second}, [](const EventFold& fold) {
    CHECK(fold.attendance(kWalkIn).presence == Presence::inside);
    CHECK(fold.attendance(kTaro).presence == Presence::never);
  });
}

TEST_CASE("records_that_steer_the_fold_cannot_be_reassigned") {
  const auto link = a_record().about(kTicket).link(kHanako).build();
  const auto fold = folded({link, a_record().about(kTicket).step(2).reassign(link.id, kTaro)});
  CHECK(fold.owner_of(link.id) == kTicket);
}

TEST_CASE("a_resolve_counts_until_it_is_undone_and_the_last_one_is_named") {
  const auto first = a_record().resolve("c1").build();
  const auto second = a_record().step(2).resolve("c1").build();
  const auto undo_second = a_record().step(3).undo(second.id).build();
  check_in_any_order({first, second}, [&](const EventFold& fold) { CHECK(fold.resolved_conflicts().at("c1") == second.id); });
  check_in_any_order({first, second, undo_second}, [&](const EventFold& fold) { CHECK(fold.resolved_conflicts().at("c1") == first.id); });
  check_in_any_order({second, undo_second}, [](const EventFold& fold) { CHECK(fold.resolved_conflicts().empty()); });
}

TEST_CASE("people_are_those_with_records_and_no_desks") {
  const auto fold = folded({a_record().cash_count(0), a_record().about(kTaro).note("x"), a_record().about(kHanako).refuse("over")});
  CHECK(fold.people() == std::vector{kHanako, kTaro});
  CHECK(EventFold().people().empty());
}

TEST_CASE("folding_one_person_by_hand_gives_what_the_event_fold_gives") {
  const auto admit = a_record().admit().build();
  const auto undo = a_record().step(3).undo(admit.id).build();
  const auto again = a_record().desk(2).step(2).admit({"cancelled"}).build();
  const auto alone = fold_attendance(std::vector<const DeskRecord*>{&undo, &again, &admit, &again});
  REQUIRE(alone.admissions.size() == 1);
  CHECK(alone.admissions[0].record == again.id);
  CHECK(alone.admissions[0].overridden_cancel);
  CHECK(alone.top_step == 3);
}

TEST_CASE("records_that_validate_would_refuse_do_no_harm") {
  EventFold fold;
  for (const auto kind : {Kind::undo, Kind::payment, Kind::hand_over, Kind::link, Kind::unlink, Kind::reassign, Kind::resolve}) {
    auto empty = a_record().build();
    empty.kind = kind;
    empty.subject = {};
    CHECK(fold.add(empty));
  }
  CHECK(fold.add(a_record().about(kHanako).link(kHanako)));
  CHECK(fold.person(kHanako) == kHanako);
  CHECK(fold.attendance(kHanako).presence == Presence::never);
}
