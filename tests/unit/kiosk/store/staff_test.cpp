#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <sodium.h>

namespace uke::kiosk::store::test {

TEST_CASE("staff_sees_counts_conflicts_and_what_was_written_last", "[store]") {
  const auto hanako = an_attendee(1).named("田中", "花子").build();
  const auto taro = an_attendee(2).build();
  Kiosk kiosk({hanako, taro});
  kiosk.scan(hanako);
  CHECK(kiosk->walk_in({.kana = "さとう", .name = "", .payment = Yen{3000}}).has_value());
  kiosk.apply({change_of(a_record().about(hanako).desk(2).admit().build())});
  auto facts = must(kiosk->staff_facts());
  REQUIRE(facts.counts.size() == 1);
  CHECK(facts.counts[0].names_known);
  CHECK(facts.counts[0].heads.expected_onsite == 2);
  CHECK(facts.counts[0].heads.arrived == 2);
  CHECK(facts.counts[0].heads.walk_ins == 1);
  REQUIRE(facts.conflicts.size() == 1);
  CHECK(facts.conflicts[0].kind == desk::ConflictKind::double_admit);
  CHECK(facts.conflict_names[0] == "田中 花子");
  REQUIRE(facts.recent.size() == 4);
  CHECK(facts.recent[0].record.kind == desk::Kind::payment);
  CHECK(facts.recent[0].name == "さとう");
  CHECK(facts.recent[3].name == "田中 花子");
  CHECK(facts.recent[3].can_undo);

  CHECK(kiosk->resolve(facts.conflicts[0].id, "same person").has_value());
  CHECK(kiosk->undo(facts.recent[3].record.id).has_value());
  facts = must(kiosk->staff_facts());
  CHECK(facts.recent[5].undone);
  CHECK_FALSE(facts.recent[5].can_undo);
}

TEST_CASE("who_changed_from_online_and_paid_the_fee_of_the_door_in_parts_paid_it_once", "[store]") {
  const auto hanako = an_attendee(1).online().build();
  Kiosk kiosk(std::vector<desk::Attendee>{hanako});
  desk::Edition here = a_pairing().answer.edition;
  here.door_fee = Yen{5000};
  kiosk.apply({change_of(here)});
  app::AdmitOrder order;
  order.subject = desk::Subject::of(hanako.id);
  order.overrides = {"online_ticket"};
  order.payment = Yen{3000};
  const auto outcome = *must(kiosk->admit(order, kiosk.scan(hanako).decision));
  CHECK(outcome.decision.due == Yen{2000});
  order.payment = Yen{2000};
  CHECK(kiosk->admit(order, outcome.decision).has_value());
  CHECK(must(kiosk->staff_facts()).conflicts.empty());
  CHECK(kiosk->admit(order, outcome.decision).has_value());
  CHECK(must(kiosk->staff_facts()).conflicts.at(0).kind == desk::ConflictKind::paid_twice);
}

TEST_CASE("resolving_a_conflict_settles_it", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.scan(hanako);
  kiosk.apply({change_of(a_record().about(hanako).desk(2).admit().build())});
  const auto conflict = must(kiosk->staff_facts()).conflicts.at(0);
  CHECK_FALSE(conflict.resolved);
  CHECK(kiosk->resolve(conflict.id, "").has_value());
  CHECK(must(kiosk->staff_facts()).conflicts.at(0).resolved);
}

TEST_CASE("pin_opens_only_if_it_is_right", "[store]") {
  REQUIRE(sodium_init() >= 0);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  REQUIRE(crypto_pwhash_str(hash.data(), "4321", 4, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN) == 0);
  Kiosk kiosk;
  CHECK_FALSE(kiosk->check_pin("4321"));
  auto pairing = a_pairing();
  pairing.answer.pin_hash = hash.data();
  require_ok(kiosk->save_pairing(pairing));
  CHECK(kiosk->check_pin("4321"));
  CHECK_FALSE(kiosk->check_pin("1234"));
  CHECK_FALSE(kiosk->check_pin(""));
  kiosk.load_roster({});
  kiosk.apply(
      {wire::Change{.kind = wire::ChangeKind::kiosk,
                    .key = "k",
                    .deleted = false,
                    .data = json::Raw{json::to_text(wire::KioskSettings{.name = "受付1", .pin_hash = "changed", .retired = false})}}});
  CHECK_FALSE(kiosk->check_pin("4321"));
}

TEST_CASE("pairing_nonce_stays_until_a_pairing_succeeded", "[store]") {
  Kiosk kiosk;
  CHECK_FALSE(kiosk->pairing());
  const auto nonce = must(kiosk->pairing_nonce());
  CHECK(nonce.size() == 32);
  kiosk.reopen();
  CHECK(must(kiosk->pairing_nonce()) == nonce);
  require_ok(kiosk->save_pairing(a_pairing()));
  CHECK(must(kiosk->pairing_nonce()) != nonce);
  kiosk.reopen();
  REQUIRE(kiosk->pairing());
  CHECK(kiosk->pairing()->token == "secret");
  CHECK(kiosk->pairing()->answer.event == an_event().build());
}

}  // namespace uke::kiosk::store::test
