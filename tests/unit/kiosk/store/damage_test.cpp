#include "tests/unit/kiosk/store/full_disk.h"
#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <fstream>

namespace uke::kiosk::store::test {
namespace {

// Overwrites the middle of the file, as a dying disk would.
void damage(const std::filesystem::path& file) {
  std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
  REQUIRE(out);
  const std::string rubbish(8192, '\x5a');
  out.seekp(0);
  out.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
}

std::size_t kept_aside(const Folder& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().filename().string().starts_with("log-damaged-") && entry.path().extension() == ".db") ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("damaged_log_is_moved_aside_and_kept", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  const auto taro = an_attendee(2).build();
  Kiosk kiosk({hanako, taro});
  kiosk.scan(hanako);
  const auto before = kiosk.unsent()[0].record;
  kiosk.close();
  damage(kiosk.folder / "log.db");
  kiosk.reopen();
  CHECK(kept_aside(kiosk.folder) == 1);
  CHECK(kiosk->status().trouble == "trouble.log_moved_aside");
  CHECK(kiosk->status().paired);              // the roster remembers whose this kiosk is
  CHECK(kiosk->cursor().empty());             // all records are to be heard again …
  CHECK(kiosk.scan(taro).decision.attendee);  // … while the old roster stays in use
  CHECK(kiosk.unsent()[0].record.log != before.log);
  CHECK(kiosk.unsent()[0].record.seq == 1);
  // What had been uploaded comes back from the server.
  kiosk.load_roster({hanako, taro});
  kiosk.apply({change_of(before)});
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
}

TEST_CASE("damaged_roster_is_downloaded_again", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.scan(hanako);
  kiosk.close();
  for (const auto* name : {"roster-a.db", "roster-b.db"}) {
    if (std::filesystem::exists(kiosk.folder / name)) damage(kiosk.folder / name);
  }
  kiosk.reopen();
  CHECK_FALSE(kiosk->status().trouble);
  CHECK_FALSE(kiosk->status().roster_whole);
  CHECK(kiosk->cursor().empty());
  CHECK(kiosk.unsent().size() == 1);
  kiosk.load_roster({hanako});
  CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);
}

TEST_CASE("full_disk_shows_no_green_and_scanning_resumes_with_space", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  const auto taro = an_attendee(2).build();
  Kiosk kiosk({hanako, taro});
  kiosk.scan(hanako);
  {
    const FullDisk full(kiosk.folder.path());
    const auto outcome = kiosk->judge(ticket_text(taro), app::ScanSource::camera, desk::DeskMode::staffed);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == ErrorCode::disk_full);
    CHECK(kiosk->status().trouble == "trouble.disk_full");
    CHECK(kiosk.scan(hanako).decision.verdict == Verdict::already_in);  // what is known is still known
  }
  const auto outcome = kiosk.scan(taro);
  CHECK(outcome.decision.verdict == Verdict::admitted);
  CHECK_FALSE(kiosk->status().trouble);
  kiosk.reopen();
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 2);
  CHECK(unsent[1].record.seq == 2);
  CHECK(unsent[1].record.id == *outcome.admit);
}

TEST_CASE("folder_is_used_by_one_program_at_a_time", "[store]") {
  Kiosk kiosk;
  const auto second = Store::open({.folder = kiosk.folder.path(), .clock = &kiosk.clock, .random = &kiosk.random});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::busy);
}

}  // namespace uke::kiosk::store::test
