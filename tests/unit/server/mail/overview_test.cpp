#include "server/mail/overview.h"
#include "server/mail/queue.h"
#include "server/mail/settings.h"
#include "shared/assets/assets.h"
#include "tests/unit/server/mail/post_office.h"

namespace uke::server::mail {
namespace {

using namespace std::chrono_literals;

const Conversation kNoSuchUser{.step = Step::recipient, .breach = Breach::connection, .code = 550, .reply = "550 5.1.1 no such user"};
const Conversation kNobody{.step = Step::connecting, .breach = Breach::connection, .code = 0, .reply = {}};

std::string word(PostOffice& office) {
  return office.read<std::string>([&](storage::ReadTx& tx) { return queue_word(tx, office.settings); });
}

}  // namespace

TEST_CASE("a refused letter is sent again when somebody says that the address is right") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  office.replies = {kNoSuchUser};
  REQUIRE(office.send());
  const auto id = office.row("a").id;
  office.write([&](storage::WriteTx& tx) { return send_again(tx, id); });
  CHECK(office.address("a@example.jp").refused_ms == 0);
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::sent);
  office.write([&](storage::WriteTx& tx) -> Status {
    CHECK(send_again(tx, id).error().code == ErrorCode::conflict);
    return {};
  });
}

TEST_CASE("nobody sends a notice again to who wants none") {
  PostOffice office;
  auto notice = letter_to("a@example.jp", "a");
  notice.purpose = Purpose::notice;
  REQUIRE(office.queue(notice));
  const auto address = office.address("a@example.jp").id;
  const auto key = office.read<std::string>([](storage::ReadTx& tx) -> Result<std::string> {
    TRY(const auto row, find_queue(tx));
    return row ? row->key : std::string();
  });
  REQUIRE(office.send());  // makes the queue's key
  const auto secret = stop_secret(office.queue_now().key, address);
  CHECK(key.empty());
  notice.key = "b";
  REQUIRE(office.queue(notice));
  office.write([&](storage::WriteTx& tx) { return set_notices(tx, secret, Notices::stop); });
  CHECK(office.row("b").reason == Reason::unsubscribed);
  const auto id = office.row("b").id;
  office.write([&](storage::WriteTx& tx) -> Status {
    CHECK(send_again(tx, id).error().code == ErrorCode::conflict);
    return {};
  });
  office.write([&](storage::WriteTx& tx) { return set_notices(tx, secret, Notices::allow); });
  notice.key = "c";
  CHECK(office.queue(notice));
}

TEST_CASE("only the right secret stops notices") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp")));
  REQUIRE(office.send());
  const auto key = office.queue_now().key;
  const auto right = stop_secret(key, office.address("a@example.jp").id);
  CHECK(address_of_secret(key, right).has_value());
  for (std::size_t i = 0; i < right.size(); ++i) {
    auto wrong = right;
    wrong[i] = wrong[i] == '0' ? '1' : '0';
    CHECK_FALSE(address_of_secret(key, wrong).has_value());
  }
  CHECK_FALSE(address_of_secret(key, right.substr(1)).has_value());
  CHECK_FALSE(address_of_secret("other", right).has_value());
  CHECK_FALSE(address_of_secret(key, std::string(64, 'z')).has_value());
}

TEST_CASE("a pause ends when somebody says so and every letter is tried at once") {
  PostOffice office;
  CHECK(word(office) == "ok");
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  for (int i = 0; i < 8; ++i) {
    office.replies = {kNobody};
    CHECK_FALSE(office.send());
    CHECK(word(office) == "paused");
    office.write([](storage::WriteTx& tx) { return resume(tx); });
    CHECK(office.next_run() == office.clock().now());
  }
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::sent);
  CHECK(word(office) == "ok");
  REQUIRE(office.queue(letter_to("b@example.jp", "b")));
  office.clock().advance(61min);
  CHECK(word(office) == "waiting");
  office.settings.smtp.clear();
  CHECK(word(office) == "off");
}

TEST_CASE("a preview shows the letter and not the link that stops notices") {
  PostOffice office;
  auto notice = letter_to("a@example.jp", "a");
  notice.purpose = Purpose::notice;
  notice.letter.picture_png = "png";
  REQUIRE(office.queue(notice));
  REQUIRE(office.send());
  const auto messages = i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja);
  REQUIRE(messages.has_value());
  const auto row = office.row("a");
  const auto shown = office.read<std::optional<Rendered>>([&](storage::ReadTx& tx) { return preview(tx, row, *messages, office.url); });
  REQUIRE(shown.has_value());
  CHECK(shown->html.find("data:image/png;base64,cG5n") != std::string::npos);
  CHECK(shown->text.find(stop_secret(office.queue_now().key, row.address)) == std::string::npos);
  CHECK(shown->text.find("お待ちしています。") != std::string::npos);
}

TEST_CASE("settings that cannot work are told apart") {
  Settings settings;
  CHECK(fault_of(settings) == SettingsFault::none);
  settings.from = "kanji@example.jp";
  CHECK(fault_of(settings) == SettingsFault::alone);
  for (const std::string wrong : {"mail.example.jp", "http://mail.example.jp", "smtp://", "smtp://a b", "smtp://host:0",
                                  "smtp://host:99999", "smtp://host:25/x", "smtp://user@host", "smtp://host:25x"}) {
    INFO(wrong);
    settings.smtp = wrong;
    CHECK(fault_of(settings) == SettingsFault::smtp);
  }
  for (const std::string right :
       {"smtp://mail.example.jp", "smtp://127.0.0.1:2525", "smtps://mail.example.jp:465", "smtp://[2001:db8::1]:587"}) {
    INFO(right);
    settings.smtp = right;
    CHECK(fault_of(settings) == SettingsFault::none);
  }
  settings.from = "Kanji";
  CHECK(fault_of(settings) == SettingsFault::from);
  settings.from = "Kanji <kanji@example.jp>";
  settings.reply_to = "nobody";
  CHECK(fault_of(settings) == SettingsFault::reply_to);
  settings.reply_to.clear();
  settings.per_minute = 0;
  CHECK(fault_of(settings) == SettingsFault::per_minute);
  settings.per_minute = 60;
  settings.user = "kanji";
  CHECK(fault_of(settings) == SettingsFault::password);
  settings.password = "secret";
  CHECK(fault_of(settings) == SettingsFault::none);
}

}  // namespace uke::server::mail
