// The letter about a decision, made as the runner makes it.
#include "server/applications/letters.h"
#include "server/mail/overview.h"
#include "tests/unit/server/applications/crowd.h"

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

// Runs the jobs that wait for it; the letters that were queued then, newest first.
std::vector<mail::LetterRow> letters(RoomDatabase& database) {
  mail::Settings settings;
  settings.smtp = "smtp://127.0.0.1:1";
  settings.from = "kanji@example.jp";
  const auto kinds = letter_jobs({.settings = settings, .organization = "アルムナイ会"});
  const auto all = must(database.read([](uke::storage::ReadTx& tx) { return jobs::list_jobs(tx, 100); }));
  for (const auto& job : all) {
    if (job.kind != kinds[0].name || job.run_at_ms > to_ms(database.clock.now())) continue;
    OneRun run(database);
    must(kinds[0].work(run, job));
  }
  return must(database.read([](uke::storage::ReadTx& tx) { return mail::letters(tx, std::nullopt, mail::LetterId{}, 100); }));
}

ApplicationRow apply_with_mail(RoomDatabase& database) {
  auto words = hanakos_words();
  words.email = "hanako@example.jp";
  return apply(database, words);
}

}  // namespace

TEST_CASE("an_applicant_is_told_of_the_decision_some_minutes_later_and_once") {
  RoomDatabase database;
  must(decline(database, apply_with_mail(database)));
  CHECK(letters(database).empty());
  database.clock.advance(kLetterWaits);
  const auto sent = letters(database);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].kind == "application_declined");
  CHECK(sent[0].sent_to == "hanako@example.jp");
  CHECK(must(mail::subject_of(sent[0])).find("アルムナイ会") != std::string::npos);
  CHECK(letters(database).size() == 1);
  database.clock.advance(kKeptAfterNo + Millis{1});
  must(database.write([&](storage::WriteTx& tx) { return forget_old_applications(tx, tx.now() - kKeptAfterNo); }));
  CHECK(letters(database).empty());
}

TEST_CASE("a_decision_that_is_taken_back_in_time_is_not_told") {
  RoomDatabase database;
  const auto row = must(decline(database, apply_with_mail(database)));
  must(reopen(database, again(database, row.id)));
  database.clock.advance(kLetterWaits);
  CHECK(letters(database).empty());
}

TEST_CASE("who_left_no_address_gets_no_letter") {
  RoomDatabase database;
  auto words = hanakos_words();
  words.email.clear();
  must(decline(database, apply(database, words)));
  database.clock.advance(kLetterWaits);
  CHECK(letters(database).empty());
}

}  // namespace uke::server::applications
