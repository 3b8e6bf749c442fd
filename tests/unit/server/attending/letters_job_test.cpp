// Notices become letters once, reminders go out in time and once.
#include "server/rsvps/notices.h"
#include "tests/unit/server/attending/gathering.h"

namespace uke::server::attending {
namespace {

class OneRun final : public jobs::Run {
 public:
  explicit OneRun(RoomDatabase& database) : database_(database) {}
  Status write(const std::function<Status(storage::WriteTx&)>& step) override {
    ++writes;
    return database_.write([&](storage::WriteTx& tx) { return step(tx); });
  }
  Status read(const std::function<Status(storage::ReadTx&)>& body) override {
    return database_.read([&](uke::storage::ReadTx& tx) { return body(tx); });
  }
  void progress(std::int64_t, std::int64_t) override {}
  [[nodiscard]] bool stopping() const override { return false; }
  int writes = 0;

 private:
  RoomDatabase& database_;
};

LetterParts parts(bool on = true) {
  LetterParts all{.pages = must(render::Pages::create({.url = "https://uketsuke.example.jp", .organization = "会", .navigation = {}})),
                  .url = "https://uketsuke.example.jp",
                  .mail = {}};
  if (on) all.mail.smtp = "smtp://127.0.0.1:1";
  if (on) all.mail.from = "幹事 <kanji@example.jp>";
  return all;
}

constexpr auto kLetters = "select count(*) from mail_letters";
constexpr auto kNotices = "select count(*) from notices";

}  // namespace

TEST_CASE("a_notice_becomes_one_letter_in_the_attendees_language") {
  Gathering party;
  party.answer("山田");
  party.answer("Smith", "jane@example.org", i18n::Language::en);
  OneRun run(party.database);
  must(write_letters(parts(), run));
  CHECK(party.database.count(kNotices) == 0);
  CHECK(party.database.count(kLetters) == 2);
  CHECK(party.database.count("select count(*) from mail_letters where letter like '%You are registered%'") == 1);
  must(write_letters(parts(), run));
  CHECK(party.database.count(kLetters) == 2);
}

TEST_CASE("without_a_mail_server_notices_are_removed_and_nothing_is_queued") {
  Gathering party;
  for (int i = 0; i < 120; ++i) party.answer("山田" + std::to_string(i), "a" + std::to_string(i) + "@example.jp");
  CHECK(party.database.count(kNotices) == 120);
  OneRun run(party.database);
  must(write_letters(parts(false), run));
  CHECK(party.database.count(kNotices) == 0);
  CHECK(party.database.count(kLetters) == 0);
  CHECK(run.writes == 2);
}

TEST_CASE("many_letters_are_written_in_small_steps") {
  Gathering party;
  for (int i = 0; i < 60; ++i) party.answer("山田" + std::to_string(i), "a" + std::to_string(i) + "@example.jp");
  OneRun run(party.database);
  must(write_letters(parts(), run));
  CHECK(party.database.count(kLetters) == 60);
  CHECK(run.writes == 3);
}

TEST_CASE("reminders_go_out_a_week_and_a_day_before_once_each") {
  Gathering party;
  party.answer("山田", "hanako@example.jp", i18n::Language::ja, 1);
  OneRun run(party.database);
  must(write_letters(parts(), run));
  const auto reminders = "select count(*) from mail_letters where kind = 'reminder'";
  must(remind(parts(), run));
  CHECK(party.database.count(reminders) == 0);
  party.database.clock.advance(Millis{3 * kDayMs + 3600'000});
  must(remind(parts(), run));
  must(remind(parts(), run));
  CHECK(party.database.count(reminders) == 1);
  party.database.clock.advance(Millis{3 * kDayMs});
  must(remind(parts(), run));
  CHECK(party.database.count(reminders) == 1);
  party.database.clock.advance(Millis{3 * kDayMs});
  must(remind(parts(), run));
  must(remind(parts(), run));
  CHECK(party.database.count(reminders) == 2);
  CHECK(party.database.count("select count(*) from mail_letters where kind = 'reminder' and purpose = 'notice'") == 2);
}

TEST_CASE("who_answers_when_the_reminder_is_due_or_does_not_come_is_not_reminded") {
  Gathering party;
  const auto gone = party.answer("鈴木", "gone@example.jp");
  must(party.database.write([&](storage::WriteTx& tx) { return rsvps::own_cancel(tx, gone.secret, gone.rsvp.attendee.version); }));
  party.database.clock.advance(Millis{9 * kDayMs + 3600'000});
  party.answer("山田");
  OneRun run(party.database);
  must(remind(parts(), run));
  CHECK(party.database.count("select count(*) from mail_letters where kind = 'reminder'") == 0);
}

}  // namespace uke::server::attending
