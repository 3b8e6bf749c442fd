// A kiosk's store in a folder of its own, paired to edition 1 of event 1, with a clock and chance under control.
#pragma once

#include "kiosk/store/store.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <filesystem>
#include <string>
#include <vector>

namespace uke::kiosk::store::test {

using namespace uke::test;
using desk::Verdict;

class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Fails the test with what went wrong.
void require_ok(const Status& status);
template <class T>
[[nodiscard]] T must(Result<T> result) {
  if (!result) require_ok(std::unexpected(result.error()));
  return std::move(*result);
}

[[nodiscard]] wire::Change change_of(const desk::Attendee& attendee);
[[nodiscard]] wire::Change change_of(const desk::OtherTicket& ticket);
[[nodiscard]] wire::Change change_of(const desk::Event& event);
[[nodiscard]] wire::Change change_of(const desk::Edition& edition);
[[nodiscard]] wire::Change change_of(const desk::DeskRecord& record);
[[nodiscard]] wire::Change gone(wire::ChangeKind kind, std::string key);

[[nodiscard]] Pairing a_pairing(std::uint64_t edition = 1, const std::string& name = "受付1");
[[nodiscard]] std::vector<wire::UploadItem> items(const std::vector<json::Raw>& raw);
// As a server answers that stored all of them.
[[nodiscard]] std::vector<wire::UploadResult> all_stored(const std::vector<wire::UploadItem>& items);
[[nodiscard]] wire::Have have_of(const std::vector<wire::UploadItem>& items);

class Kiosk {
 public:
  explicit Kiosk(std::uint64_t seed = 1);
  // Paired, with a whole roster of these people.
  explicit Kiosk(const std::vector<desk::Attendee>& people, std::uint64_t seed = 1);

  // The program ends, however abruptly, and starts again.
  void reopen();
  void close() { store_.reset(); }
  Store& operator*() { return *store_; }
  Store* operator->() { return &*store_; }

  void load_roster(const std::vector<desk::Attendee>& people, const std::string& cursor = "7.tag");
  void apply(const std::vector<wire::Change>& changes, const std::string& cursor = "8.tag");
  app::DeskOutcome scan(const desk::Attendee& attendee, desk::DeskMode mode = desk::DeskMode::staffed);
  app::DeskOutcome scan(const std::string& text);
  // Reception confirms a ticket that is on no list: a scan and a touch.
  app::DeskOutcome confirm(const desk::Attendee& unlisted);
  std::vector<wire::UploadItem> unsent();

  Folder folder;
  FakeClock clock;
  SeededRandom random;

 private:
  std::optional<Store> store_;
};

}  // namespace uke::kiosk::store::test
