#include "server/mail/calendar.h"
#include "server/mail/encoding.h"
#include "server/mail/mime.h"
#include "server/mail/smtp.h"
#include "shared/assets/assets.h"
#include "shared/i18n/dates.h"
#include "shared/json/json.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"
#include "tests/support/mail_sink.h"

#include <fstream>
#include <map>

namespace uke::server::mail {
namespace {

using test::MailSink;
using Kind = Verdict::Kind;

struct CalendarFacts {
  std::string method;
  std::string uid;
  std::int64_t sequence = 0;
  std::string summary;
  std::string starts;
  std::string zone;
};
BOOST_DESCRIBE_STRUCT(CalendarFacts, (), (method, uid, sequence, summary, starts, zone))
struct Facts {
  std::string structure;
  std::map<std::string, std::string> headers;
  std::string from_name;
  std::string from;
  std::string to_name;
  std::string to;
  std::string text;
  std::string html;
  std::string picture;
  std::optional<std::string> attachment;
  std::optional<CalendarFacts> calendar;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (structure, headers, from_name, from, to_name, to, text, html, picture, attachment, calendar))

Facts facts_of(const std::filesystem::path& eml) {
  auto facts = json::parse<Facts>(test::checked_mail(eml));
  REQUIRE(facts.has_value());
  return std::move(*facts);
}

Settings settings_for(const MailSink& sink) {
  Settings settings;
  settings.smtp = sink.url();
  settings.from = "アルムナイ会 幹事 <kanji@example.jp>";
  settings.tls = Settings::Tls::none;
  return settings;
}

const Address kFrom{.local = "kanji", .domain = "example.jp"};
Address to(std::string local) { return {.local = std::move(local), .domain = "example.jp"}; }
bool goes_on() { return false; }

Verdict send_one(const Settings& settings, const std::string& local, const std::string& bytes = "Subject: x\r\n\r\nx\r\n") {
  MailServer server(settings, goes_on);
  const auto said = server.send(kFrom, to(local), bytes);
  INFO(static_cast<int>(said.step) << " " << static_cast<int>(said.breach) << " " << said.code << " " << said.reply);
  return verdict_of(said);
}

const i18n::Messages& messages() {
  static const auto kMessages = *i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja);
  return kMessages;
}

Letter whole_letter() {
  CalendarEntry entry;
  entry.uid = "0190-1@uketsuke.example.jp";
  entry.sequence = 2;
  entry.title = "創立記念パーティー 大阪会場";
  entry.starts = *i18n::parse_local("2027-02-20", "18:00", "Asia/Tokyo");
  entry.ends = *i18n::parse_local("2027-02-20", "20:30", "Asia/Tokyo");
  entry.zone = "Asia/Tokyo";
  entry.made = entry.starts;
  Letter letter;
  letter.subject = "【創立記念パーティー2027】お申し込みを受け付けました(大阪会場・2月20日(土))";
  letter.greeting = "山田 花子 様";
  letter.paragraphs = {"お申し込みありがとうございます。\nお会いできるのを楽しみにしています。", ".",
                       "From the beginning <b>of a line</b>"};
  letter.facts = {{"日時", "2027年2月20日(土) 18:00"}, {"場所", "大阪市北区1-2-3\nhttps://maps.example.jp/?q=大阪&x=1"}};
  letter.buttons = {{"受付票を見る", "https://uketsuke.example.jp/my/abcdefghijklmnopqrstuvwxyz0123456789?a=1&b=2"}};
  letter.picture_png = std::string("\x89PNG\r\n\x1a\n", 8) + std::string(2000, '\x17');
  letter.picture_alt = "受付用のQRコード";
  letter.picture_caption = "A7K-Q2M";
  letter.closing = {"このメールは送信専用ではありません。"};
  letter.calendar = *calendar_file(entry);
  return letter;
}

Envelope envelope() {
  Envelope out;
  out.from = *parse_mailbox("アルムナイ会 幹事 <kanji@example.jp>");
  out.to = {.name = "山田 花子", .address = to("hanako")};
  out.message_id = "0123456789abcdef@example.jp";
  out.date = *i18n::parse_local("2027-02-01", "09:00", "Asia/Tokyo");
  return out;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a whole letter arrives as other parsers read it") {
  const MailSink sink;
  auto mail = envelope();
  mail.reply_to = *parse_mailbox("reply@example.jp");
  mail.stop_url = "https://uketsuke.example.jp/unsubscribe/" + std::string(64, 'a');
  const auto letter = whole_letter();
  REQUIRE(send_one(settings_for(sink), "hanako", mime_letter(mail, letter, messages())).kind == Kind::sent);
  REQUIRE(sink.letters().size() == 1);
  const auto facts = facts_of(sink.letters()[0]);
  CHECK(facts.structure == "mixed(alternative(text/plain,related(text/html,image/png),text/calendar),text/calendar)");
  CHECK(facts.headers.at("subject") == letter.subject);
  CHECK(facts.from_name == "アルムナイ会 幹事");
  CHECK(facts.from == "kanji@example.jp");
  CHECK(facts.to_name == "山田 花子");
  CHECK(facts.to == "hanako@example.jp");
  CHECK(facts.headers.at("reply-to") == "reply@example.jp");
  CHECK(facts.headers.at("message-id") == "<0123456789abcdef@example.jp>");
  CHECK(facts.headers.at("date") == "Mon, 01 Feb 2027 00:00:00 +0000");
  CHECK(facts.headers.at("auto-submitted") == "auto-generated");
  CHECK(facts.headers.at("list-unsubscribe") == "<" + mail.stop_url + ">");
  CHECK(facts.headers.at("list-unsubscribe-post") == "List-Unsubscribe=One-Click");
  CHECK(facts.picture == base64(letter.picture_png));
  CHECK(facts.attachment == "invite.ics");
  REQUIRE(facts.calendar.has_value());
  CHECK(facts.calendar->method == "PUBLISH");
  CHECK(facts.calendar->sequence == 2);
  CHECK(facts.calendar->summary == "創立記念パーティー 大阪会場");
  CHECK(facts.calendar->starts == "2027-02-20T18:00:00+09:00");
  CHECK(facts.calendar->zone == "Asia/Tokyo");
  for (const auto* text : {&facts.text, &facts.html}) {
    CHECK(has(*text, "山田 花子 様"));
    CHECK(has(*text, "2027年2月20日(土) 18:00"));
    CHECK(has(*text, "受付票を見る"));
    CHECK(has(*text, "A7K-Q2M"));
    CHECK(has(*text, "このメールは送信専用ではありません。"));
    CHECK(has(*text, mail.stop_url));
  }
  CHECK(has(facts.text, "\nhttps://uketsuke.example.jp/my/abcdefghijklmnopqrstuvwxyz0123456789?a=1&b=2\n"));
  CHECK(has(facts.text, "\n.\n"));
  CHECK(has(facts.html, "&lt;b&gt;of a line&lt;/b&gt;"));
  CHECK_FALSE(has(facts.html, "<script"));
}

TEST_CASE("a short letter is two versions of the same text") {
  const MailSink sink;
  Letter letter;
  letter.subject = "Test";
  letter.paragraphs = {"Hello"};
  REQUIRE(send_one(settings_for(sink), "hanako", mime_letter(envelope(), letter, messages())).kind == Kind::sent);
  const auto facts = facts_of(sink.letters().at(0));
  CHECK(facts.structure == "alternative(text/plain,text/html)");
  CHECK(facts.headers.at("subject") == "Test");
  CHECK_FALSE(facts.headers.contains("list-unsubscribe"));
}

TEST_CASE("a cancellation says so outside and inside") {
  const MailSink sink;
  auto letter = whole_letter();
  auto& text = letter.calendar;
  text.replace(text.find("METHOD:PUBLISH"), 14, "METHOD:CANCEL");
  REQUIRE(send_one(settings_for(sink), "hanako", mime_letter(envelope(), letter, messages())).kind == Kind::sent);
  CHECK(facts_of(sink.letters().at(0)).calendar->method == "CANCEL");
}

TEST_CASE("letters of any bytes are still letters") {
  const test::TempFolder folder;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    test::SeededRandom random(seed);
    const auto bytes = [&] {
      std::string out(random.below(400), '\0');
      random.fill({reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
      return out + "\r\nBcc: x@example.jp\r\n\r\n.\r\n--=_0123456789abcdef_a--\r\n";
    };
    Letter letter = whole_letter();
    letter.subject = bytes();
    letter.greeting = bytes();
    letter.paragraphs = {bytes(), bytes()};
    letter.facts = {{bytes(), bytes()}};
    letter.buttons = {{bytes(), bytes()}};
    letter.picture_alt = letter.picture_caption = bytes();
    letter.closing = {bytes()};
    auto mail = envelope();
    mail.to.name = bytes();
    const auto file = folder.path() / "letter.eml";
    std::ofstream(file, std::ios::binary) << mime_letter(mail, letter, messages());
    const auto facts = facts_of(file);
    CHECK(facts.structure == "mixed(alternative(text/plain,related(text/html,image/png),text/calendar),text/calendar)");
    CHECK_FALSE(facts.headers.contains("bcc"));
    CHECK(facts.to == "hanako@example.jp");
  }
}

TEST_CASE("what the mail server says about a recipient is understood") {
  const MailSink sink;
  const auto settings = settings_for(sink);
  const auto unknown = send_one(settings, "unknown1");
  CHECK(unknown.kind == Kind::refused);
  CHECK(unknown.marks_address);
  CHECK(send_one(settings, "full1").reason == Reason::content);
  CHECK_FALSE(send_one(settings, "policy1").marks_address);
  CHECK(send_one(settings, "later1").kind == Kind::later);
  CHECK(send_one(settings, "slow1").kind == Kind::later);
  const auto spam = send_one(settings, "spam1");
  CHECK(spam.kind == Kind::refused);
  CHECK_FALSE(spam.marks_address);
  CHECK(send_one(settings, "hangup1").kind == Kind::trouble);
  CHECK(sink.letters().empty());
  CHECK(send_one(settings, "mute1").kind == Kind::unclear);
  CHECK(send_one(settings, "ab..c.").kind == Kind::sent);
}

TEST_CASE("the reply is kept and nothing of the sign-in is") {
  const MailSink sink({"--auth", "kanji:geheim"});
  auto settings = settings_for(sink);
  settings.user = "kanji";
  settings.password = "geheim";
  MailServer server(settings, goes_on);
  CHECK(server.send(kFrom, to("unknown1"), "x\r\n").reply == "550 5.1.1 no such user here");
  CHECK(verdict_of(server.send(kFrom, to("a"), "x\r\n")).kind == Kind::sent);
  settings.password = "falsch";
  MailServer refused(settings, goes_on);
  const auto said = refused.send(kFrom, to("a"), "x\r\n");
  CHECK(verdict_of(said).trouble == Trouble::sign_in);
  CHECK_FALSE(has(said.reply, "falsch"));
}

TEST_CASE("several letters share a connection and a lost one is made anew") {
  const MailSink sink;
  MailServer server(settings_for(sink), goes_on);
  for (int i = 0; i < 5; ++i) CHECK(verdict_of(server.send(kFrom, to("a"), "Subject: x\r\n\r\nx\r\n")).kind == Kind::sent);
  CHECK(sink.connections() == 1);
  CHECK(verdict_of(server.send(kFrom, to("mute1"), "x\r\n")).kind == Kind::unclear);
  CHECK(verdict_of(server.send(kFrom, to("a"), "x\r\n")).kind == Kind::sent);
  CHECK(sink.letters().size() == 7);
}

TEST_CASE("a mail server that is down or not there is trouble for the queue") {
  MailSink sink;
  sink.be_down(true);
  CHECK(send_one(settings_for(sink), "a").kind == Kind::trouble);
  sink.be_down(false);
  CHECK(send_one(settings_for(sink), "a").kind == Kind::sent);
  auto settings = settings_for(sink);
  settings.smtp = "smtp://127.0.0.1:1";
  CHECK(send_one(settings, "a").trouble == Trouble::unreachable);
  settings.smtp = "smtp://no-such-host.invalid";
  CHECK(send_one(settings, "a").trouble == Trouble::unreachable);
}

TEST_CASE("encryption is not given up and certificates are checked") {
  const test::TempFolder folder;
  const auto pem = MailSink::certificate(folder.path());
  const MailSink plain;
  auto settings = settings_for(plain);
  settings.tls = Settings::Tls::required;
  CHECK(send_one(settings, "a").trouble == Trouble::tls);
  settings.tls = Settings::Tls::if_offered;
  CHECK(send_one(settings, "a").kind == Kind::sent);

  const MailSink sink({"--tls", pem.string()});
  settings.smtp = sink.url();
  settings.tls = Settings::Tls::required;
  CHECK(send_one(settings, "a").trouble == Trouble::tls);  // nobody signed it
  settings.ca_file = pem.string();
  CHECK(send_one(settings, "a").kind == Kind::sent);
  CHECK(has(test::read_file(sink.folder() / "00001.json"), "\"tls\": true"));

  const MailSink wrapped({"--tls", pem.string(), "--smtps"});
  settings.smtp = wrapped.url("smtps");
  CHECK(send_one(settings, "a").kind == Kind::sent);
  settings.ca_file.clear();
  CHECK(send_one(settings, "a").trouble == Trouble::tls);
}

}  // namespace uke::server::mail
