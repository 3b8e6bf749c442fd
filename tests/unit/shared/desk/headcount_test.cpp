#include "shared/desk/headcount.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

const auto kTokyo = an_id<EditionId>(1);
const auto kOsaka = an_id<EditionId>(2);

Subject attendee(std::uint64_t n) { return Subject::of(an_id<AttendeeId>(n)); }
Answer answer(std::uint64_t n, RsvpState state = RsvpState::yes, Mode mode = Mode::onsite) {
  return {an_id<AttendeeId>(n), kTokyo, state, mode};
}

}  // namespace

TEST_CASE("only_a_yes_is_expected_and_where_it_said") {
  const std::vector answers = {answer(1),
                               answer(2),
                               answer(3, RsvpState::yes, Mode::online),
                               answer(4, RsvpState::maybe),
                               answer(5, RsvpState::waiting),
                               answer(6, RsvpState::cancelled),
                               answer(7, RsvpState::no)};
  const auto heads = count_heads(EventFold(), kTokyo, answers);
  CHECK(heads.expected_onsite == 2);
  CHECK(heads.expected_online == 1);
  CHECK(heads.not_come == 2);
  CHECK(heads.arrived == 0);
}

TEST_CASE("everybody_is_counted_once_however_often_they_were_admitted") {
  EventFold fold;
  fold.add(a_record().about(attendee(1)).admit());
  fold.add(a_record().about(attendee(1)).desk(2).admit());
  fold.add(a_record().about(attendee(2)).admit());
  fold.add(a_record().about(attendee(2)).step(2).exit());
  const auto heads = count_heads(fold, kTokyo, std::vector{answer(1), answer(2), answer(3)});
  CHECK(heads.arrived == 2);
  CHECK(heads.on_site_now == 1);
  CHECK(heads.not_come == 1);
  CHECK(heads.walk_ins == 0);
}

TEST_CASE("walk_ins_are_arrivals_without_an_answer_to_this_edition") {
  EventFold fold;
  fold.add(a_record().about(Subject::walk_in(a_uuid(5))).walk_in());
  fold.add(a_record().about(Subject::walk_in(a_uuid(5))).step(2).admit());
  fold.add(a_record().about(Subject::walk_in(a_uuid(6))).walk_in());  // never admitted
  fold.add(a_record().about(Subject::of(TicketNo{7})).admit());       // unlisted: answered a minute ago
  fold.add(a_record().about(attendee(8)).admit({"other_edition"}));   // answered to Osaka
  fold.add(a_record().about(attendee(9)).admit({"online_ticket"}));   // changed from online
  const auto heads = count_heads(fold, kTokyo, std::vector{answer(9, RsvpState::yes, Mode::online)});
  CHECK(heads.arrived == 4);
  CHECK(heads.walk_ins == 2);
}

TEST_CASE("a_person_at_two_editions_arrived_at_both_and_is_at_the_last") {
  EventFold fold;
  fold.add(a_record().about(attendee(1)).admit());
  fold.add(a_record().about(attendee(1)).step(2).at(kOsaka).admit());
  CHECK(count_heads(fold, kTokyo, std::vector{answer(1)}) == Headcount{.expected_onsite = 1, .arrived = 1});
  CHECK(count_heads(fold, kOsaka, {}) == Headcount{.arrived = 1, .on_site_now = 1, .walk_ins = 1});
}

TEST_CASE("not_come_means_not_admitted_anywhere") {
  EventFold fold;
  fold.add(a_record().about(attendee(1)).at(kOsaka).admit());
  CHECK(count_heads(fold, kTokyo, std::vector{answer(1)}).not_come == 0);
}

TEST_CASE("two_linked_answers_are_one_person_to_the_caterer") {
  EventFold fold;
  fold.add(a_record().about(attendee(1)).link(attendee(2)));
  fold.add(a_record().about(attendee(2)).step(2).admit());
  const auto heads = count_heads(fold, kTokyo, std::vector{answer(1), answer(2, RsvpState::yes, Mode::online)});
  CHECK(heads == Headcount{.expected_onsite = 1, .arrived = 1, .on_site_now = 1});
}
