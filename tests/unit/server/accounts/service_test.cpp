// Who is calling: tokens, roles, and requests that are sent twice.
#include "server/accounts/once.h"
#include "server/accounts/service.h"
#include "server/web/answers.h"
#include "tests/unit/server/accounts/room_database.h"

namespace uke::server {

using namespace uke::test;

namespace {

http::Request with_token(const std::string& token) {
  http::Request request;
  request.headers = {{"authorization", "Bearer " + token}};
  return request;
}

Result<web::Actor> who_calls(RoomDatabase& database, const http::Request& request) {
  return database.read([&](uke::storage::ReadTx& tx) { return accounts::authenticate(request, tx); });
}

}  // namespace

TEST_CASE("a_new_organizer_is_known_by_the_token_and_only_its_hash_is_stored") {
  RoomDatabase database;
  const auto made = must(
      database.write([&](storage::WriteTx& tx) { return accounts::create_account(tx, an_admin(), "花田", accounts::Role::treasurer); }));
  const auto actor = must(who_calls(database, with_token(made.token)));
  CHECK(actor.access == web::kTreasurer);
  CHECK(actor.id == made.id.to_string());
  CHECK(actor.name == "花田");
  CHECK(database.count("select count(*) from api_tokens where token_hash like 'uke_%'") == 0);
}

TEST_CASE("nobody_signed_in_is_open_and_an_unknown_token_is_refused") {
  RoomDatabase database;
  CHECK(must(who_calls(database, {})).access == web::kOpen);
  CHECK(who_calls(database, with_token("uke_unknown")).error().code == ErrorCode::unauthorized);
  http::Request basic;
  basic.headers = {{"authorization", "Basic abc"}};
  CHECK(who_calls(database, basic).error().code == ErrorCode::unauthorized);
}

TEST_CASE("a_disabled_organizer_is_unknown") {
  RoomDatabase database;
  const auto made =
      must(database.write([&](storage::WriteTx& tx) { return accounts::create_account(tx, an_admin(), "花田", accounts::Role::admin); }));
  must(database.write([&](storage::WriteTx& tx) { return tx.exec("update accounts set disabled = 1"); }));
  CHECK(who_calls(database, with_token(made.token)).error().code == ErrorCode::unauthorized);
}

TEST_CASE("a_kiosk_is_known_with_its_edition_and_keeps_its_name_when_it_is_retired") {
  RoomDatabase database;
  const KioskId kiosk = KioskId::fresh(database.clock, database.random);
  const EditionId edition = EditionId::fresh(database.clock, database.random);
  must(database.write([&](storage::WriteTx& tx) {
    return accounts::add_kiosk_token(tx, {.token = "uke_kiosk", .kiosk = kiosk, .name = "受付1", .edition = edition});
  }));
  CHECK(must(who_calls(database, with_token("uke_kiosk"))).token_state == "active");
  must(database.write(
      [&](storage::WriteTx& tx) { return accounts::set_token_state(tx, kiosk.to_string(), accounts::TokenState::retired); }));
  const auto actor = must(who_calls(database, with_token("uke_kiosk")));
  CHECK(actor.access == web::kKiosk);
  CHECK(actor.scope == edition.to_string());
  CHECK(actor.token_state == "retired");
}

TEST_CASE("only_an_admin_makes_organizers") {
  RoomDatabase database;
  const auto refused =
      database.write([&](storage::WriteTx& tx) { return accounts::create_account(tx, a_reception(), "花田", accounts::Role::admin); });
  CHECK(refused.error().code == ErrorCode::forbidden);
  CHECK(database.count("select count(*) from accounts") == 0);
}

TEST_CASE("the_scheme_of_a_bearer_token_is_read_in_any_case_and_nothing_else_is_one") {
  CHECK(accounts::bearer_token("Bearer abc") == "abc");
  CHECK(accounts::bearer_token("bEARER abc") == "abc");
  CHECK(accounts::bearer_token("Bearer ").empty());
  CHECK(accounts::bearer_token("Bearerabc").empty());
  CHECK(accounts::bearer_token("").empty());
}

namespace {

// Answers 201 with the number of times that it was really run.
struct Creation {
  RoomDatabase& database;
  int runs = 0;

  web::Response post(const std::string& key, const std::string& body, const web::Actor& actor = an_admin()) {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/api/v1/events";
    request.body = body;
    if (!key.empty()) request.headers = {{"idempotency-key", key}};
    const web::Form form;
    const web::Req req{request, actor, form, {}};
    return must(database.write([&](storage::WriteTx& tx) {
      return accounts::once(req, tx, [&]() -> Result<web::Response> {
        ++runs;
        auto response = web::json_answer(runs, 201);
        response.header("etag", "\"1\"");
        return response;
      });
    }));
  }
};

}  // namespace

TEST_CASE("the_same_idempotency_key_creates_once_and_answers_the_same") {
  RoomDatabase database;
  Creation creation{database};
  const auto first = creation.post("k1", "{}");
  const auto second = creation.post("k1", "{}");
  CHECK(creation.runs == 1);
  CHECK(second.status == 201);
  CHECK(second.bytes() == first.bytes());
  CHECK(second.headers == first.headers);
}

TEST_CASE("an_idempotency_key_belongs_to_its_caller_and_its_request") {
  RoomDatabase database;
  Creation creation{database};
  CHECK(creation.post("k1", "{}").status == 201);
  CHECK(creation.post("k1", "{\"other\":1}").status == 422);
  CHECK(creation.post("k1", "{}", a_reception()).status == 201);
  CHECK(creation.post("", "{}").status == 201);
  CHECK(creation.post("", "{}").status == 201);
  CHECK(creation.runs == 4);
}

}  // namespace uke::server
