#include "kiosk/sync/server_clock.h"
#include "tests/unit/kiosk/sync/sync_fixture.h"

namespace uke::kiosk::sync::test {

using namespace std::chrono_literals;

namespace {

std::string cursor_of(const HttpCall& call) {
  const auto after = call.url.substr(call.url.find("after=") + 6);
  return after.substr(0, after.find('&'));
}
bool waits(const HttpCall& call) { return call.url.find("wait=25") != std::string::npos; }

}  // namespace

TEST_CASE("first_download_is_built_aside_in_chunks_and_switched_whole", "[sync]") {
  Fixture f;
  f.server.download = [](const HttpCall& call) { return cursor_of(call).empty() ? changes("", "5.t", 450) : no_answer(); };
  f.start();
  f.timeline.run_for(900ms);
  CHECK(f.desk.applied == std::vector<std::size_t>{200, 200, 50});
  CHECK(f.desk.roster.size() == 450);
  CHECK(f.desk.at == "5.t");
  REQUIRE(f.server.downloads.size() >= 2);
  CHECK_FALSE(waits(f.server.downloads[0]));
  CHECK(waits(f.server.downloads[1]));
  CHECK(f.server.downloads[1].timeout > 25s);
}

TEST_CASE("snapshot_in_several_answers_is_whole_only_after_the_last", "[sync]") {
  Fixture f;
  f.server.download = [&](const HttpCall& call) {
    const auto cursor = cursor_of(call);
    if (cursor.empty()) return changes("", "5.t", 3, true);
    if (cursor == "5.t") CHECK(f.desk.roster.empty());
    return cursor == "5.t" ? changes("5.t", "9.t", 3) : no_answer();
  };
  f.start();
  f.timeline.run_for(500ms);
  CHECK(f.desk.roster.size() == 6);
  CHECK(f.desk.at == "9.t");
  CHECK(f.desk.snapshots_begun == 1);
}

TEST_CASE("interrupted_snapshot_begins_again_and_the_old_roster_stays", "[sync][failure]") {
  Fixture f;
  f.desk.at = "3.old";
  int asked = 0;
  f.server.download = [&](const HttpCall& call) {
    const auto cursor = cursor_of(call);
    if (cursor == "3.old") return problem(409, wire::kProblemHistoryChanged);
    if (cursor.empty()) return changes("", "5.t", 3, true);
    if (cursor == "5.t" && ++asked == 1) return no_answer();
    return cursor == "5.t" ? changes("5.t", "6.t", 1) : no_answer();
  };
  f.start();
  f.timeline.run_for(500ms);
  CHECK(f.desk.at == "3.old");
  CHECK(f.desk.roster.empty());
  f.timeline.run_for(5s);
  CHECK(f.desk.at == "6.t");
  CHECK(f.desk.roster.size() == 4);
  CHECK(f.desk.snapshots_begun == 2);
}

TEST_CASE("changes_follow_by_long_poll", "[sync]") {
  Fixture f;
  f.desk.at = "5.t";
  int polls = 0;
  f.server.download = [&](const HttpCall& call) {
    ++polls;
    const auto cursor = cursor_of(call);
    return cursor == "5.t" ? changes("5.t", "6.t", 1) : cursor == "6.t" ? changes("6.t", "7.t", 2, true) : changes(cursor, cursor, 0);
  };
  f.start();
  f.timeline.run_for(900ms);
  CHECK(f.desk.at == "7.t");
  CHECK(f.desk.roster.size() == 3);
  CHECK(f.desk.snapshots_begun == 0);
  // A server that does not wait is not asked more than once a second.
  const int before = polls;
  f.timeline.run_for(10s);
  CHECK(polls - before <= 11);
}

TEST_CASE("answer_from_another_cursor_is_not_applied", "[sync][failure]") {
  Fixture f;
  f.desk.at = "5.t";
  f.server.download = [&](const HttpCall& call) { return cursor_of(call).empty() ? changes("", "9.t", 1) : changes("4.t", "9.t", 1); };
  f.start();
  f.timeline.run_for(500ms);
  CHECK(f.desk.roster.empty());
  CHECK(f.desk.at == "5.t");
  f.timeline.run_for(3s);
  CHECK(f.desk.at == "9.t");
  CHECK(f.desk.snapshots_begun >= 1);
}

TEST_CASE("changed_history_offers_everything_and_downloads_from_the_beginning", "[sync][failure]") {
  Fixture f;
  f.desk.at = "5.t";
  f.server.download = [&](const HttpCall& call) {
    const auto cursor = cursor_of(call);
    if (cursor == "5.t") {
      f.desk.write(2);  // as the store does when it offers everything
      return problem(409, wire::kProblemHistoryChanged);
    }
    return cursor.empty() ? changes("", "2.new", 1) : no_answer();
  };
  f.start();
  f.timeline.run_for(500ms);
  CHECK(f.desk.offered == 1);
  CHECK(f.desk.at == "2.new");
  CHECK(f.desk.waiting.empty());
}

TEST_CASE("many_changes_move_the_cursor_only_at_the_end", "[sync][failure]") {
  Fixture f;
  f.desk.at = "5.t";
  std::vector<std::string> seen;
  f.server.download = [&](const HttpCall& call) { return cursor_of(call) == "5.t" ? changes("5.t", "6.t", 300) : no_answer(); };
  f.start();
  while (f.desk.applied.empty()) REQUIRE(f.timeline.step(1s));
  CHECK(f.desk.at == "5.t");
  f.timeline.run_for(500ms);
  CHECK(f.desk.applied == std::vector<std::size_t>{200, 100});
  CHECK(f.desk.at == "6.t");
}

TEST_CASE("scans_wait_for_one_transaction_of_a_download_at_most", "[sync]") {
  Fixture f;
  f.server.download = [](const HttpCall& call) { return cursor_of(call).empty() ? changes("", "5.t", 1000) : no_answer(); };
  f.start();
  while (f.desk.applied.empty()) REQUIRE(f.timeline.step(1s));
  std::size_t before_scan = 0;
  f.run([&](Desk&) { before_scan = f.desk.applied.size(); });
  f.timeline.run_for(500ms);
  CHECK(before_scan <= 2);
  CHECK(f.desk.applied.size() == 5);
}

TEST_CASE("upload_and_download_do_not_wait_for_each_other", "[sync]") {
  Fixture f;
  f.desk.at = "5.t";
  f.start();  // the poll hangs for 25 s
  f.timeline.run_for(1s);
  f.desk.write(1);
  f.engine->records_written();
  f.timeline.run_for(200ms);
  CHECK(f.desk.waiting.empty());
  CHECK(f.server.downloads.size() == 1);
}

TEST_CASE("kiosk_without_a_wish_for_names_downloads_nothing", "[sync]") {
  Fixture f;
  f.desk.wanted = false;
  f.start();
  f.timeline.run_for(10min);
  CHECK(f.server.downloads.empty());
}

TEST_CASE("server_time_comes_from_the_shortest_round_trip", "[sync]") {
  Timeline timeline;
  MachineClock clock(timeline);
  ServerClock server(clock);
  CHECK_FALSE(server.now_ms());
  const auto exchange = [&](Millis out, Millis back, std::int64_t server_ahead_ms) {
    const auto sent = clock.uptime();
    timeline.run_for(out);
    const auto told = to_ms(clock.now()) + server_ahead_ms;
    timeline.run_for(back);
    server.heard(told, sent);
  };
  exchange(20s, 5s, 90'000);  // a long poll tells little
  exchange(20ms, 20ms, 90'000);
  exchange(1s, 9s, 90'000);
  CHECK(*server.now_ms() == to_ms(clock.now()) + 90'000);
  clock.set_wrong_by(-100h);  // uptime does not jump
  CHECK(*server.now_ms() == to_ms(clock.now()) + 90'000 + std::chrono::duration_cast<Millis>(100h).count());
  clock.reboot("boot-2");
  CHECK_FALSE(server.now_ms());
}

TEST_CASE("desk_learns_the_servers_time_and_whether_it_answers", "[sync]") {
  Fixture f;
  f.start();
  f.timeline.run_for(2s);
  REQUIRE(f.desk.server_time_ms);
  CHECK(f.desk.link == app::Link::online);
}

}  // namespace uke::kiosk::sync::test
