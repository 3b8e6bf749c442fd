#include "tests/unit/kiosk/sync/sync_fixture.h"

#include <algorithm>
#include <zlib.h>

namespace uke::kiosk::sync::test {
namespace {

Status broken_disk() { return fail(ErrorCode::disk_full, "test", "full"); }

}  // namespace

Result<std::vector<json::Raw>> FakeDesk::unsent(std::size_t records_max, std::size_t bytes_max) {
  std::vector<json::Raw> batch;
  std::size_t bytes = 0;
  for (const auto& item : waiting) {
    bytes += item.text.size();
    if (batch.size() == records_max || (!batch.empty() && bytes > bytes_max)) break;
    batch.push_back(item);
  }
  return batch;
}

Status FakeDesk::mark_sent(const std::vector<wire::UploadResult>& taken, const wire::Have&) {
  if (broken) return broken_disk();
  for (const auto& result : taken) {
    std::erase_if(waiting, [&](const json::Raw& item) { return item.text.find("\"" + result.id + "\"") != std::string::npos; });
    results.push_back(result);
  }
  return {};
}

Status FakeDesk::offer_everything() {
  ++offered;
  return {};
}

Status FakeDesk::begin_snapshot() {
  ++snapshots_begun;
  building.emplace();
  return broken ? broken_disk() : Status{};
}

Status FakeDesk::apply_changes(const std::vector<wire::Change>& given, const std::string& cursor_after) {
  if (broken) return broken_disk();
  applied.push_back(given.size());
  auto& rows = building ? *building : roster;
  rows.insert(rows.end(), given.begin(), given.end());
  if (!building) at = cursor_after;
  return {};
}

Status FakeDesk::finish_snapshot(const std::string& cursor_after) {
  if (broken) return broken_disk();
  roster = std::move(building).value();
  building.reset();
  at = cursor_after;
  return {};
}

Status FakeDesk::wipe_personal_data() {
  ++wiped;
  wanted = false;
  return {};
}

void FakeDesk::note_exchange(std::optional<std::int64_t> time, app::Link now) {
  if (time) server_time_ms = time;
  link = now;
}

void FakeDesk::write(int records, std::size_t bytes_each) {
  for (int i = 0; i < records; ++i) {
    const auto id = "r" + std::to_string(++written_);
    // Text that gzip cannot shrink much.
    std::string filler;
    SeededRandom random(static_cast<std::uint64_t>(written_));
    while (filler.size() < bytes_each) filler += std::to_string(random.u64());
    waiting.push_back({R"({"record":{"id":")" + id + R"(","text":")" + filler + R"("}})"});
  }
}

void FakeServer::send(HttpCall call, std::function<void(Result<HttpAnswer>)> done) {
  const bool is_upload = call.method == HttpCall::Method::post;
  auto delay = round_trip;
  Answer given = no_answer();
  if (is_upload) {
    given = upload ? upload(call) : stored(call);
    upload_times.push_back(timeline_.now());
    uploads.push_back(call);
  } else {
    const auto after = call.url.substr(call.url.find("after=") + 6);
    const auto cursor = after.substr(0, after.find('&'));
    if (!download) delay = cursor.empty() ? round_trip : Millis{25'000};
    given = download ? download(call) : changes(cursor, cursor.empty() ? "1.a" : cursor, 0);
    downloads.push_back(call);
  }
  timeline_.at(timeline_.now() + delay, [done = std::move(done), given] { done(given); });
}

std::string inflate(const std::string& packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string bytes(4 * 1024 * 1024, '\0');
  std::string in = packed;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  REQUIRE(::inflate(&stream, Z_FINISH) == Z_STREAM_END);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

std::vector<json::Raw> records_of(const HttpCall& call) {
  auto request = json::parse<wire::UploadRequest>(call.packing == HttpCall::Body::gzip ? inflate(call.body) : call.body);
  REQUIRE(request.has_value());
  return std::move(request->records);
}

Result<HttpAnswer> answer(int status, std::string body) { return HttpAnswer{.status = status, .body = std::move(body)}; }

Result<HttpAnswer> problem(int status, std::string_view word, std::optional<std::string> kiosk) {
  wire::Problem told;
  told.type = std::string(wire::kProblemBase) + std::string(word);
  told.status = status;
  told.kiosk = std::move(kiosk);
  return answer(status, json::to_text(told));
}

Result<HttpAnswer> stored(const HttpCall& call) {
  wire::UploadAnswer given;
  for (const auto& item : records_of(call)) {
    const auto begin = item.text.find("\"id\":\"") + 6;
    const auto id = item.text.substr(begin, item.text.find('"', begin) - begin);
    given.results.push_back({.id = id, .outcome = wire::Outcome::stored, .reason = {}});
  }
  given.server_time_ms = MachineClock::kStart;
  return answer(200, json::to_text(given));
}

Result<HttpAnswer> no_answer() { return fail(ErrorCode::unavailable, "test", "no network"); }

Result<HttpAnswer> changes(const std::string& from, const std::string& to, std::size_t rows, bool more) {
  wire::ChangesAnswer given{.from = from, .to = to, .more = more, .changes = {}, .have = {}, .server_time_ms = MachineClock::kStart};
  for (std::size_t i = 0; i < rows; ++i) {
    given.changes.push_back({.kind = wire::ChangeKind::attendee, .key = std::to_string(i), .deleted = true, .data = std::nullopt});
  }
  return answer(200, json::to_text(given));
}

Fixture::Fixture() = default;

void Fixture::run(std::function<void(Desk&)> task) {
  timeline.at(timeline.now(), [this, task = std::move(task)] { task(desk); });
}

void Fixture::start() {
  engine.emplace(EngineOptions{.server = "https://uketsuke.example",
                               .token = "secret",
                               .kiosk = kiosk,
                               .transport = &server,
                               .desk = this,
                               .executor = &executor,
                               .clock = &clock,
                               .random = &random,
                               .desk_changed = [this] { ++changed; }});
  engine->start();
}

}  // namespace uke::kiosk::sync::test
