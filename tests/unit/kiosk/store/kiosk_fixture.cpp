#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <cstdlib>

namespace uke::kiosk::store::test {

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "uke-kiosk-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void require_ok(const Status& status) {
  INFO((status ? std::string{} : describe(status.error())));
  REQUIRE(status.has_value());
}

namespace {

template <class T>
wire::Change a_change(wire::ChangeKind kind, std::string key, const T& value) {
  return {.kind = kind, .key = std::move(key), .deleted = false, .data = json::Raw{json::to_text(value)}};
}

}  // namespace

wire::Change change_of(const desk::Attendee& attendee) { return a_change(wire::ChangeKind::attendee, attendee.id.to_string(), attendee); }
wire::Change change_of(const desk::OtherTicket& t) { return a_change(wire::ChangeKind::other_ticket, t.id.to_string(), t); }
wire::Change change_of(const desk::Event& event) { return a_change(wire::ChangeKind::event, event.id.to_string(), event); }
wire::Change change_of(const desk::Edition& edition) { return a_change(wire::ChangeKind::edition, edition.id.to_string(), edition); }
wire::Change change_of(const desk::DeskRecord& record) { return a_change(wire::ChangeKind::record, record.id.to_string(), record); }
wire::Change gone(wire::ChangeKind kind, std::string key) {
  return {.kind = kind, .key = std::move(key), .deleted = true, .data = std::nullopt};
}

Pairing a_pairing(std::uint64_t edition, const std::string& name) {
  wire::PairAnswer answer;
  answer.kiosk = an_id<KioskId>(edition);
  answer.token = "secret";
  answer.name = name;
  answer.event = an_event();
  answer.edition = an_edition(edition);
  return {.server = "https://uketsuke.example", .token = answer.token, .answer = answer};
}

std::vector<wire::UploadItem> items(const std::vector<json::Raw>& raw) {
  std::vector<wire::UploadItem> parsed;
  for (const auto& item : raw) parsed.push_back(must(json::parse<wire::UploadItem>(item.text)));
  return parsed;
}

std::vector<wire::UploadResult> all_stored(const std::vector<wire::UploadItem>& items) {
  std::vector<wire::UploadResult> results;
  for (const auto& item : items) results.push_back({.id = item.record.id.to_string(), .outcome = wire::Outcome::stored, .reason = {}});
  return results;
}

wire::Have have_of(const std::vector<wire::UploadItem>& items) {
  wire::Have have;
  for (const auto& item : items) {
    auto& top = have[item.record.log.to_string()];
    top = std::max(top, item.record.seq);
  }
  return have;
}

Kiosk::Kiosk(std::uint64_t seed) : random(seed) { reopen(); }

Kiosk::Kiosk(const std::vector<desk::Attendee>& people, std::uint64_t seed) : Kiosk(seed) {
  require_ok(store_->save_pairing(a_pairing()));
  load_roster(people);
}

void Kiosk::reopen() {
  store_.reset();
  store_.emplace(must(Store::open({.folder = folder.path(), .clock = &clock, .random = &random})));
}

void Kiosk::load_roster(const std::vector<desk::Attendee>& people, const std::string& cursor) {
  require_ok(store_->begin_snapshot());
  std::vector<wire::Change> changes = {change_of(desk::Event(an_event())), change_of(desk::Edition(an_edition(1)))};
  for (const auto& person : people) {
    changes.push_back(change_of(person));
    if (changes.size() < 200) continue;
    require_ok(store_->apply_changes(changes, cursor));
    changes.clear();
  }
  require_ok(store_->apply_changes(changes, cursor));
  require_ok(store_->finish_snapshot(cursor));
}

void Kiosk::apply(const std::vector<wire::Change>& changes, const std::string& cursor) {
  require_ok(store_->apply_changes(changes, cursor));
}

app::DeskOutcome Kiosk::scan(const desk::Attendee& attendee, desk::DeskMode mode) {
  return *must(store_->judge(ticket_text(attendee), app::ScanSource::camera, mode));
}

app::DeskOutcome Kiosk::scan(const std::string& text) {
  return *must(store_->judge(text, app::ScanSource::camera, desk::DeskMode::staffed));
}

app::DeskOutcome Kiosk::confirm(const desk::Attendee& unlisted) {
  const auto shown = scan(unlisted).decision;
  REQUIRE(shown.unlisted);
  app::AdmitOrder order;
  order.subject = *shown.subject;
  order.overrides = {"unlisted"};
  return *must(store_->admit(order, shown));
}

std::vector<wire::UploadItem> Kiosk::unsent() { return items(must(store_->unsent(wire::kRecordsPerBatch, wire::kBatchBytesInflated))); }

}  // namespace uke::kiosk::store::test
