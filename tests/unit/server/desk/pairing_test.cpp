// Pairing codes, the staff PIN, revoking.
#include "server/accounts/service.h"
#include "tests/unit/server/desk/door.h"

namespace uke::server::desk {
namespace {

const std::string kNonce = "another-nonce-of-a-kiosk";

}  // namespace

TEST_CASE("a_kiosk_gets_token_event_edition_and_pin_and_the_token_is_known") {
  Door door;
  const auto paired = must(door.redeem_code(door.code_for(door.osaka.id), kNonce));
  REQUIRE(paired.fault == PairFault::none);
  CHECK(paired.answer.name == "受付2");
  CHECK(paired.answer.edition.id == door.osaka.id);
  CHECK(paired.answer.event.keys.size() == 1);
  CHECK(paired.answer.pin_hash == "hash");
  http::Request request;
  request.headers = {{"authorization", "Bearer " + paired.answer.token}};
  const auto actor = must(door.database.read([&](uke::storage::ReadTx& tx) { return accounts::authenticate(request, tx); }));
  CHECK(actor.id == paired.answer.kiosk.to_string());
  CHECK(actor.scope == door.osaka.id.to_string());
}

TEST_CASE("the_same_nonce_repeats_the_answer_and_another_one_finds_the_code_used") {
  Door door;
  const auto code = door.code_for(door.osaka.id);
  const auto first = must(door.redeem_code(code, kNonce));
  const auto again = must(door.redeem_code(code, kNonce));
  CHECK(again.answer.token == first.answer.token);
  CHECK(again.answer.kiosk == first.answer.kiosk);
  CHECK(must(door.redeem_code(code, "the-nonce-of-somebody-else")).fault == PairFault::code_used);
  CHECK(door.database.count("select count(*) from kiosks") == 2);
}

TEST_CASE("a_code_is_read_as_people_type_it") {
  Door door;
  auto code = door.code_for(door.osaka.id);
  for (auto& c : code) c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  CHECK(must(door.redeem_code(code, kNonce)).fault == PairFault::none);
}

TEST_CASE("a_wrong_or_old_code_is_unknown") {
  Door door;
  CHECK(must(door.redeem_code("0000-0000", kNonce)).fault == PairFault::code_unknown);
  CHECK(must(door.redeem_code("nonsense!", kNonce)).fault == PairFault::code_unknown);
  const auto code = door.code_for(door.osaka.id);
  door.database.clock.advance(std::chrono::minutes{15});
  CHECK(must(door.redeem_code(code, kNonce)).fault == PairFault::code_unknown);
}

TEST_CASE("a_short_nonce_is_refused_because_the_token_stands_on_it") {
  Door door;
  CHECK(door.redeem_code(door.code_for(door.osaka.id), "short").error().code == ErrorCode::invalid);
}

TEST_CASE("the_pin_is_made_once_per_edition_and_can_be_set_anew") {
  Door door;
  const auto prepare = [&](EditionId edition, const std::optional<std::string>& wanted) {
    return door.database.read([&](uke::storage::ReadTx& tx) { return prepare_pin(tx, edition, wanted); });
  };
  CHECK_FALSE(must(prepare(door.osaka.id, {})));
  const auto fresh = must(prepare(door.fukuoka.id, {}));
  REQUIRE(fresh);
  CHECK(is_pin(fresh->pin));
  CHECK(fresh->hash.starts_with("$argon2id$"));
  CHECK(must(prepare(door.osaka.id, "4711"))->pin == "4711");
  CHECK(prepare(door.osaka.id, "abc").error().code == ErrorCode::invalid);
}

TEST_CASE("a_new_pin_reaches_the_kiosks_that_are_there") {
  Door door;
  const auto cursor = door.changes("").to;
  door.code_for(door.osaka.id, NewPin{"9999", "new-hash"});
  const auto changes = door.changes(cursor).changes;
  REQUIRE(changes.size() == 1);
  CHECK(must(json::parse<wire::KioskSettings>(changes[0].data->text)).pin_hash == "new-hash");
}

TEST_CASE("only_admins_pair_and_revoke") {
  Door door;
  const auto kiosk = must(KioskId::parse(door.kiosk.id));
  door.database
      .write([&](storage::WriteTx& tx) -> Status {
        CHECK(create_pairing_code(tx, a_reception(), door.osaka.id, "http://x", {}).error().code == ErrorCode::forbidden);
        CHECK(revoke_kiosk(tx, a_reception(), kiosk, accounts::TokenState::stolen).error().code == ErrorCode::forbidden);
        CHECK(revoke_kiosk(tx, an_admin(), kiosk, accounts::TokenState::active).error().code == ErrorCode::invalid);
        CHECK(revoke_kiosk(tx, an_admin(), an_id<KioskId>(1), accounts::TokenState::stolen).error().code == ErrorCode::not_found);
        CHECK(revoke_kiosk(tx, an_admin(), kiosk, accounts::TokenState::stolen).has_value());
        return {};
      })
      .value();
  CHECK(must(door.database.read([&](uke::storage::ReadTx& tx) { return find_kiosk(tx, kiosk); }))->state == accounts::TokenState::stolen);
}

}  // namespace uke::server::desk
