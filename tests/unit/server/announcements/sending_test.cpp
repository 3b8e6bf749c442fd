// Messages on a real database: their states, two editors, and letters that nobody gets twice.
#include "server/announcements/sending.h"
#include "server/events/details_service.h"
#include "server/rsvps/list.h"
#include "server/rsvps/own.h"
#include "shared/assets/assets.h"
#include "tests/unit/server/events/party.h"

namespace uke::server::announcements {

using namespace uke::test;

namespace {

constexpr std::int64_t kDayMs = 24 * 60 * kMinute;

// Runs a job's steps; may be cut off before its nth write.
class CutRun final : public jobs::Run {
 public:
  explicit CutRun(RoomDatabase& database, int writes = 1000) : database_(database), left_(writes) {}
  Status write(const std::function<Status(storage::WriteTx&)>& step) override {
    if (left_-- <= 0) return fail(ErrorCode::unavailable, "test", "the power went off");
    return database_.write([&](storage::WriteTx& tx) { return step(tx); });
  }
  Status read(const std::function<Status(storage::ReadTx&)>& body) override {
    return database_.read([&](uke::storage::ReadTx& tx) { return body(tx); });
  }
  void progress(std::int64_t, std::int64_t) override {}
  [[nodiscard]] bool stopping() const override { return false; }

 private:
  RoomDatabase& database_;
  int left_;
};

struct Circle {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow edition = make_edition(database, event.id);
  Post post;
  i18n::Messages japanese = must(i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja));
  i18n::Messages english = must(i18n::Messages::load(assets::text("i18n/en.json"), i18n::Language::en));

  Circle() {
    database.clock.jump_to(from_ms(kEvening - 30 * kDayMs));
    post.settings.smtp = "smtp://127.0.0.1:1";
    post.settings.from = "幹事 <kanji@example.jp>";
    post.url = "https://uketsuke.example.jp";
  }
  rsvps::Own answer(const std::string& family, const std::string& email, desk::RsvpState state = desk::RsvpState::yes,
                    std::size_t companions = 0) {
    rsvps::OwnFields fields;
    fields.family_name = family;
    fields.given_name = "花子";
    fields.email = email;
    fields.state = state;
    fields.companions.resize(companions);
    database.clock.advance(Millis{1000});
    return must(database.write([&](storage::WriteTx& tx) {
      return rsvps::answer(tx, {.edition = edition.id, .fields = fields, .nonce = {}, .via = {}, .language = i18n::Language::ja});
    }));
  }
  MessageRow create(const MessageFields& fields = {.subject = "お知らせ", .body = "{name}さん {link}", .filter = {}},
                    const std::string& nonce = {}) {
    return must(database.write([&](storage::WriteTx& tx) { return create_message(tx, an_admin(), edition.id, fields, nonce); }));
  }
  Result<MessageRow> schedule(const MessageRow& row, std::int64_t at_ms = 0) {
    return database.write([&](storage::WriteTx& tx) { return schedule_message(tx, an_admin(), post, row.id, row.version, at_ms); });
  }
  Status send(MessageId id, int writes = 1000) {
    CutRun run(database, writes);
    return send_message(
        post, [&](i18n::Language language) -> const i18n::Messages& { return language == i18n::Language::en ? english : japanese; }, run,
        id);
  }
  Message now(MessageId id) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return get_message(tx, an_admin(), id); }));
  }
  std::int64_t letters() { return database.count("select count(*) from mail_letters"); }
};

}  // namespace

TEST_CASE("a_message_goes_once_to_everybody_whom_the_filter_means") {
  Circle circle;
  circle.answer("山田", "yamada@example.jp", desk::RsvpState::yes, 2);
  circle.answer("佐藤", "");
  circle.answer("鈴木", "suzuki@example.jp", desk::RsvpState::no);
  circle.answer("高橋", "takahashi@example.jp", desk::RsvpState::maybe);
  const auto row = must(circle.schedule(circle.create()));
  must(circle.send(row.id));
  const auto sent = circle.now(row.id);
  CHECK(sent.row.state == MessageState::sent);
  CHECK(sent.queued == 2);
  CHECK(sent.no_mail == 1);
  CHECK(circle.letters() == 2);
  CHECK(circle.database.count("select count(*) from mail_letters where letter like '%/my/%'") == 2);
  must(circle.send(row.id));
  CHECK(circle.letters() == 2);
}

TEST_CASE("cut_off_anywhere_and_begun_again_nobody_gets_a_second_letter_and_nobody_none") {
  for (int writes = 0; writes < 6; ++writes) {
    Circle circle;
    for (int i = 0; i < 230; ++i) circle.answer("山田" + std::to_string(i), "a" + std::to_string(i) + "@example.jp");
    const auto row = must(circle.schedule(circle.create()));
    const auto first = circle.send(row.id, writes);
    INFO("cut off after " << writes << " writes");
    CHECK(first.has_value() == (writes == 5));  // begins, three batches, ends
    must(circle.send(row.id));
    CHECK(circle.letters() == 230);
    CHECK(circle.now(row.id).queued == 230);
  }
}

TEST_CASE("what_is_scheduled_leaves_in_time_and_can_be_stopped_until_then") {
  Circle circle;
  circle.answer("山田", "yamada@example.jp");
  const auto at = to_ms(circle.database.clock.now()) + kDayMs;
  auto row = must(circle.schedule(circle.create(), at));
  must(circle.send(row.id));
  CHECK(circle.letters() == 0);
  row = must(circle.database.write([&](storage::WriteTx& tx) { return unschedule_message(tx, an_admin(), row.id, row.version); }));
  CHECK(row.state == MessageState::draft);
  circle.database.clock.advance(Millis{2 * kDayMs});
  must(circle.send(row.id));
  CHECK(circle.letters() == 0);
  row = must(circle.schedule(row, to_ms(circle.database.clock.now()) + kMinute));
  circle.database.clock.advance(Millis{2 * kMinute});
  must(circle.send(row.id));
  CHECK(circle.letters() == 1);
  const auto version = circle.now(row.id).row.version;
  const auto late = circle.database.write([&](storage::WriteTx& tx) { return unschedule_message(tx, an_admin(), row.id, version); });
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().code == ErrorCode::conflict);
}

TEST_CASE("the_second_of_two_editors_is_told_and_a_form_sent_twice_is_one_message") {
  Circle circle;
  const MessageFields fields{.subject = "お知らせ", .body = "本文", .filter = {}};
  const auto row = circle.create(fields, "nonce-1");
  CHECK(circle.create(fields, "nonce-1").id == row.id);
  auto changed = fields;
  changed.body = "別の本文";
  const auto change = [&] {
    return circle.database.write([&](storage::WriteTx& tx) { return change_message(tx, an_admin(), row.id, row.version, changed); });
  };
  must(change());
  const auto second = change();
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::stale);
  auto broken = fields;
  broken.body = "{nmae}";
  const auto refused =
      circle.database.write([&](storage::WriteTx& tx) { return change_message(tx, an_admin(), row.id, row.version + 1, broken); });
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::invalid);
}

TEST_CASE("a_discarded_draft_comes_back_and_is_not_sent_meanwhile") {
  Circle circle;
  auto row = circle.create();
  row = must(circle.database.write([&](storage::WriteTx& tx) { return discard_message(tx, an_admin(), row.id, row.version); }));
  CHECK_FALSE(circle.schedule(row).has_value());
  row = must(circle.database.write([&](storage::WriteTx& tx) { return restore_message(tx, an_admin(), row.id, row.version); }));
  CHECK(circle.schedule(row).has_value());
}

TEST_CASE("without_a_mail_server_nothing_is_scheduled_and_the_people_are_counted") {
  Circle circle;
  circle.post = {};
  circle.answer("山田", "yamada@example.jp");
  circle.answer("佐藤", "");
  const auto row = circle.create();
  const auto refused = circle.schedule(row);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::conflict);
  const auto audience =
      must(circle.database.read([&](uke::storage::ReadTx& tx) { return audience_of(tx, an_admin(), circle.edition.id, {}); }));
  CHECK(audience.with_mail == 1);
  CHECK(audience.without_mail == 1);
  CHECK(audience.names == std::vector<std::string>{"佐藤 花子"});
}

TEST_CASE("only_admins_write_messages_and_tests_need_an_address") {
  Circle circle;
  const auto row = circle.create();
  const auto test = [&](const web::Actor& actor, const std::string& address) {
    return circle.database.write([&](storage::WriteTx& tx) { return send_test(tx, actor, circle.post, row.id, address, circle.japanese); });
  };
  CHECK(test(a_reception(), "me@example.jp").error().code == ErrorCode::forbidden);
  CHECK(test(an_admin(), "kein Postfach").error().code == ErrorCode::invalid);
  must(test(an_admin(), "me@example.jp"));
  CHECK(circle.letters() == 1);
  const auto listed = circle.database.read([&](uke::storage::ReadTx& tx) { return get_messages(tx, a_reception(), circle.edition.id); });
  REQUIRE_FALSE(listed.has_value());
  CHECK(listed.error().code == ErrorCode::forbidden);
}

}  // namespace uke::server::announcements
