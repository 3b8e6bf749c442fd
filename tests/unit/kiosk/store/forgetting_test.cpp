#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <fstream>
#include <iterator>

namespace uke::kiosk::store::test {
namespace {

constexpr std::int64_t kDay = 24 * 60 * kMinute;

std::int64_t edition_end() { return an_edition(1).build().ends_ms; }

// Whether any file of the kiosk holds these bytes.
bool somewhere_in(const Folder& folder, std::string_view bytes) {
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    if (content.find(bytes) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("revoked_kiosk_wipes_names_and_keeps_unsent_records", "[store][failure]") {
  const auto hanako = an_attendee(1).named("田中", "花子").build();
  Kiosk kiosk({hanako});
  kiosk.scan(hanako);
  REQUIRE(kiosk->walk_in({.kana = "さとう", .name = "", .payment = {}}).has_value());
  require_ok(kiosk->wipe_personal_data());
  CHECK(kiosk->status().revoked);
  CHECK(kiosk->status().roster_people == 0);
  CHECK_FALSE(kiosk->wants_roster());
  CHECK_FALSE(somewhere_in(kiosk.folder, "花子"));
  kiosk.reopen();
  CHECK(kiosk->status().revoked);
  const auto unsent = kiosk.unsent();
  REQUIRE(unsent.size() == 3);
  CHECK(unsent[1].private_part);  // the server does not have it yet
  require_ok(kiosk->mark_sent(all_stored(unsent), have_of(unsent)));
  CHECK(kiosk.unsent().empty());
  const auto file = must(kiosk->export_logs(kiosk.folder.path()));
  std::ifstream in(file);
  const std::string exported{std::istreambuf_iterator<char>(in), {}};
  CHECK(exported.find("さとう") == std::string::npos);
  CHECK(exported.find(unsent[1].record.id.to_string()) != std::string::npos);
}

TEST_CASE("names_go_fourteen_days_after_the_edition_by_the_servers_clock_only", "[store][failure]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  kiosk.scan(hanako);
  kiosk.clock.jump_to(from_ms(edition_end() + 400 * kDay));
  kiosk->note_exchange(std::nullopt, app::Link::offline);
  CHECK(kiosk->status().roster_people == 1);
  kiosk->note_exchange(edition_end() + 14 * kDay, app::Link::online);
  CHECK(kiosk->status().roster_people == 1);
  kiosk->note_exchange(edition_end() + 14 * kDay + 1, app::Link::online);
  CHECK(kiosk->status().roster_people == 0);
  CHECK_FALSE(kiosk->wants_roster());
  kiosk.reopen();
  CHECK_FALSE(kiosk->wants_roster());
  CHECK(kiosk.unsent().size() == 1);
}

TEST_CASE("wiped_kiosk_works_again_when_paired_anew", "[store]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  require_ok(kiosk->wipe_personal_data());
  require_ok(kiosk->save_pairing(a_pairing()));
  CHECK(kiosk->wants_roster());
  CHECK_FALSE(kiosk->status().revoked);
  kiosk.load_roster({hanako});
  CHECK(kiosk.scan(hanako).admit);
}

TEST_CASE("clock_offset_is_shown_for_the_warning", "[store]") {
  Kiosk kiosk({an_attendee(1)});
  kiosk->note_exchange(kEvening + 90'000, app::Link::online);
  CHECK(kiosk->status().clock_offset_ms == 90'000);
  CHECK(kiosk->status().synced_at_ms == kEvening);
  CHECK(kiosk->status().link == app::Link::online);
  kiosk->note_exchange(std::nullopt, app::Link::offline);
  CHECK(kiosk->status().link == app::Link::offline);
  CHECK(kiosk->status().synced_at_ms == kEvening);
}

}  // namespace uke::kiosk::store::test
