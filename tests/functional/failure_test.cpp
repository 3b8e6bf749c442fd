// Rows of the failure table (design 03) that concern the server: killed, restored from yesterday's backup, disk full.
#include "shared/storage/connection.h"
#include "tests/functional/running_server.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <random>
#include <set>
#include <sys/mount.h>
#include <thread>

namespace uke::functional {
namespace {

// The ids of all stored records, straight from the file; a repeated id would be there twice.
std::multiset<std::string> stored_ids(const RunningServer& server) {
  auto connection = storage::Connection::open({.file = server.data() / "uketsuke.db", .access = storage::OpenOptions::Access::read_write});
  REQUIRE(connection.has_value());
  const auto ids = connection->read([](storage::ReadTx& tx) { return tx.all<std::string>("select id from desk_records"); });
  REQUIRE(ids.has_value());
  return {ids->begin(), ids->end()};
}

int rounds() {
  const char* text = std::getenv("UKE_ROUNDS");
  return text != nullptr ? std::max(1, std::atoi(text)) : 10;
}

// A kiosk that uploads one record after the other until the server is gone, and remembers what was acknowledged.
class Uploader {
 public:
  Uploader(const RunningServer& server, const Kiosk& kiosk, const std::string& desk)
      : client_(server.client(kiosk.token)), writer_(kiosk.edition, desk) {}

  void run(const std::atomic<bool>& gone) {
    client_.patience = std::chrono::seconds{2};
    while (!gone) {
      const auto item = waiting_.empty() ? writer_.next() : waiting_;
      const auto answer = client_.post("/api/v1/desk-records", upload_body({item}));
      waiting_ = item;  // an answer that does not come: the same record again, as a kiosk does
      if (!answer || answer->status != 200) return;
      const auto results = json::parse<wire::UploadAnswer>(answer->body);
      if (!results) return;
      acknowledged_.push_back(results->results.at(0).id);
      parked_ += results->results.at(0).outcome == wire::Outcome::parked ? 1 : 0;
      waiting_.clear();
    }
  }
  [[nodiscard]] const std::vector<std::string>& acknowledged() const { return acknowledged_; }
  [[nodiscard]] int parked() const { return parked_; }

 private:
  HttpClient client_;
  Writer writer_;
  std::string waiting_;
  std::vector<std::string> acknowledged_;
  int parked_ = 0;
};

// A tmpfs of a few megabytes; needs root.
class SmallDisk {
 public:
  explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=8m,mode=700") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  std::filesystem::path folder_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("every_acknowledged_record_survives_kill_9_and_none_is_there_twice") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  std::mt19937 chance(2027);
  std::vector<std::unique_ptr<Uploader>> uploaders;
  for (int i = 0; i < 4; ++i) uploaders.push_back(std::make_unique<Uploader>(server, kiosk, "受付" + std::to_string(i + 1)));
  for (int round = 0; round < rounds(); ++round) {
    std::atomic<bool> gone = false;
    std::vector<std::thread> threads;
    for (auto& uploader : uploaders) threads.emplace_back([&gone, &uploader] { uploader->run(gone); });
    std::this_thread::sleep_for(std::chrono::milliseconds{20 + chance() % 200});
    server.kill_now();
    gone = true;
    for (auto& thread : threads) thread.join();
    server.start();
  }
  std::size_t acknowledged = 0;
  const auto stored = stored_ids(server);
  for (const auto& uploader : uploaders) {
    CHECK(uploader->parked() == 0);
    for (const auto& id : uploader->acknowledged()) {
      ++acknowledged;
      if (stored.count(id) != 1) FAIL("acknowledged but stored " << stored.count(id) << " times: " << id);
    }
  }
  CHECK(acknowledged > static_cast<std::size_t>(rounds()));
  server.stop();
  CHECK(server.command({"verify"}) == 0);
}

TEST_CASE("a_server_restored_from_yesterday_gets_its_evening_back_from_the_kiosk") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  std::vector<std::string> log{writer.next(), writer.next()};
  upload(http, log);
  const auto backup = server.folder() / "yesterday.db";
  REQUIRE(server.command({"backup", backup.string()}) == 0);
  for (int i = 0; i < 5; ++i) log.push_back(writer.next());
  upload(http, {log.begin() + 2, log.end()});
  const auto cursor = changes(http, "after=").to;

  CHECK(server.command({"restore", backup.string()}) == 1);  // not under a running server
  server.stop();
  REQUIRE(server.command({"restore", backup.string()}) == 0);
  server.start();
  http.close();
  CHECK(expect(http.get("/api/v1/desk-changes?after=" + cursor), 409).body.find("history-changed") != std::string::npos);
  const auto have = changes(http, "after=").have.at(writer.log());
  CHECK(have == 2);
  const auto answer = upload(http, {log.begin() + have, log.end()});
  CHECK(answer.have.at(writer.log()) == 7);
  CHECK(stored_ids(server).size() >= 7);
  server.stop();
  CHECK(server.command({"verify"}) == 0);
}

TEST_CASE("with_a_full_disk_nothing_of_the_batch_is_stored_and_it_goes_on_when_there_is_room") {
  test::TempFolder folder;
  const SmallDisk disk(folder.path() / "disk");
  if (!disk.mounted()) {
    WARN("a small tmpfs can only be mounted as root: not tested here");
    return;
  }
  RunningServer server(RunningServer::Party::demo, folder.path() / "disk");
  const auto kiosk = server.pair("東京会場");
  auto http = server.client(kiosk.token);
  Writer writer(kiosk.edition, "受付1");
  const auto ballast = folder.path() / "disk" / "ballast";
  std::set<std::string> acknowledged;
  std::ofstream(ballast) << std::string(1024 * 1024, 'x');
  std::vector<std::string> refused;
  for (int i = 0; i < 400 && refused.empty(); ++i) {
    std::vector<std::string> items;
    for (int n = 0; n < 50; ++n) items.push_back(writer.next());
    const auto answer = http.post("/api/v1/desk-records", upload_body(items));
    REQUIRE(answer.has_value());
    if (answer->status == 503) {
      refused = items;
      CHECK(answer->headers.contains("retry-after"));
      break;
    }
    REQUIRE(answer->status == 200);
    const auto stored = read<wire::UploadAnswer>(*answer);
    for (const auto& result : stored.results) acknowledged.insert(result.id);
  }
  REQUIRE_FALSE(refused.empty());
  std::filesystem::remove(ballast);
  const auto again = upload(http, refused);
  for (const auto& result : again.results) {
    CHECK(result.outcome == wire::Outcome::stored);  // nothing of the refused batch was there
    acknowledged.insert(result.id);
  }
  const auto stored = stored_ids(server);
  for (const auto& id : acknowledged) CHECK(stored.count(id) == 1);
  server.stop();
  CHECK(server.command({"verify"}) == 0);
}

}  // namespace uke::functional
