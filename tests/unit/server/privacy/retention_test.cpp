// What goes by itself, and when.
#include "tests/unit/server/privacy/person.h"

namespace uke::server::privacy {

namespace {

using Days = std::chrono::days;

std::int64_t run(RoomDatabase& database, Result<std::int64_t> (*rule)(storage::WriteTx&)) {
  return must(database.write([&](storage::WriteTx& tx) { return rule(tx); }));
}

// The job's surroundings: each step is a transaction of its own.
class StepByStep final : public jobs::Run {
 public:
  explicit StepByStep(RoomDatabase& database) : database_(database) {}
  Status write(const std::function<Status(storage::WriteTx&)>& step) override { return database_.write(step); }
  Status read(const std::function<Status(storage::ReadTx&)>& body) override { return database_.read(body); }
  void progress(std::int64_t done, std::int64_t) override { done_ = done; }
  [[nodiscard]] bool stopping() const override { return false; }
  [[nodiscard]] std::int64_t done() const { return done_; }

 private:
  RoomDatabase& database_;
  std::int64_t done_ = 0;
};

}  // namespace

TEST_CASE("names_of_companions_go_a_fortnight_after_the_edition_and_the_holders_stay") {
  KnownPerson person;
  auto& database = person.database;
  const auto named = "select count(*) from attendees where holder_id is not null and family_name <> ''";
  database.clock.jump_to(from_ms(person.osaka.ends_ms) + kCompanionNamesKept);
  CHECK(run(database, forget_companions) == 0);
  CHECK(database.count(named) == 1);
  database.clock.advance(Millis{1});
  CHECK(run(database, forget_companions) == 1);
  CHECK(database.count(named) == 0);
  CHECK(database.count("select count(*) from attendees where holder_id is not null and state = 'yes'") == 1);
  CHECK(person.answer_row(person.answer).family_name == "鷲尾");
  CHECK(run(database, forget_companions) == 0);
}

TEST_CASE("the_checking_list_goes_after_ninety_days") {
  KnownPerson person;
  auto& database = person.database;
  database.clock.advance(Days{90});
  CHECK(run(database, forget_checking_list) == 0);
  database.clock.advance(Millis{1});
  CHECK(run(database, forget_checking_list) == 2);
  CHECK(database.count("select count(*) from checking_names") == 0);
}

TEST_CASE("remembered_answers_go_after_a_week_and_links_when_they_are_outdated") {
  KnownPerson person;
  auto& database = person.database;
  person.write([&](storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("insert into accounts (id, name, role, disabled, created_ms) values ('a', '', 'admin', 0, 0)"));
    TRYV(tx.exec("insert into welcome_links (account_id, secret_hash, expires_ms) values ('a', 'h', :expires)",
                 tx.now() + std::chrono::hours{1}));
    return {};
  });
  CHECK(run(database, forget_leftovers) == 0);
  database.clock.advance(std::chrono::hours{2});
  CHECK(run(database, forget_leftovers) == 1);
  database.clock.advance(Days{7});
  CHECK(run(database, forget_leftovers) == 1);
  CHECK(database.count("select count(*) from idempotency_keys") == 0);
}

TEST_CASE("the_daily_job_does_all_of_it_until_nothing_is_left") {
  KnownPerson person;
  auto& database = person.database;
  person.write([&](storage::WriteTx& tx) -> Status {
    for (std::int64_t i = 0; i < 2 * kAtOnce; ++i) {
      TRYV(
          tx.exec("insert into idempotency_keys (actor_id, idempotency_key, request_hash, status, etag, body, created_ms)"
                  " values ('a', :key, 'h', 201, '', '', 0)",
                  std::to_string(i)));
    }
    return {};
  });
  database.clock.advance(Days{100});
  const auto job = retention_job();
  CHECK(job.every == Millis{std::chrono::hours{24}});
  StepByStep steps(database);
  must(job.work(steps, {}));
  CHECK(steps.done() == 1 + 2 + 1 + 2 * kAtOnce);
}

}  // namespace uke::server::privacy
