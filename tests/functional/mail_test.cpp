// Letters over real sockets: a mail server that misbehaves on request, a server that dies in the middle, and what organizers and recipients
// can do.
#include "shared/storage/connection.h"
#include "tests/functional/browser.h"
#include "tests/support/mail_sink.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace uke::functional {
namespace {

using namespace std::chrono_literals;
using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kMail = "/api/v1/mail";
const std::string kNobody = "/00000000-0000-7000-8000-000000000000";

struct Letter {
  std::string id;
  std::string state;
  std::string reason;
  std::string kind;
  std::string to;
  std::string answer;
  std::optional<std::string> text;
  std::optional<std::string> html;
};
BOOST_DESCRIBE_STRUCT(Letter, (), (id, state, reason, kind, to, answer, text, html))
struct Queue {
  std::string state;
  std::string trouble;
};
BOOST_DESCRIBE_STRUCT(Queue, (), (state, trouble))
struct Letters {
  Queue queue;
  std::vector<Letter> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Letters, (), (queue, items, next))
struct Address {
  std::string id;
  std::string address;
  std::optional<std::int64_t> refused_ms;
  std::optional<std::int64_t> unsubscribed_ms;
};
BOOST_DESCRIBE_STRUCT(Address, (), (id, address, refused_ms, unsubscribed_ms))
struct Addresses {
  std::vector<Address> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Addresses, (), (items, next))
struct Facts {
  std::map<std::string, std::string> headers;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (headers))

std::map<std::string, std::string> headers_of(const std::filesystem::path& eml) {
  const auto facts = json::parse<Facts>(test::checked_mail(eml));
  REQUIRE(facts.has_value());
  return facts->headers;
}

// A server that sends to that sink, and the folder that it reads its settings from.
class Sender {
 public:
  explicit Sender(const test::MailSink& sink)
      : sink_(sink), server_(RunningServer::Party::demo, with_settings(), test::free_port()), http_(server_.organizer()) {}

  RunningServer& server() { return server_; }
  HttpClient& http() { return *http_; }
  void again_connected() { http_.emplace(server_.organizer()); }

  void send_to(const std::string& to) { expect(http_->post(kMail + "/test", R"({"to":")" + to + R"("})"), 201); }
  Letters letters(const std::string& query = "") { return read<Letters>(expect(http_->get(kMail + query), 200)); }
  Letter letter_to(const std::string& to) {
    for (const auto& one : letters().items) {
      if (one.to == to) return one;
    }
    FAIL("no letter to " << to);
    return {};
  }
  // The letter once it has that state.
  Letter becomes(const std::string& to, const std::string& state) {
    auto letter = letter_to(to);
    for (int i = 0; i < 500 && letter.state != state; ++i) {
      std::this_thread::sleep_for(20ms);
      letter = letter_to(to);
    }
    INFO(to << " " << letter.answer << " " << letter.reason);
    CHECK(letter.state == state);
    return letter;
  }

 private:
  std::filesystem::path with_settings() {
    const auto data = folder_.path() / "data";
    std::filesystem::create_directory(data);
    std::ofstream(data / "uketsuke.toml") << "url = \"https://uketsuke.example.jp\"\n[mail]\nsmtp = \"" << sink_.url()
                                          << "\"\nfrom = \"アルムナイ会 幹事 <kanji@example.jp>\"\ntls = \"none\"\nper_minute = 600\n";
    return data;
  }

  const test::MailSink& sink_;
  test::TempFolder folder_;
  RunningServer server_;
  std::optional<HttpClient> http_;
};

// As if the letter had been a message to many.
void make_notices(const std::filesystem::path& data) {
  auto database = uke::storage::Connection::open({.file = data / "uketsuke.db"});
  REQUIRE(database.has_value());
  REQUIRE(database->write([](uke::storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("update mail_letters set purpose = 'notice' where state = 'waiting'"));
    return {};
  }));
}

std::string stop_path(const std::filesystem::path& eml) {
  const auto header = headers_of(eml).at("list-unsubscribe");
  const auto at = header.find("/unsubscribe/");
  REQUIRE(at != std::string::npos);
  return header.substr(at, header.size() - at - 1);
}

}  // namespace

TEST_CASE("a_server_that_dies_while_it_sends_sends_nothing_twice_and_loses_nothing") {
  const test::MailSink sink;
  Sender sender(sink);
  sender.send_to("pause1@example.jp");
  REQUIRE(test::wait_for_text(sink.folder() / "log", "kept pause1@example.jp", 10s));
  sender.send_to("after1@example.jp");
  sender.server().kill_now();
  sender.server().start();
  sender.again_connected();
  const auto unclear = sender.becomes("pause1@example.jp", "unclear");
  CHECK(unclear.reason == "crash");
  sender.becomes("after1@example.jp", "sent");
  CHECK(sink.letters("pause1@example.jp").size() == 1);
  CHECK(sink.letters("after1@example.jp").size() == 1);
  std::ofstream(sink.folder() / "go") << "";
  expect(sender.http().post(kMail + "/" + unclear.id + "/sending", ""), 200);
  sender.becomes("pause1@example.jp", "sent");
  const auto both = sink.letters("pause1@example.jp");
  REQUIRE(both.size() == 2);
  CHECK(headers_of(both[0]).at("message-id") == headers_of(both[1]).at("message-id"));
  expect(sender.http().post(kMail + "/" + unclear.id + "/sending", ""), 409);
  expect(sender.http().post(kMail + kNobody + "/sending", ""), 404);
}

TEST_CASE("the_api_tells_of_letters_and_sends_tests") {
  test::MailSink sink;
  Sender sender(sink);
  auto& http = sender.http();
  auto open = sender.server().client();
  CHECK(expect(open.get("/healthz"), 200).body.find("\"mail\":\"ok\"") != std::string::npos);
  const Headers key{{"content-type", "application/json"}, {"idempotency-key", "mail-1"}};
  for (int i = 0; i < 2; ++i) expect(http.request("POST", kMail + "/test", R"({"to":"hanako@example.jp"})", key), 201);
  expect(http.request("POST", kMail + "/test", R"({"to":"other@example.jp"})", key), 422);
  expect(http.post(kMail + "/test", R"({"to":"nobody"})"), 400);
  const auto sent = sender.becomes("hanako@example.jp", "sent");
  CHECK(sent.kind == "test");
  const auto whole = read<Letter>(expect(http.get(kMail + "/" + sent.id), 200));
  CHECK(whole.text.value_or("").find("メールの設定") != std::string::npos);
  CHECK(whole.html.value_or("").find("<!DOCTYPE html>") == 0);
  expect(http.get(kMail + kNobody), 404);
  CHECK(sink.letters("hanako@example.jp").size() == 1);

  sender.send_to("unknown1@example.jp");
  CHECK(sender.becomes("unknown1@example.jp", "refused").reason == "address");
  sender.send_to("later1@example.jp");
  for (int i = 0; i < 500 && sender.letter_to("later1@example.jp").reason != "later"; ++i) std::this_thread::sleep_for(20ms);
  CHECK(sender.letter_to("later1@example.jp").reason == "later");
  CHECK(sender.letters("?state=refused").items.size() == 1);
  CHECK(sender.letters("?limit=1").next.has_value());
  expect(http.get(kMail + "?state=nonsense"), 400);
  expect(http.get(kMail + "?after=nonsense"), 400);

  const auto marked = read<Addresses>(expect(http.get(kMail + "/addresses"), 200));
  REQUIRE(marked.items.size() == 1);
  CHECK(marked.items[0].address == "unknown1@example.jp");
  CHECK(marked.items[0].refused_ms.has_value());
  expect(http.get(kMail + "/addresses?limit=0"), 400);
  const auto clear = kMail + "/addresses/" + marked.items[0].id + "/clear";
  expect(http.post(clear, R"({"mark":"nonsense"})"), 400);
  expect(http.post(clear, R"({"mark":"refused"})"), 204);
  expect(http.post(kMail + "/addresses" + kNobody + "/clear", R"({"mark":"refused"})"), 404);
  CHECK(read<Addresses>(expect(http.get(kMail + "/addresses"), 200)).items.empty());

  sink.be_down(true);
  sender.send_to("taro@example.jp");
  for (int i = 0; i < 500 && sender.letters().queue.state != "paused"; ++i) std::this_thread::sleep_for(20ms);
  CHECK(sender.letters().queue.trouble != "none");
  CHECK(expect(open.get("/healthz"), 200).body.find("\"mail\":\"paused\"") != std::string::npos);
  sink.be_down(false);
  expect(http.post(kMail + "/resume", ""), 200);
  sender.becomes("taro@example.jp", "sent");
  CHECK(sender.letters().queue.state == "ok");
}

TEST_CASE("without_a_mail_server_nothing_is_sent_and_the_pages_say_how_to_begin") {
  RunningServer server;
  auto http = server.organizer();
  CHECK(read<Letters>(expect(http.get(kMail), 200)).queue.state == "off");
  expect(http.post(kMail + "/test", R"({"to":"hanako@example.jp"})"), 409);
  Browser browser(server.client());
  browser.sign_in("hanada");
  CHECK(browser.get("/mail").body.find("[mail]") != std::string::npos);
  browser.get("/mail?state=nonsense", 404);
}

TEST_CASE("settings_that_cannot_work_are_refused_with_a_sentence") {
  RunningServer server(RunningServer::Party::none);
  std::filesystem::create_directories(server.data());
  const auto file = server.data() / "uketsuke.toml";
  const auto says = [&](const std::string& section) {
    std::ofstream(file) << "[mail]\n" << section;
    CHECK(server.command({"verify"}) == 2);
    return server.said();
  };
  CHECK(says("smtp = \"mail.example.jp\"\nfrom = \"a@example.jp\"").find("smtp://host:587") != std::string::npos);
  CHECK(says("smtp = \"smtp://mail.example.jp\"").find("from") != std::string::npos);
  CHECK(says("from = \"a@example.jp\"").find("no mail server") != std::string::npos);
  CHECK(says("smpt = \"smtp://mail.example.jp\"").find("smpt") != std::string::npos);
  CHECK(says("smtp = 5").find("quotation marks") != std::string::npos);
  CHECK(says("smtp = \"smtp://m.example.jp\"\nfrom = \"a@example.jp\"\ntls = \"yes\"").find("if_offered") != std::string::npos);
  CHECK(says("smtp = \"smtp://m.example.jp\"\nfrom = \"a@example.jp\"\nper_minute = 0").find("6000") != std::string::npos);
  CHECK(says("smtp = \"smtp://m.example.jp\"\nfrom = \"a@example.jp\"\nuser = \"a\"").find("password") != std::string::npos);
  CHECK(says("smtp = \"smtp://m.example.jp\"\nfrom = \"a@example.jp\"\nuser = \"a\"\npassword_file = \"none\"").find("first line") !=
        std::string::npos);
  std::ofstream(file) << "[mail]\nsmtp = \"smtp://m.example.jp\"\nfrom = \"a@example.jp\"\nuser = \"a\"\npassword = \"secret\"\n";
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  CHECK(server.command({"verify"}) == 1);  // there is no database
  CHECK(server.said().find("chmod 600") != std::string::npos);
  CHECK(server.said().find("secret") == std::string::npos);
}

TEST_CASE("who_wants_no_notices_stops_them_by_a_button_or_by_the_mail_program") {
  test::MailSink sink;
  sink.be_down(true);
  Sender sender(sink);
  sender.send_to("hanako@example.jp");
  for (int i = 0; i < 500 && sender.letters().queue.state != "paused"; ++i) std::this_thread::sleep_for(20ms);
  make_notices(sender.server().data());
  sink.be_down(false);
  expect(sender.http().post(kMail + "/resume", ""), 200);
  REQUIRE(sink.gets(1, "hanako@example.jp"));
  const auto eml = sink.letters("hanako@example.jp")[0];
  CHECK(headers_of(eml).at("list-unsubscribe-post") == "List-Unsubscribe=One-Click");
  const auto path = stop_path(eml);
  const auto stopped = [&] {
    const auto marked = read<Addresses>(expect(sender.http().get(kMail + "/addresses"), 200));
    return !marked.items.empty() && marked.items[0].unsubscribed_ms.has_value();
  };

  Browser person(sender.server().client());
  CHECK(person.get(path).body.find("h•••@example.jp") != std::string::npos);
  CHECK_FALSE(stopped());  // scanners open every link
  person.post(path, {{"do", "stop"}});
  CHECK(stopped());
  person.post(path, {{"do", "allow"}});
  CHECK_FALSE(stopped());
  person.get("/unsubscribe/" + std::string(64, '0'), 404);
  person.post("/unsubscribe/" + std::string(64, '0'), {{"do", "stop"}}, 404);

  auto program = sender.server().client();
  expect(program.request("POST", path, "List-Unsubscribe=One-Click", {{"content-type", "application/x-www-form-urlencoded"}}), 200);
  CHECK(stopped());
  const auto marked = read<Addresses>(expect(sender.http().get(kMail + "/addresses"), 200));
  expect(sender.http().post(kMail + "/addresses/" + marked.items[0].id + "/clear", R"({"mark":"unsubscribed"})"), 204);
  CHECK_FALSE(stopped());
}

TEST_CASE("organizers_see_letters_and_send_again_what_was_not_delivered") {
  const test::MailSink sink;
  Sender sender(sink);
  Browser browser(sender.server().client());
  browser.sign_in("hanada");
  browser.get("/mail");
  browser.post("/mail/test", {{"to", "nobody"}}, 422);
  CHECK(browser.page().find("value=\"nobody\"") != std::string::npos);
  browser.post("/mail/test", {{"to", "unknown1@example.jp"}});
  const auto letter = sender.becomes("unknown1@example.jp", "refused");
  browser.get("/mail?state=refused");
  CHECK(browser.page().find("/mail/" + letter.id) != std::string::npos);
  CHECK(browser.get("/mail/" + letter.id).headers.at("content-security-policy").find("frame-src 'self'") != std::string::npos);
  const auto html = browser.get("/mail/" + letter.id + "/html");
  CHECK(html.headers.at("content-security-policy").find("sandbox") != std::string::npos);
  CHECK(html.headers.at("content-security-policy").find("default-src 'none'") != std::string::npos);
  browser.get("/mail" + kNobody, 404);
  browser.get("/mail" + kNobody + "/html", 404);
  const auto addresses = browser.get("/mail/addresses").body;
  CHECK(addresses.find("unknown1@example.jp") != std::string::npos);
  const auto at = addresses.find("action=\"/mail/addresses/");
  REQUIRE(at != std::string::npos);
  const auto path = addresses.substr(at + 8, addresses.find('"', at + 8) - at - 8);
  browser.post(path, {{"mark", "refused"}});
  CHECK(browser.get("/mail/addresses").body.find("unknown1@example.jp") == std::string::npos);
  browser.get("/mail/" + letter.id);
  browser.post("/mail/" + letter.id + "/again", {});
  sender.becomes("unknown1@example.jp", "refused");
  browser.post("/mail/resume", {});
  browser.post("/mail/test", {{"to", "hanako@example.jp"}});
  const auto sent = sender.becomes("hanako@example.jp", "sent");
  browser.get("/mail/" + sent.id);
  browser.post("/mail/" + sent.id + "/again", {});  // says that it cannot be
  CHECK(sink.letters("hanako@example.jp").size() == 1);
}

}  // namespace uke::functional
