#include "tests/unit/server/mail/post_office.h"

namespace uke::server::mail {
namespace {

using namespace std::chrono_literals;

const Conversation kNoSuchUser{.step = Step::recipient, .breach = Breach::connection, .code = 550, .reply = "550 5.1.1 no such user"};
const Conversation kLater{.step = Step::recipient, .breach = Breach::connection, .code = 451, .reply = "451 4.2.0 later"};
const Conversation kSpam{.step = Step::end, .breach = Breach::connection, .code = 554, .reply = "554 spam"};
const Conversation kMute{.step = Step::end, .breach = Breach::connection, .code = 354, .reply = "354 go on"};
const Conversation kNobody{.step = Step::connecting, .breach = Breach::connection, .code = 0, .reply = {}};
const Conversation kSignIn{.step = Step::connecting, .breach = Breach::sign_in, .code = 535, .reply = "535 no"};

}  // namespace

TEST_CASE("a letter is sent once") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("hanako@example.jp", "confirmed:1:1")));
  CHECK(office.next_run() == office.clock().now());
  REQUIRE(office.send());
  REQUIRE(office.send());
  CHECK(office.sent == std::vector<std::string>{"hanako@example.jp"});
  CHECK(office.row("confirmed:1:1").state == MailState::sent);
  CHECK_FALSE(office.queue(letter_to("hanako@example.jp", "confirmed:1:1")));
}

TEST_CASE("nothing is queued without a mail server or for what is no address") {
  PostOffice office;
  CHECK_FALSE(office.queue(letter_to("hanako")));
  CHECK_FALSE(office.queue(letter_to("a@b@c.jp\r\nRCPT TO:<x@example.jp>")));
  CHECK_FALSE(office.queue(letter_to("")));
  office.settings.smtp.clear();
  CHECK_FALSE(office.queue(letter_to("hanako@example.jp")));
}

TEST_CASE("a letter that was being sent when the program ended is never sent again by itself") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  REQUIRE(office.queue(letter_to("b@example.jp", "b")));
  office.dies = true;
  CHECK_FALSE(office.send());
  CHECK(office.row("a").state == MailState::sending);
  office.dies = false;
  REQUIRE(office.send());
  CHECK(office.sent == std::vector<std::string>{"a@example.jp", "b@example.jp"});
  CHECK(office.row("a").state == MailState::unclear);
  CHECK(office.row("a").reason == Reason::crash);
  CHECK(office.row("b").state == MailState::sent);
}

TEST_CASE("a letter whose last answer never came is unclear and not sent again") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  office.replies = {kMute};
  REQUIRE(office.send());
  office.clock().advance(48h);
  REQUIRE(office.send());
  CHECK(office.sent.size() == 1);
  CHECK(office.row("a").state == MailState::unclear);
  CHECK(office.row("a").reason == Reason::no_answer);
}

TEST_CASE("an address that the mail server does not know gets nothing more") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("Gone@Example.jp", "a")));
  REQUIRE(office.queue(letter_to("gone@example.jp", "b")));
  office.replies = {kNoSuchUser};
  REQUIRE(office.send());
  CHECK(office.sent.size() == 1);
  CHECK(office.row("a").state == MailState::refused);
  CHECK(office.row("a").reason == Reason::address);
  CHECK(office.row("a").answer == "550 5.1.1 no such user");
  CHECK(office.row("b").state == MailState::refused);
  CHECK(office.address("gone@example.jp").refused_ms == to_ms(office.clock().now()));
  CHECK_FALSE(office.queue(letter_to("GONE@example.jp")));
}

TEST_CASE("a refused text says nothing about the address") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  office.replies = {kSpam};
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::refused);
  CHECK(office.row("a").reason == Reason::content);
  CHECK(office.queue(letter_to("a@example.jp", "b")));
}

TEST_CASE("who is asked to come later comes later and later and gives up after days") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  Millis before{0};
  const auto begun = office.clock().now();
  for (int i = 0; i < 8; ++i) {
    office.replies = {kLater};
    REQUIRE(office.send());
    const auto row = office.row("a");
    CHECK(row.state == MailState::waiting);
    CHECK(row.reason == Reason::later);
    const auto wait = Millis{row.next_ms - to_ms(office.clock().now())};
    CHECK(wait >= before);
    CHECK(wait <= 24h);
    CHECK(office.next_run() == from_ms(row.next_ms));
    before = wait;
    office.clock().advance(wait - 1s);
    REQUIRE(office.send());
    CHECK(office.sent.size() == static_cast<std::size_t>(i + 1));
    office.clock().advance(1s);
  }
  office.replies = {kLater};
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::refused);
  CHECK(office.row("a").reason == Reason::gave_up);
  CHECK(office.clock().now() - begun > std::chrono::days{3});
  CHECK(office.queue(letter_to("a@example.jp", "b")));
}

TEST_CASE("trouble with the connection pauses the queue and costs no letter a try") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  REQUIRE(office.queue(letter_to("b@example.jp", "b")));
  Millis before{0};
  for (int i = 0; i < 12; ++i) {
    office.replies = {i % 2 == 0 ? kNobody : kSignIn};
    CHECK_FALSE(office.send());
    CHECK(office.sent.size() == static_cast<std::size_t>(i + 1));
    const auto queue = office.queue_now();
    const auto pause = Millis{queue.paused_until_ms - to_ms(office.clock().now())};
    CHECK(queue.reason == (i % 2 == 0 ? Trouble::unreachable : Trouble::sign_in));
    CHECK(pause >= before);
    CHECK(pause <= 30min);
    CHECK(office.next_run() == from_ms(queue.paused_until_ms));
    before = pause;
    REQUIRE(office.send());
    CHECK(office.sent.size() == static_cast<std::size_t>(i + 1));
    office.clock().advance(pause + 2ms);
  }
  CHECK(office.row("a").attempts == 0);
  CHECK(office.row("b").attempts == 0);
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::sent);
  CHECK(office.row("b").state == MailState::sent);
  CHECK(office.queue_now().paused_until_ms == 0);
  CHECK(office.queue_now().pauses == 0);
}

TEST_CASE("one letter that breaks every connection does not hold up the others for ever") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  REQUIRE(office.queue(letter_to("b@example.jp", "b")));
  office.replies = {kNobody};
  CHECK_FALSE(office.send());
  office.clock().advance(1h);
  REQUIRE(office.send());
  CHECK(office.sent[1] == "b@example.jp");
}

TEST_CASE("no more letters a minute than the mail server allows") {
  PostOffice office;
  office.settings.per_minute = 10;
  for (int i = 0; i < 25; ++i) REQUIRE(office.queue(letter_to("a" + std::to_string(i) + "@example.jp")));
  REQUIRE(office.send());
  CHECK(office.sent.size() == 10);
  REQUIRE(office.send());
  CHECK(office.sent.size() == 10);
  CHECK(office.next_run() == office.clock().now() + 60s);
  office.clock().advance(59s);
  REQUIRE(office.send());
  CHECK(office.sent.size() == 10);
  office.clock().advance(1s);
  REQUIRE(office.send());
  CHECK(office.sent.size() == 20);
  office.clock().advance(61s);
  REQUIRE(office.send());
  CHECK(office.sent.size() == 25);
}

TEST_CASE("a server that stops leaves the rest waiting") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  REQUIRE(office.queue(letter_to("b@example.jp", "b")));
  office.stops = true;
  office.replies = {{.step = Step::text, .breach = Breach::stopped, .code = 0, .reply = {}}};
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::waiting);
  CHECK(office.row("b").state == MailState::waiting);
  office.stops = false;
  REQUIRE(office.send());
  CHECK(office.row("a").state == MailState::sent);
  CHECK(office.row("b").state == MailState::sent);
}

TEST_CASE("notices stop for who wants none and answers do not") {
  PostOffice office;
  auto notice = letter_to("a@example.jp", "notice");
  notice.purpose = Purpose::notice;
  REQUIRE(office.queue(notice));
  REQUIRE(office.queue(letter_to("a@example.jp", "answer")));
  office.write([](storage::WriteTx& tx) -> Status {
    TRY(auto address, find_address(tx, "a@example.jp"));
    address->unsubscribed_ms = 1;
    return update_address(tx, *address);
  });
  REQUIRE(office.send());
  CHECK(office.sent.size() == 1);
  CHECK(office.row("notice").state == MailState::refused);
  CHECK(office.row("notice").reason == Reason::unsubscribed);
  CHECK(office.row("answer").state == MailState::sent);
  notice.key = "notice-2";
  CHECK_FALSE(office.queue(notice));
  CHECK(office.read<bool>([](storage::ReadTx& tx) { return is_unsubscribed(tx, " A@Example.jp"); }));
}

TEST_CASE("what was sent long ago is emptied and still never sent again") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  REQUIRE(office.send());
  office.clock().advance(24h * 29);
  REQUIRE(office.tidy());
  CHECK_FALSE(office.row("a").letter.empty());
  office.clock().advance(24h * 2);
  REQUIRE(office.tidy());
  const auto row = office.row("a");
  CHECK(row.letter.empty());
  CHECK(row.sent_to.empty());
  CHECK(row.to_name.empty());
  CHECK_FALSE(office.queue(letter_to("a@example.jp", "a")));
}

TEST_CASE("a person who is forgotten leaves no letter and no address") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp", "a")));
  auto other = letter_to("family@example.jp", "spouse");
  other.subject_id = "subject-2";
  REQUIRE(office.queue(other));
  REQUIRE(office.queue(letter_to("family@example.jp", "b")));
  office.write([](storage::WriteTx& tx) { return forget(tx, "subject-1", "A@example.jp"); });
  CHECK(office.address("a@example.jp").id.is_nil());
  office.write([](storage::WriteTx& tx) { return forget(tx, "subject-1", "family@example.jp"); });
  CHECK_FALSE(office.address("family@example.jp").id.is_nil());  // of the spouse, too
  REQUIRE(office.send());
  CHECK(office.sent == std::vector<std::string>{"family@example.jp"});
  const auto all = office.read<std::vector<Told>>([](storage::ReadTx& tx) { return told(tx, "subject-1"); });
  CHECK(all.empty());
}

TEST_CASE("what was told is listed from the newest on") {
  PostOffice office;
  REQUIRE(office.queue(letter_to("a@example.jp")));
  REQUIRE(office.send());
  office.clock().advance(1h);
  auto second = letter_to("a@example.jp");
  second.kind = "cancelled";
  REQUIRE(office.queue(second));
  const auto all = office.read<std::vector<Told>>([](storage::ReadTx& tx) { return told(tx, "subject-1"); });
  REQUIRE(all.size() == 2);
  CHECK(all[0].kind == "cancelled");
  CHECK(all[0].state == MailState::waiting);
  CHECK(all[1].state == MailState::sent);
}

}  // namespace uke::server::mail
