#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <algorithm>

namespace uke::kiosk::store::test {

TEST_CASE("ticket_that_is_on_no_list_is_admitted_by_reception_only", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk(std::vector<desk::Attendee>{});
  for (const auto mode : {desk::DeskMode::staffed, desk::DeskMode::self_service, desk::DeskMode::unattended}) {
    INFO(enum_name(mode));
    const auto outcome = kiosk.scan(hanako, mode);
    CHECK(outcome.decision.verdict == Verdict::admitted);
    CHECK(outcome.decision.unlisted);
    CHECK_FALSE(outcome.admit);
    CHECK(kiosk.unsent().empty());
  }
  const auto confirmed = kiosk.confirm(hanako);
  CHECK(confirmed.decision.verdict == Verdict::admitted);
  REQUIRE(confirmed.admit);
  REQUIRE(kiosk.unsent().size() == 1);
  CHECK(kiosk.unsent().front().record.payload.overrides == std::vector<std::string>{"unlisted"});
  CHECK(kiosk.scan(hanako, desk::DeskMode::self_service).decision.verdict == Verdict::already_in);
  SECTION("who went out comes back in without being asked again") {
    auto exit = a_record().about(desk::Subject::of(hanako.ticket)).desk(2).step(2).build();
    exit.kind = desk::Kind::exit;
    kiosk.apply({change_of(exit)});
    const auto again = kiosk.scan(hanako, desk::DeskMode::self_service);
    CHECK(again.decision.verdict == Verdict::admitted);
    CHECK(again.admit);
  }
  SECTION("an undone confirmation counts for nothing") {
    CHECK(kiosk->undo(*confirmed.admit).has_value());
    CHECK_FALSE(kiosk.scan(hanako, desk::DeskMode::self_service).admit);
  }
}

TEST_CASE("ticket_that_is_not_on_the_list_yet_is_one_person_once_it_is", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk(std::vector<desk::Attendee>{});
  const auto outcome = kiosk.confirm(hanako);
  REQUIRE(outcome.admit);
  CHECK(kiosk.unsent().front().record.subject == desk::Subject::of(hanako.ticket));
  kiosk.apply({change_of(hanako)});
  const auto again = kiosk.scan(hanako);
  CHECK(again.decision.verdict == Verdict::already_in);
  app::AdmitOrder order;
  order.subject = desk::Subject::of(hanako.id);
  CHECK((*must(kiosk->admit(order, again.decision))).admit == outcome.admit);
  CHECK(again.admit == outcome.admit);
}

TEST_CASE("ticket_admitted_before_it_was_known_and_its_attendee_are_linked_once", "[store]") {
  const auto hanako = an_attendee(1).build();
  const auto links = [](Kiosk& kiosk) {
    return std::ranges::count_if(kiosk.unsent(), [](const auto& item) { return item.record.kind == desk::Kind::link; });
  };
  const auto arrived = [](Kiosk& kiosk) { return must(kiosk->staff_facts()).counts.at(0).heads.arrived; };
  SECTION("when the attendee becomes known after the admit") {
    Kiosk kiosk(std::vector<desk::Attendee>{});
    kiosk.confirm(hanako);
    kiosk.apply({change_of(hanako), change_of(a_record().about(hanako).desk(2).admit().build())});
    CHECK(links(kiosk) == 1);
    CHECK(arrived(kiosk) == 1);
    kiosk.apply({change_of(hanako)});
    CHECK(links(kiosk) == 1);
  }
  SECTION("when another desk's admit is heard after the attendee was known") {
    Kiosk kiosk({hanako});
    kiosk.scan(hanako);
    kiosk.apply({change_of(a_record().about(desk::Subject::of(hanako.ticket)).desk(2).admit().build())});
    CHECK(links(kiosk) == 1);
    CHECK(arrived(kiosk) == 1);
  }
  SECTION("when a snapshot brings the attendee") {
    Kiosk kiosk(std::vector<desk::Attendee>{});
    kiosk.confirm(hanako);
    kiosk.load_roster({hanako});
    CHECK(links(kiosk) == 1);
  }
  SECTION("but not against reception, who took the link back") {
    Kiosk kiosk(std::vector<desk::Attendee>{});
    kiosk.confirm(hanako);
    kiosk.apply({change_of(hanako)});
    const auto unsent = kiosk.unsent();
    CHECK(kiosk->undo(unsent.back().record.id).has_value());
    kiosk.apply({change_of(hanako)});
    CHECK(links(kiosk) == 1);
  }
}

}  // namespace uke::kiosk::store::test
