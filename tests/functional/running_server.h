// A server of its own: the real binary with the demo's party in a folder that vanishes, on a free port of 127.0.0.1.
#pragma once

#include "shared/base/ids.h"
#include "shared/desk/record.h"
#include "shared/json/json.h"
#include "shared/wire/messages.h"
#include "tests/support/catch.h"
#include "tests/support/http_client.h"
#include "tests/support/process.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uke::functional {

using test::HttpAnswer;
using test::HttpClient;

// Fails the test, with the body in its message, where the answer is missing or its status another one.
HttpAnswer expect(const std::optional<HttpAnswer>& answer, int status);
// The JSON text of an answer as a struct.
template <class T>
[[nodiscard]] T read(const HttpAnswer& answer) {
  auto value = json::parse<T>(answer.body);
  INFO(answer.body << "\n" << (value ? std::string() : describe(value.error())));
  REQUIRE(value.has_value());
  return std::move(*value);
}

struct Kiosk {
  std::string id;
  std::string token;
  EditionId edition;
};

class RunningServer {
 public:
  enum class Party { demo, none };
  // `data`: the folder of the database; "" = one that goes with this object.
  // `port`: where it listens; 0 = it finds one itself (and says so, unless its configuration gives it another name).
  explicit RunningServer(Party party = Party::demo, std::filesystem::path data = {}, std::uint16_t port = 0);

  // Another command of the binary on the same data; its exit code. What it said is in said().
  int command(std::vector<std::string> words, std::chrono::milliseconds limit = std::chrono::seconds{60});
  [[nodiscard]] std::string said() const { return test::read_file(folder_.path() / "command.log"); }

  void start();
  void stop();      // SIGTERM, and waits: fails the test unless it ends well
  void kill_now();  // SIGKILL
  [[nodiscard]] pid_t pid() const { return process_->pid(); }
  [[nodiscard]] std::uint16_t port() const { return port_; }

  [[nodiscard]] HttpClient client(const std::string& token = {}) const;
  [[nodiscard]] HttpClient organizer() const { return client(organizer_token_); }
  [[nodiscard]] std::string edition(const std::string& name) const { return editions_.at(name); }
  [[nodiscard]] const std::string& event() const { return event_; }
  [[nodiscard]] Kiosk pair(const std::string& edition_name) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  void find_editions();

  test::TempFolder folder_;
  std::filesystem::path data_;
  std::uint16_t port_ = 0;
  std::string organizer_token_;
  std::string event_;
  std::map<std::string, std::string> editions_;  // name → id
  std::unique_ptr<test::Process> process_;
};

// Writes one kiosk's desk log: admits of unlisted tickets, gapless.
class Writer {
 public:
  Writer(EditionId edition, std::string desk);
  // The next record as an upload item.
  [[nodiscard]] std::string next();
  [[nodiscard]] desk::DeskRecord next_record();
  [[nodiscard]] static std::string item(const desk::DeskRecord& record) { return "{\"record\":" + json::to_text(record) + "}"; }
  [[nodiscard]] std::string log() const { return log_.to_string(); }

 private:
  EditionId edition_;
  std::string desk_;
  LogId log_;
  std::int64_t seq_ = 0;
};

[[nodiscard]] std::string upload_body(const std::vector<std::string>& items);
wire::UploadAnswer upload(HttpClient& client, const std::vector<std::string>& items);
[[nodiscard]] wire::ChangesAnswer changes(HttpClient& client, const std::string& query);

}  // namespace uke::functional
