#include "tests/functional/running_server.h"

namespace uke::functional {
namespace {

struct Named {
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))
struct NamedList {
  std::vector<Named> items;
};
BOOST_DESCRIBE_STRUCT(NamedList, (), (items))
struct Code {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(Code, (), (code))

}  // namespace

HttpAnswer expect(const std::optional<HttpAnswer>& answer, int status) {
  REQUIRE(answer.has_value());
  INFO(answer->body);
  REQUIRE(answer->status == status);
  return *answer;
}

RunningServer::RunningServer(Party party, std::filesystem::path data, std::uint16_t port)
    : data_(data.empty() ? folder_.path() / "data" : std::move(data)), port_(port) {
  if (party == Party::none) return;
  REQUIRE(command({"demo", "--doors-around", "now"}) == 0);
  organizer_token_ = test::read_file(data_ / "organizer-token");
  start();
  find_editions();
}

int RunningServer::command(std::vector<std::string> words, std::chrono::milliseconds limit) {
  words.insert(words.begin(), UKE_SERVER);
  words.insert(words.end(), {"--data", data_.string(), "--lang", "en"});
  const auto log = folder_.path() / "command.log";
  std::filesystem::remove(log);
  return test::run({.words = words, .environment = {}, .output = log}, limit);
}

void RunningServer::start() {
  const auto log = folder_.path() / "serve.log";
  process_.reset();
  std::filesystem::remove(log);
  process_ = std::make_unique<test::Process>(
      test::Command{.words = {UKE_SERVER, "serve", "--data", data_.string(), "--port", std::to_string(port_), "--lang", "en"},
                    .environment = {},
                    .output = log});
  REQUIRE(test::wait_for_text(log, "The server is running: ", std::chrono::seconds{20}));
  if (port_ != 0) return;
  const auto text = test::read_file(log);
  const auto colon = text.find(':', text.find("127.0.0.1"));
  port_ = static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)));
}

void RunningServer::stop() {
  process_->send(SIGTERM);
  const auto status = process_->wait(std::chrono::seconds{15});
  REQUIRE(status.has_value());
  CHECK(*status == 0);
  process_.reset();
}

void RunningServer::kill_now() {
  process_->send(SIGKILL);
  REQUIRE(process_->wait(std::chrono::seconds{5}).has_value());
  process_.reset();
}

HttpClient RunningServer::client(const std::string& token) const {
  HttpClient client(port_);
  if (!token.empty()) client.set_token(token);
  return client;
}

void RunningServer::find_editions() {
  auto http = organizer();
  const auto events = read<NamedList>(expect(http.get("/api/v1/events"), 200));
  for (const auto& event : events.items) {
    const auto editions = read<NamedList>(expect(http.get("/api/v1/events/" + event.id + "/editions"), 200));
    for (const auto& edition : editions.items) {
      editions_[edition.name] = edition.id;
      if (event_.empty() || edition.name == "東京会場") event_ = event.id;  // the party, whatever else the demo has
    }
  }
}

Kiosk RunningServer::pair(const std::string& edition_name) const {
  auto http = organizer();
  const auto code = read<Code>(expect(http.post("/api/v1/editions/" + edition(edition_name) + "/pairing-codes", "{}"), 201)).code;
  const wire::PairRequest request{.code = code, .nonce = Uuid::v7(system_clock(), system_random()).to_string(), .name = "test"};
  auto open = client();
  const auto answer = read<wire::PairAnswer>(expect(open.post("/api/v1/pair", json::to_text(request)), 200));
  return {answer.kiosk.to_string(), answer.token, answer.edition.id};
}

Writer::Writer(EditionId edition, std::string desk)
    : edition_(edition), desk_(std::move(desk)), log_(LogId::fresh(system_clock(), system_random())) {}

desk::DeskRecord Writer::next_record() {
  desk::DeskRecord record;
  record.id = RecordId::fresh(system_clock(), system_random());
  record.log = log_;
  record.seq = ++seq_;
  record.edition = edition_;
  record.subject = desk::Subject::of(desk::TicketNo{system_random().u64()});
  record.step = 1;
  record.kind = desk::Kind::admit;
  record.at_ms = to_ms(system_clock().now());
  record.boot_id = "boot";
  record.uptime_ms = 1000 + seq_;
  record.desk = desk_;
  return record;
}

std::string Writer::next() { return item(next_record()); }

std::string upload_body(const std::vector<std::string>& items) {
  std::string body = "{\"records\":[";
  for (std::size_t i = 0; i < items.size(); ++i) body.append(i == 0 ? "" : ",").append(items[i]);
  return body + "]}";
}

wire::UploadAnswer upload(HttpClient& client, const std::vector<std::string>& items) {
  return read<wire::UploadAnswer>(expect(client.post("/api/v1/desk-records", upload_body(items)), 200));
}

wire::ChangesAnswer changes(HttpClient& client, const std::string& query) {
  return read<wire::ChangesAnswer>(expect(client.get("/api/v1/desk-changes?" + query), 200));
}

}  // namespace uke::functional
