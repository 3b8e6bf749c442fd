// An engine on virtual time, with a desk and a server that do what a test says.
#pragma once

#include "kiosk/sync/engine.h"
#include "tests/sim/virtual_time.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace uke::kiosk::sync::test {

using namespace uke::test;

// What the store would do, in memory.
struct FakeDesk final : Desk {
  Result<std::vector<json::Raw>> unsent(std::size_t records_max, std::size_t bytes_max) override;
  Status mark_sent(const std::vector<wire::UploadResult>& results, const wire::Have& have) override;
  Status offer_everything() override;
  bool wants_roster() const override { return wanted; }
  std::string cursor() const override { return at; }
  Status begin_snapshot() override;
  Status apply_changes(const std::vector<wire::Change>& changes, const std::string& cursor_after) override;
  Status finish_snapshot(const std::string& cursor_after) override;
  Status wipe_personal_data() override;
  void note_exchange(std::optional<std::int64_t> server_time_ms, app::Link link) override;

  void write(int records, std::size_t bytes_each = 10);

  std::vector<json::Raw> waiting;
  std::vector<wire::UploadResult> results;
  std::string at;
  bool wanted = true;
  bool broken = false;  // every change fails: a full disk
  std::optional<std::vector<wire::Change>> building;
  std::vector<wire::Change> roster;
  std::vector<std::size_t> applied;  // rows of each transaction
  int offered = 0;
  int wiped = 0;
  int snapshots_begun = 0;
  std::optional<std::int64_t> server_time_ms;
  app::Link link = app::Link::never;

 private:
  int written_ = 0;
};

// Answers each call by a function of the test's.
class FakeServer final : public Transport {
 public:
  using Answer = Result<HttpAnswer>;
  explicit FakeServer(Timeline& timeline) : timeline_(timeline) {}
  void send(HttpCall call, std::function<void(Result<HttpAnswer>)> done) override;

  std::function<Answer(const HttpCall&)> upload;    // by default: stores everything
  std::function<Answer(const HttpCall&)> download;  // by default: nothing new, after the poll's 25 s
  Millis round_trip{40};
  std::vector<HttpCall> uploads;
  std::vector<HttpCall> downloads;
  std::vector<Millis> upload_times;

 private:
  Timeline& timeline_;
};

[[nodiscard]] std::string inflate(const std::string& packed);
[[nodiscard]] std::vector<json::Raw> records_of(const HttpCall& call);
[[nodiscard]] Result<HttpAnswer> answer(int status, std::string body = "");
[[nodiscard]] Result<HttpAnswer> problem(int status, std::string_view word, std::optional<std::string> kiosk = {});
[[nodiscard]] Result<HttpAnswer> stored(const HttpCall& call);
[[nodiscard]] Result<HttpAnswer> no_answer();
[[nodiscard]] Result<HttpAnswer> changes(const std::string& from, const std::string& to, std::size_t rows, bool more = false);

struct Fixture final : DeskAccess {
  Fixture();
  void run(std::function<void(Desk&)> task) override;

  Timeline timeline;
  MachineClock clock{timeline};
  SeededRandom random{1};
  FakeDesk desk;
  FakeServer server{timeline};
  TimelineExecutor executor{timeline};
  int changed = 0;
  KioskId kiosk = an_id<KioskId>(7);
  std::optional<Engine> engine;

  void start();
};

}  // namespace uke::kiosk::sync::test
