#include "shared/desk/record.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

std::string fault(const DeskRecord& record) {
  const auto status = validate(record);
  return status ? "" : status.error().detail;
}

const Subject kHanako = Subject::of(an_id<AttendeeId>(1));
const Subject kTaro = Subject::of(an_id<AttendeeId>(2));

}  // namespace

TEST_CASE("every_kind_is_accepted_with_what_it_needs") {
  const auto ref = an_id<RecordId>(9);
  for (const DeskRecord& record :
       {a_record().admit({"cancelled"}).build(), a_record().refuse("over").build(), a_record().undo(ref).build(), a_record().exit().build(),
        a_record().about(Subject::walk_in(a_uuid(3))).walk_in().build(), a_record().payment(-5000).build(),
        a_record().hand_over("dorayaki", 2).build(), a_record().gift(10000).build(), a_record().note("車いす").build(),
        a_record().cash_count(0).build(), a_record().link(kTaro).build(), a_record().unlink(ref).build(),
        a_record().reassign(ref, kTaro).build(), a_record().resolve("c0ffee").build()}) {
    INFO(enum_name(record.kind));
    CHECK(fault(record) == "");
  }
}

TEST_CASE("a_record_that_lacks_what_its_kind_needs_is_refused_by_the_members_name") {
  auto payment = a_record().payment(5000).build();
  payment.payload.method.reset();
  CHECK(fault(payment) == "payload.method: is missing");
  payment.payload.amount.reset();
  CHECK(fault(payment) == "payload.amount: is missing");
  CHECK(fault(a_record().payment(0)) == "payload.amount: is zero");
  CHECK(fault(a_record().refuse("")) == "payload.verdict: is missing");
  auto undo = a_record().undo(an_id<RecordId>(1)).build();
  undo.ref.reset();
  CHECK(fault(undo) == "ref: is missing");
  undo.ref = undo.id;
  CHECK(fault(undo) == "ref: names no other record");
  CHECK(fault(a_record().hand_over("", 1)) == "payload.goods: is missing");
  CHECK(fault(a_record().hand_over("dorayaki", 0)) == "payload.quantity: is missing or zero");
  CHECK(fault(a_record().link(kHanako)) == "payload.to: is the subject itself");
  CHECK(fault(a_record().reassign(an_id<RecordId>(1), Subject{"nobody"})) == "payload.to: is not a:, t: or w: with an id");
  CHECK(fault(a_record().resolve("")) == "payload.conflict: is missing");
}

TEST_CASE("limits_hold_at_the_edge_and_not_beyond") {
  CHECK(fault(a_record().seq(0)) == "seq: is out of range");
  CHECK(fault(a_record().step(0)) == "step: is out of range");
  CHECK(fault(a_record().step(kStepMax)) == "");
  CHECK(fault(a_record().step(kStepMax + 1)) == "step: is out of range");
  CHECK(fault(a_record().note(std::string(kTextBytesMax, 'x'))) == "");
  CHECK(fault(a_record().note(std::string(kTextBytesMax + 1, 'x'))) == "payload.text: is longer than 1,000 bytes");
  CHECK(fault(a_record().note(std::string(3, '\0'))) == "payload.text: contains NUL");
  CHECK(fault(a_record().admit(std::vector<std::string>(kOverridesMax, "over"))) == "");
  CHECK(fault(a_record().admit(std::vector<std::string>(kOverridesMax + 1, "over"))) == "payload.overrides: has more than 8 entries");
  CHECK(fault(a_record().payment(kAmountMax.value)) == "");
  CHECK(fault(a_record().payment(-kAmountMax.value - 1)) == "payload.amount: is out of range");
  CHECK(fault(a_record().minute(-100'000'000)) == "");  // a clock may be wrong by years
  CHECK(fault(a_record().id(0).about(kHanako)) == "");
  auto nil = a_record().build();
  nil.id = {};
  CHECK(fault(nil) == "id: is nil");
}

TEST_CASE("a_record_is_about_somebody_its_kind_can_be_about") {
  const auto desk = Subject::desk(an_id<LogId>(1));
  CHECK(fault(a_record().about(desk).refuse("unreadable")) == "");
  CHECK(fault(a_record().about(desk).admit()) == "subject: cannot be a desk");
  CHECK(fault(a_record().cash_count(1000).about(kHanako)) == "subject: must be a desk");
  CHECK(fault(a_record().walk_in()) == "subject: must be a walk-in");
  CHECK(fault(a_record().about(Subject{}).admit()) == "subject: is not a:, t:, w: or d: with an id");
}

TEST_CASE("a_subject_has_exactly_one_text") {
  for (const auto& good : {kHanako, Subject::of(TicketNo{7}), Subject::walk_in(a_uuid(1)), Subject::desk(an_id<LogId>(1))}) {
    CHECK(Subject::parse(good.text) == good);
  }
  CHECK(kHanako.attendee() == an_id<AttendeeId>(1));
  CHECK_FALSE(kHanako.unlisted());
  CHECK(Subject::of(TicketNo{7}).unlisted() == TicketNo{7});
  CHECK_FALSE(Subject{"a:nonsense"}.attendee());
  auto upper = Subject::of(AttendeeId{*Uuid::parse("0000000a-0000-7000-8000-00000000abcd")}).text;
  CHECK(Subject::parse(upper));
  upper.back() = 'D';
  for (const auto& bad : {std::string(), std::string("a:"), std::string("x:") + kHanako.text.substr(2), std::string("t:12"), upper}) {
    INFO(bad);
    CHECK_FALSE(Subject::parse(bad));
  }
}

TEST_CASE("order_is_step_then_clock_then_log_then_seq_then_id") {
  const DeskRecord ascending[] = {a_record().id(9).desk(9).seq(9).minute(9).step(1), a_record().id(9).desk(9).seq(9).minute(1).step(2),
                                  a_record().id(9).desk(1).seq(9).minute(2).step(2), a_record().id(9).desk(2).seq(1).minute(2).step(2),
                                  a_record().id(1).desk(2).seq(2).minute(2).step(2), a_record().id(2).desk(2).seq(2).minute(2).step(2)};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t j = 0; j < std::size(ascending); ++j) CHECK(in_order(ascending[i], ascending[j]) == (i < j));
  }
}
