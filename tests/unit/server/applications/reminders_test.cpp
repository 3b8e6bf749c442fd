// The daily jobs, run as the runner runs them.
#include "server/applications/reminders.h"
#include "tests/unit/server/applications/crowd.h"

#include <algorithm>

namespace uke::server::applications {

using namespace uke::test;

namespace {

class OneRun final : public jobs::Run {
 public:
  explicit OneRun(RoomDatabase& database) : database_(database) {}
  Status write(const std::function<Status(storage::WriteTx&)>& step) override {
    return database_.write([&](storage::WriteTx& tx) { return step(tx); });
  }
  Status read(const std::function<Status(storage::ReadTx&)>& body) override {
    return database_.read([&](uke::storage::ReadTx& tx) { return body(tx); });
  }
  void progress(std::int64_t, std::int64_t) override {}
  [[nodiscard]] bool stopping() const override { return false; }

 private:
  RoomDatabase& database_;
};

void run(RoomDatabase& database, const std::string& name) {
  const auto kinds = job_kinds();
  const auto kind = std::ranges::find(kinds, name, &jobs::Kind::name);
  REQUIRE(kind != kinds.end());
  CHECK(kind->every == Millis{24LL * 3600'000});
  OneRun one(database);
  must(kind->work(one, jobs::JobRow{}));
}

}  // namespace

TEST_CASE("the_daily_reminder_marks_what_waits_too_long") {
  RoomDatabase database;
  const auto old = apply(database, hanakos_words());
  database.clock.advance(kWaitsTooLong + Millis{1});
  const auto fresh = apply(database, words_of("鈴木", "守", "すずき まもる"));
  run(database, "applications.remind");
  CHECK(again(database, old.id).reminded_ms == to_ms(database.clock.now()));
  CHECK(again(database, fresh.id).reminded_ms == 0);
}

TEST_CASE("the_daily_erasure_goes_on_until_nothing_old_is_left") {
  RoomDatabase database;
  for (int i = 0; i < 230; ++i) must(decline(database, apply(database, words_of("佐藤", "名" + std::to_string(i), "さとう"))));
  CHECK(database.count("select count(*) from applications") == 230);
  database.clock.advance(kKeptAfterNo + Millis{1});
  run(database, "applications.forget");
  CHECK(database.count("select count(*) from applications") == 0);
  CHECK(database.count("select count(*) from audit_log where thing_kind = 'application' and changes like '%在籍%'") == 0);
}

}  // namespace uke::server::applications
