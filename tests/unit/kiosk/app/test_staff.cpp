#include "kiosk/app/pairing_code.h"
#include "tests/unit/kiosk/app/desk_driver.h"

using namespace uke;
using namespace uke::test;

namespace {

DeskDriver on_staff_screen() {
  DeskDriver desk;
  desk.press(button::kStaff);
  desk.type_pin("1234", true);
  REQUIRE(desk.on<StaffScreen>());
  REQUIRE(desk.effect<LoadStaff>());
  return desk;
}

StaffFacts with_records(int count) {
  StaffFacts facts;
  for (int i = 0; i < count; ++i) {
    RecentRecord row;
    row.record.id = record_no(static_cast<std::uint8_t>(i + 1));
    row.can_undo = true;
    facts.recent.push_back(row);
  }
  return facts;
}

}  // namespace

TEST_CASE("the staff screen is loaded, and again while it is open") {
  auto desk = on_staff_screen();
  desk.happen(StaffAnswered{desk.effect<LoadStaff>()->request, with_records(1)});
  CHECK(desk.on<StaffScreen>()->facts);
  desk.pass(kStaffRefresh);
  desk.ring();
  CHECK(desk.effect<LoadStaff>());
  CHECK(desk.on<StaffScreen>());
}

TEST_CASE("the staff screen closes when reception has been away for twenty minutes") {
  auto desk = on_staff_screen();
  desk.pass(20min);
  desk.ring();
  CHECK(desk.on<WelcomeScreen>());
}

TEST_CASE("a record of the list is undone after a second touch") {
  auto desk = on_staff_screen();
  desk.press(button::kTab, "recent");
  desk.press(button::kUndoRecordSure, record_no(1).to_string());
  CHECK_FALSE(desk.effect<Undo>());
  desk.press(button::kUndoRecord, record_no(1).to_string());
  desk.press(button::kUndoRecordSure, record_no(1).to_string());
  REQUIRE(desk.effect<Undo>());
  desk.happen(Undone{desk.state.pending->request, Committed<RecordId>::for_test(record_no(1))});
  CHECK(desk.on<StaffScreen>());
  CHECK(desk.effect<LoadStaff>());
}

TEST_CASE("an undo that is refused is said and stops nothing") {
  auto desk = on_staff_screen();
  desk.press(button::kUndoRecord, record_no(1).to_string());
  desk.press(button::kUndoRecordSure, record_no(1).to_string());
  desk.happen(WriteFailed{desk.state.pending->request, Error{ErrorCode::not_found, "store.undo", "unknown", {}}});
  CHECK(desk.on<StaffScreen>());
  CHECK(desk.state.notice == "notice.not_done");
}

TEST_CASE("a conflict is settled by one touch") {
  auto desk = on_staff_screen();
  desk.press(button::kResolve, "c1");
  REQUIRE(desk.effect<ResolveConflict>());
  CHECK(desk.effect<ResolveConflict>()->conflict == "c1");
  desk.happen(Resolved{desk.state.pending->request, Committed<RecordId>::for_test(record_no(1))});
  CHECK(desk.effect<LoadStaff>());
}

TEST_CASE("pages end where the rows end") {
  auto desk = on_staff_screen();
  desk.happen(StaffAnswered{desk.effect<LoadStaff>()->request, with_records(kStaffRows * 2 + 1)});
  desk.press(button::kTab, "recent");
  for (int i = 0; i < 9; ++i) desk.press(button::kPage, "next");
  CHECK(desk.on<StaffScreen>()->page == 2);
  for (int i = 0; i < 9; ++i) desk.press(button::kPage, "previous");
  CHECK(desk.on<StaffScreen>()->page == 0);
}

TEST_CASE("closing the window asks for the PIN and once more") {
  DeskDriver desk;
  desk.happen(CloseRequested{});
  CHECK_FALSE(desk.effect<Quit>());
  desk.type_pin("1234", true);
  REQUIRE(desk.on<StaffScreen>());
  CHECK(desk.on<StaffScreen>()->asking_quit);
  desk.press(button::kQuitSure);
  CHECK(desk.effect<Quit>());
}

TEST_CASE("logs are exported once at a time, and the path is shown") {
  auto desk = on_staff_screen();
  desk.press(button::kExport);
  REQUIRE(desk.effect<ExportLog>());
  const auto request = desk.effect<ExportLog>()->request;
  desk.press(button::kExport);
  CHECK_FALSE(desk.effect<ExportLog>());
  desk.happen(Exported{request, std::nullopt, "log.jsonl"});
  CHECK(desk.on<StaffScreen>()->exported->path == "log.jsonl");
}

TEST_CASE("a scan at the staff screen is judged") {
  auto desk = on_staff_screen();
  desk.scan_and_judge("A", outcome_of(desk::Verdict::admitted));
  CHECK(desk.on<VerdictScreen>());
}

TEST_CASE("an unpaired kiosk pairs by a scanned code") {
  DeskDriver desk;
  desk.happen(StatusChanged{DeskStatus{}});
  REQUIRE(desk.on<PairingScreen>());
  desk.scan("HELLO");
  CHECK_FALSE(desk.effect<Pair>());
  desk.scan("HTTPS://UKETSUKE.EXAMPLE:8443/PAIR/7ZKQ-3M0D");
  REQUIRE(desk.effect<Pair>());
  CHECK(desk.effect<Pair>()->server == "https://uketsuke.example:8443");
  CHECK(desk.effect<Pair>()->code == "7ZKQ-3M0D");
  const auto request = desk.effect<Pair>()->request;
  desk.happen(PairingEnded{request, Error{ErrorCode::not_found, "pair", "unknown code", {}}});
  CHECK(desk.on<PairingScreen>()->error);
  DeskStatus paired;
  paired.paired = true;
  desk.happen(StatusChanged{paired});
  CHECK(desk.on<WelcomeScreen>());
}

TEST_CASE("a pairing code that failed and is still held up is not tried again and again") {
  DeskDriver desk;
  desk.happen(StatusChanged{DeskStatus{}});
  desk.scan("https://host/pair/AAAA");
  desk.happen(PairingEnded{desk.effect<Pair>()->request, Error{}});
  desk.pass(100ms);
  desk.scan("https://host/pair/AAAA");
  CHECK_FALSE(desk.effect<Pair>());
  desk.pass(kHold);
  desk.scan("https://host/pair/AAAA");
  CHECK(desk.effect<Pair>());
}

TEST_CASE("refuses pairing codes that are none") {
  for (const auto* text : {"", "https://", "https:///pair/A", "https://host/pair/", "ftp://host/pair/A", "https://ho st/pair/A",
                           "https://host/t/ABC", "https://host/pair/A B", "https://host/pair/<script>"}) {
    INFO(text);
    CHECK_FALSE(parse_pairing_code(text));
  }
  CHECK_FALSE(parse_pairing_code("https://" + std::string(400, 'a') + "/pair/A"));
  CHECK(parse_pairing_code("http://192.168.1.5:8080/pair/7zkq3m0d\n")->code == "7ZKQ3M0D");
}

TEST_CASE("a revoked kiosk goes back to pairing whatever it shows") {
  auto desk = on_staff_screen();
  DeskStatus status;
  status.paired = true;
  status.revoked = true;
  desk.happen(StatusChanged{status});
  CHECK(desk.on<PairingScreen>());
  CHECK_FALSE(is_unlocked(desk.state, desk.now));
}

TEST_CASE("freshness names what matters most") {
  const Time now = from_ms(1'000'000'000);
  DeskStatus status;
  CHECK(freshness(status, now).kind == Freshness::never);
  status.synced_at_ms = to_ms(now) - 20'000;
  status.link = Link::online;
  status.unsent = 2;
  CHECK(freshness(status, now).kind == Freshness::synced);
  status.synced_at_ms = to_ms(now) - 3 * 60'000;
  CHECK(freshness(status, now).number == 3);
  status.link = Link::offline;
  CHECK(freshness(status, now).kind == Freshness::unsent);
  CHECK(freshness(status, now).number == 2);
  status.unsent = 0;
  status.synced_at_ms = to_ms(now) + 3'600'000;
  CHECK(freshness(status, now).kind == Freshness::synced);
}
